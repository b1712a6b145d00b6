// Loads the engine and forwards events to it. No logic lives here.
(async () => {
  // The file up to this script. The models stand behind it, so that the engine starts while they are still being parsed.
  const end = '</body></html>';
  const source = '<!doctype html>\n' + document.documentElement.outerHTML.slice(0, -end.length);
  // What is left of a file that was cut short can still be read; where no script comes to take it away, this says so.
  document.getElementById('incomplete').remove();
  // The packer says how bytes stand as text: six of them are seven digits of base 116, fewer one digit more than they are.
  const value = new Uint8Array(128);
  for (let code = 1, next = 0; code < 127; code += 1) if (![9, 10, 11, 12, 13, 26, 27, 32, 38, 60].includes(code)) value[code] = next++;
  const encoder = new TextEncoder();
  const unpack = (id) => {
    const text = encoder.encode(document.getElementById(id)?.textContent ?? '');
    const whole = Math.floor(text.length / 7), rest = text.length % 7;
    const bytes = new Uint8Array(6 * whole + Math.max(rest - 1, 0));
    const digit = (at) => value[text[at]];
    // Three and four digits are small numbers, all seven a large one, which is cut into halves of three bytes.
    for (let group = 0, at = 0, to = 0; group < whole; group += 1, at += 7, to += 6) {
      const high = digit(at + 4) + 116 * (digit(at + 5) + 116 * digit(at + 6));
      const all = high * 181063936 + (digit(at) + 116 * (digit(at + 1) + 116 * (digit(at + 2) + 116 * digit(at + 3))));
      const upper = Math.floor(all / 16777216), lower = all - upper * 16777216;
      bytes[to] = lower; bytes[to + 1] = lower >> 8; bytes[to + 2] = lower >> 16;
      bytes[to + 3] = upper; bytes[to + 4] = upper >> 8; bytes[to + 5] = upper >> 16;
    }
    let last = 0;
    for (let at = text.length - 1; at >= 7 * whole; at -= 1) last = last * 116 + digit(at);
    for (let to = 6 * whole; to < bytes.length; to += 1, last = Math.floor(last / 256)) bytes[to] = last % 256;
    return bytes;
  };
  try {
    // What browsers unpack themselves is a fifth larger: they unpack what unpacks the engine.
    const unzipped = new Blob([unpack('saidwho-unpacker')]).stream().pipeThrough(new DecompressionStream('gzip'));
    const unpacker = new Response(unzipped, { headers: { 'Content-Type': 'application/wasm' } });
    const { instance: { exports: lzma } } = await WebAssembly.instantiateStreaming(unpacker);
    const packed = unpack('saidwho-engine');
    const room = lzma.room(packed.length);
    new Uint8Array(lzma.memory.buffer).set(packed, room);
    const length = lzma.unpack();
    await wasm_bindgen({ module_or_path: new Uint8Array(lzma.memory.buffer, lzma.unpacked(), length) });
    const app = new wasm_bindgen.App(source);
    // What the app does itself while it is at work, moving the focus or the selection, is not said to it in turn.
    let busy = false;
    const alone = (work) => {
      if (busy) return false;
      busy = true;
      try {
        return work();
      } catch (failure) {
        // An engine that is left in the middle of its work takes nothing more: else its reader would wait for ever.
        document.getElementById('message').textContent = document.getElementById('stopped').textContent;
        throw failure;
      } finally {
        busy = false;
      }
    };
    const handle = (event) => alone(() => app.handle(event));
    const open = async (files) => {
      if (!files.length) return;
      const bytes = new Uint8Array(await files[0].arrayBuffer());
      alone(() => app.open(files[0].name, bytes, files.length));
    };
    const types = ['click', 'change', 'input', 'keydown', 'paste', 'pointermove', 'pointerdown', 'pointerup', 'pointercancel', 'selectionchange', 'saidwho-storage', 'saidwho-go-on', 'saidwho-changed', 'saidwho-moved', 'saidwho-weigh'];
    for (const type of types) document.addEventListener(type, handle);
    for (const type of ['beforeprint', 'afterprint', 'beforeunload']) window.addEventListener(type, handle);
    document.getElementById('file').addEventListener('change', (event) => open(event.target.files));
    document.getElementById('second').addEventListener('change', async ({ target }) => {
      const [file] = target.files;
      const bytes = file && new Uint8Array(await file.arrayBuffer());
      if (file) alone(() => app.bring(file.name, bytes));
      target.value = '';
    });
    // The models are large, and a shared file can be shown without them: the engine asks for them when it has time.
    let learned = false;
    const learn = () => {
      if (learned) return;
      const models = ['saidwho-names', 'saidwho-lexicon'];
      const [names, lexicon] = models.map(unpack);
      performance.mark('saidwho-unpacked');
      const rest = ['', ...models.map((id) => document.getElementById(id)?.outerHTML ?? ''), '</body>', '</html>', ''].join('\n');
      learned = alone(() => app.learn(names, lexicon, rest));
      performance.measure('saidwho-models', 'saidwho-unpacked');
    };
    document.addEventListener('saidwho-learn', () => {
      if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', learn, { once: true });
      else learn();
    });
    document.addEventListener('dragover', (event) => event.preventDefault());
    document.addEventListener('drop', (event) => { event.preventDefault(); open(event.dataTransfer.files); });
    alone(() => app.start());
  } catch (failure) {
    document.getElementById('message').textContent = 'Saidwho could not start: ' + failure;
  }
})();
