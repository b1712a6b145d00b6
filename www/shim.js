// Loads the engine and forwards events to it. No logic lives here.
(async () => {
  const source = '<!doctype html>\n' + document.documentElement.outerHTML + '\n';
  const unpack = async (id) => {
    const bytes = Uint8Array.from(atob(document.getElementById(id).textContent), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  };
  try {
    const [engine, names, lexicon] = await Promise.all(['saidwho-engine', 'saidwho-names', 'saidwho-lexicon'].map(unpack));
    await wasm_bindgen({ module_or_path: engine });
    const app = new wasm_bindgen.App(names, lexicon, source);
    const open = async (files) => {
      if (files.length) app.open(files[0].name, new Uint8Array(await files[0].arrayBuffer()), files.length);
    };
    for (const type of ['click', 'change', 'keydown', 'paste', 'mousemove']) {
      document.addEventListener(type, (event) => app.handle(event));
    }
    document.getElementById('file').addEventListener('change', (event) => open(event.target.files));
    document.addEventListener('dragover', (event) => event.preventDefault());
    document.addEventListener('drop', (event) => { event.preventDefault(); open(event.dataTransfer.files); });
    app.start();
  } catch (failure) {
    document.getElementById('message').textContent = 'Saidwho could not start: ' + failure;
  }
})();
