// WebKit by plain WebDriver, shown as the part of puppeteer's page that the tests use: one suite drives every browser.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

const KEYS = { Enter: '\uE007', Escape: '\uE00C', Tab: '\uE004', Backspace: '\uE003', Delete: '\uE017', Space: ' ', Shift: '\uE008', Control: '\uE009', Alt: '\uE00A', Meta: '\uE03D', ArrowLeft: '\uE012', ArrowUp: '\uE013', ArrowRight: '\uE014', ArrowDown: '\uE015', Home: '\uE011', End: '\uE010', PageUp: '\uE00E', PageDown: '\uE00F' };
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

// Where Debian and Ubuntu put the browser that the driver steers, or null.
export function binary() {
  const libraries = `/usr/lib/${{ x64: 'x86_64', arm64: 'aarch64' }[process.arch]}-linux-gnu`;
  const found = existsSync(libraries) ? readdirSync(libraries).filter((name) => name.startsWith('webkit2gtk-')).sort() : [];
  const browsers = found.map((name) => `${libraries}/${name}/MiniBrowser`).filter(existsSync);
  return existsSync('/usr/bin/WebKitWebDriver') && browsers.length ? browsers.at(-1) : null;
}

const freePort = () => new Promise((done) => {
  const server = createServer().listen(0, '127.0.0.1', () => { const { port } = server.address(); server.close(() => done(port)); });
});

export async function launch() {
  const port = await freePort();
  const [command, ...rest] = [...(process.env.DISPLAY ? [] : ['xvfb-run', '-a']), 'WebKitWebDriver', `--port=${port}`];
  // A group of its own, so that the virtual display and the browser end with the driver.
  const driver = spawn(command, rest, { detached: true, stdio: 'ignore', env: { ...process.env, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' } });
  const end = () => { try { process.kill(-driver.pid); } catch { /* it has ended */ } };
  process.on('exit', end);
  const send = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: method === 'POST' ? JSON.stringify(body ?? {}) : undefined, signal: AbortSignal.timeout(60000) });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  for (let tries = 0; ; tries += 1) {
    try { await send('GET', '/status'); break; } catch (failure) { if (tries > 100) throw failure; await pause(100); }
  }
  // One file may look into another: else the browser tells of an error in a file only that there was one.
  const args = ['--automation', '--allow-file-access-from-file-urls=true'];
  const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': { binary: binary(), args } } };
  const { sessionId } = await send('POST', '/session', { capabilities });
  return new Browser((method, path, body) => send(method, `/session/${sessionId}${path}`, body), end);
}

class Browser {
  #queue = Promise.resolve();
  #first;
  #looked;
  constructor(send, end) {
    this.send = send;
    this.end = end;
  }

  // A session looks at one window at a time: calls wait for each other.
  inWindow(handle, work) {
    const result = this.#queue.then(async () => {
      if (this.#looked !== handle) await this.send('POST', '/window', { handle });
      this.#looked = handle;
      return work();
    });
    this.#queue = result.catch(() => {});
    return result;
  }

  async newPage() {
    // The first window stays open: the session ends with the last one.
    this.#first ??= await this.send('GET', '/window');
    const { handle } = await this.inWindow(this.#first, () => this.send('POST', '/window/new', { type: 'window' }));
    return new Page(this, handle);
  }

  // Windows with storage of their own, one part after the other: a session has one storage, which is emptied.
  async createBrowserContext() {
    const pages = [];
    const context = {
      newPage: async () => {
        const page = await this.newPage();
        page.browserContext = () => context;
        pages.push(page);
        return page;
      },
      close: async () => { for (const page of pages) await page.close(); },
    };
    const page = await this.newPage();
    await page.goto(new URL('../../www/light.html', import.meta.url).href);
    await page.evaluate(async () => {
      const emptied = ({ name }) => new Promise((done) => {
        const asked = indexedDB.open(name);
        asked.onerror = done;
        asked.onsuccess = () => {
          const [database, stores] = [asked.result, [...asked.result.objectStoreNames]];
          const end = () => { database.close(); done(); };
          if (!stores.length) return end();
          const work = database.transaction(stores, 'readwrite');
          for (const store of stores) work.objectStore(store).clear();
          work.oncomplete = work.onabort = end;
        };
      });
      await Promise.all((await indexedDB.databases()).map(emptied));
    });
    await page.close();
    return context;
  }

  pages = () => this.send('GET', '/window/handles');

  async close() {
    await this.send('DELETE', '').catch(() => {});
    this.end();
  }
}

// A copy of a file that runs scripts before anything of its own, and leaves nothing of them.
function preceded(url, scripts) {
  const text = readFileSync(fileURLToPath(url), 'utf8');
  const [doctype] = text.match(/^<!doctype[^>]*>/i) ?? [''];
  const script = `<meta charset="utf-8"><script>${scripts.join('')}document.currentScript.previousSibling.remove(); document.currentScript.remove();</script>`;
  const copy = join(mkdtempSync(join(tmpdir(), 'saidwho-webkit-')), basename(fileURLToPath(url)));
  writeFileSync(copy, doctype + script + text.slice(doctype.length));
  return pathToFileURL(copy).href;
}

class Page {
  // Where the mouse is.
  #at = [0, 0];
  #before = [];
  constructor(browser, handle) {
    this.call = (method, path, body) => browser.inWindow(handle, () => browser.send(method, path, body));
    this.mouse = {
      move: async (x, y, { steps = 1 } = {}) => {
        const [fromX, fromY] = this.#at;
        for (let step = 1; step <= steps; step += 1) {
          this.#at = [fromX + (x - fromX) * step / steps, fromY + (y - fromY) * step / steps];
          const [across, down] = this.#at.map(Math.round);
          await this.#pointer([{ type: 'pointerMove', duration: 0, x: across, y: down }]);
        }
      },
      down: () => this.#pointer([{ type: 'pointerDown', button: 0 }]),
      up: () => this.#pointer([{ type: 'pointerUp', button: 0 }]),
      click: async (x, y) => { await this.mouse.move(x, y); await this.mouse.down(); await this.mouse.up(); },
    };
    this.keyboard = {
      down: (key) => this.#keys([{ type: 'keyDown', value: KEYS[key] ?? key }]),
      up: (key) => this.#keys([{ type: 'keyUp', value: KEYS[key] ?? key }]),
      press: async (key) => { await this.keyboard.down(key); await this.keyboard.up(key); },
      type: async (text) => { for (const key of text) await this.keyboard.press(key); },
    };
  }

  #pointer = (actions) => this.call('POST', '/actions', { actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }] });
  #keys = (actions) => this.call('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });

  // The driver runs nothing before a page.
  evaluateOnNewDocument = async (work) => { this.#before.push(`(${work})();\n`); };
  goto = (url) => this.call('POST', '/url', { url: this.#before.length ? preceded(url, this.#before) : url });
  reload = () => this.call('POST', '/refresh');
  close = () => this.call('DELETE', '/window');
  bringToFront = () => this.call('GET', '/window');
  title = () => this.call('GET', '/title');
  url = () => this.call('GET', '/url');

  async evaluate(work, ...args) {
    const script = `const done = arguments[arguments.length - 1];
      Promise.resolve().then(() => ${typeof work === 'string' ? work : `(${work}).apply(null, arguments[0])`})
        .then((value) => done({ value: value === undefined ? null : value, none: value === undefined }), (error) => done({ error: String(error) + '\\n' + (error && error.stack) }));`;
    const { value, none, error } = await this.call('POST', '/execute/async', { script, args: [args] });
    if (error) throw new Error(error);
    return none ? undefined : value;
  }

  async waitForFunction(work, { timeout = 30000 } = {}, ...args) {
    for (const end = Date.now() + timeout; ; await pause(50)) {
      if (await this.evaluate(`Promise.resolve((${work}).apply(null, arguments[0])).then((value) => !!value)`, ...args)) return;
      if (Date.now() > end) throw new Error(`waited ${timeout} ms for ${work}`);
    }
  }

  waitForSelector = (selector, { visible, hidden, ...options } = {}) => this.waitForFunction((selector, visible, hidden) => {
    const element = document.querySelector(selector);
    const box = element?.getBoundingClientRect();
    const isSeen = element && element.checkVisibility({ visibilityProperty: true }) && box.width > 0 && box.height > 0;
    return hidden ? !isSeen : visible ? isSeen : element;
  }, options, selector, visible, hidden);
  $eval = (selector, work, ...args) => this.evaluate(`(${work}).apply(null, [document.querySelector(${JSON.stringify(selector)}), ...arguments[0]])`, ...args);
  $$eval = (selector, work, ...args) => this.evaluate(`(${work}).apply(null, [[...document.querySelectorAll(${JSON.stringify(selector)})], ...arguments[0]])`, ...args);

  async #element(selector) {
    const found = await this.call('POST', '/element', { using: 'css selector', value: selector });
    return found[ELEMENT];
  }

  // What has just come is pressed once it is laid out.
  async click(selector) {
    for (let tries = 0; ; tries += 1) {
      try {
        return await this.call('POST', `/element/${await this.#element(selector)}/click`);
      } catch (failure) {
        if (tries === 20 || !/not interactable/.test(failure.message)) throw failure;
        await pause(50);
      }
    }
  }

  select = (selector, value) => this.$eval(selector, (field, value) => {
    field.value = value;
    for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
  }, value);
  focus = (selector) => this.$eval(selector, (element) => element.focus());
  type = async (selector, text) => this.call('POST', `/element/${await this.#element(selector)}/value`, { text: text.replaceAll('\n', KEYS.Enter) });

  async setViewport({ width, height }) {
    const [across, down] = await this.evaluate(() => [outerWidth - innerWidth, outerHeight - innerHeight]);
    await this.call('POST', '/window/rect', { width: width + across, height: height + down });
    // The window answers before its page has been laid out anew.
    await this.evaluate(async (width) => {
      for (let frames = 0; frames < 60 && innerWidth !== width; frames += 1) await new Promise((done) => setTimeout(done, 16));
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    }, width);
  }

  async screenshot({ path } = {}) {
    const picture = Buffer.from(await this.call('GET', '/screenshot'), 'base64');
    if (path) writeFileSync(path, picture);
    return picture;
  }
}
