// Loads the engine and forwards events to it. No logic lives here.
(async () => {
  const source = '<!doctype html>\n' + document.documentElement.outerHTML + '\n';
  // The packer says how bytes stand as text: 13 bits are two digits of base 91, at the end up to 6 bits are one.
  const unpack = async (id) => {
    const text = document.getElementById(id).textContent;
    const bytes = new Uint8Array(Math.floor(((text.length >> 1) * 13 + (text.length % 2) * 6) / 8));
    const digit = (at) => { const code = text.charCodeAt(at); return code - (code > 60 ? 36 : 35); };
    for (let at = 0, to = 0, held = 0, bits = 0; at < text.length; at += 2) {
      const last = at + 1 === text.length;
      held |= (last ? digit(at) : digit(at) * 91 + digit(at + 1)) << bits;
      for (bits += last ? 6 : 13; bits >= 8; bits -= 8, held >>>= 8) bytes[to++] = held;
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
    const types = ['click', 'change', 'input', 'keydown', 'paste', 'mousemove', 'pointerdown', 'pointerup', 'pointercancel', 'selectionchange', 'saidwho-storage'];
    for (const type of types) document.addEventListener(type, handle);
    for (const type of ['beforeprint', 'afterprint', 'beforeunload']) window.addEventListener(type, handle);
    document.getElementById('file').addEventListener('change', (event) => open(event.target.files));
    document.addEventListener('dragover', (event) => event.preventDefault());
    document.addEventListener('drop', (event) => { event.preventDefault(); open(event.dataTransfer.files); });
    app.start();
  } catch (failure) {
    document.getElementById('message').textContent = 'Saidwho could not start: ' + failure;
  }
})();
