// Loads the engine and forwards events to it. No logic lives here.
(async () => {
  const source = '<!doctype html>\n' + document.documentElement.outerHTML + '\n';
  // The packer says how bytes stand as text: six of them are seven digits of base 116, fewer one digit more than they are.
  const value = [];
  for (let code = 1, next = 0; code < 127; code += 1) if (![9, 10, 11, 12, 13, 26, 27, 32, 38, 60].includes(code)) value[code] = next++;
  const unpack = async (id) => {
    const text = document.getElementById(id).textContent;
    const bytes = new Uint8Array(text.length - Math.ceil(text.length / 7));
    for (let at = 0, to = 0; at < text.length; at += 7) {
      const digits = Math.min(7, text.length - at);
      let group = 0;
      for (let digit = at + digits - 1; digit >= at; digit -= 1) group = group * 116 + value[text.charCodeAt(digit)];
      for (let left = 1; left < digits; left += 1, group = Math.floor(group / 256)) bytes[to++] = group % 256;
    }
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
    // What the app does itself while it handles an event, moving the focus or the selection, is not said to it in turn.
    let busy = false;
    const handle = (event) => {
      if (busy) return;
      busy = true;
      try { app.handle(event); } finally { busy = false; }
    };
    const types = ['click', 'change', 'input', 'keydown', 'paste', 'pointermove', 'pointerdown', 'pointerup', 'pointercancel', 'selectionchange', 'saidwho-storage', 'saidwho-go-on', 'saidwho-changed', 'saidwho-moved', 'saidwho-weigh'];
    for (const type of types) document.addEventListener(type, handle);
    for (const type of ['beforeprint', 'afterprint', 'beforeunload']) window.addEventListener(type, handle);
    document.getElementById('file').addEventListener('change', (event) => open(event.target.files));
    document.getElementById('second').addEventListener('change', async ({ target }) => {
      const [file] = target.files;
      if (file) app.bring(file.name, new Uint8Array(await file.arrayBuffer()));
      target.value = '';
    });
    document.addEventListener('dragover', (event) => event.preventDefault());
    document.addEventListener('drop', (event) => { event.preventDefault(); open(event.dataTransfer.files); });
    app.start();
  } catch (failure) {
    document.getElementById('message').textContent = 'Saidwho could not start: ' + failure;
  }
})();
