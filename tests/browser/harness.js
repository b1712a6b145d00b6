// Opens the real dist/saidwho.html at file:// in the browser that ENGINE names (chromium, firefox or webkit), and gives
// the tests their hands: open, drop, paste, save. It notes every request and every error; a suite ends with `quiet()`.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';
import * as webkit from './webkit.js';

export const engine = process.env.ENGINE ?? 'chromium';
// For tests of what only one browser lets us do: `test('…', { skip: only('chromium') }, …)`.
export const only = (...engines) => !engines.includes(engine) && `not in ${engine}`;
export const app = pathToFileURL(resolve('dist/saidwho.html')).href;
export const folder = mkdtempSync(join(tmpdir(), 'saidwho-'));
export const requests = [];
export const errors = [];
export let browser;
// What tells of the errors and requests of each page that is open, where only the page itself knows them.
const untold = new Set();

const first = (...paths) => paths.find((path) => path && existsSync(path));
const launchers = {
  chromium: (userDataDir) => puppeteer.launch({
    executablePath: first(process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'),
    userDataDir,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--force-color-profile=srgb', '--lang=en'],
  }),
  firefox: (userDataDir) => puppeteer.launch({ browser: 'firefox', executablePath: first(process.env.FIREFOX, '/usr/bin/firefox-esr', '/usr/bin/firefox'), userDataDir }),
  webkit: webkit.launch,
};

// A browser, with a folder for what it keeps where that is to outlive it.
export const launch = (kept) => launchers[engine](kept);

before(async () => { browser = await launch(); }, { timeout: 60000 });
after(() => browser?.close());

// A page of its own, offline, with the app or another file open in it; of a browser, or of a part of one with storage of
// its own. What is to be made ready before the file is open can be said.
export async function page(address = app, { of = browser, prepare } = {}) {
  const page = await of.newPage();
  await prepare?.(page);
  if (engine === 'webkit') {
    const watch = () => page.evaluate(() => {
      window.seen = [];
      const note = (words) => window.seen.push(`${words} (while “${document.title}” was open)`);
      addEventListener('error', (event) => note(event.error?.stack ? `${event.message} ${event.error.stack}` : event.message));
      addEventListener('unhandledrejection', (event) => note(event.reason));
    });
    const tell = async () => {
      const [seen, asked] = await page.evaluate(() => [window.seen, performance.getEntriesByType('resource').map((entry) => entry.name)]);
      errors.push(...seen);
      requests.push(...asked.filter((url) => !/^(file|data|blob):/.test(url)));
    };
    untold.add(tell);
    const { close, reload } = page;
    page.close = async () => { untold.delete(tell); await tell(); await close(); };
    page.reload = async () => { await tell(); await reload(); await watch(); };
    await page.goto(address);
    await watch();
    return page;
  }
  page.on('request', (request) => { if (!/^(file|data|blob|about):/.test(request.url())) requests.push(request.url()); });
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (line) => {
    if (line.type() === 'error') errors.push(line.text());
  });
  await page.setOfflineMode(true);
  await page.goto(address);
  return page;
}

// The app, once it listens.
export async function ready() {
  const opened = await page();
  await opened.waitForFunction(() => { document.querySelector('#paste').click(); return !document.querySelector('#paste-box').hidden; });
  await opened.evaluate(() => document.querySelector('#paste').click());
  return opened;
}

// The app with its sample open.
export async function sample() {
  const opened = await ready();
  await opened.evaluate(() => document.querySelector('#sample').click());
  await isRead(opened);
  return opened;
}

// Waits until an article stands there with who speaks in it; the bar comes a moment after both.
export const isRead = (page) => page.waitForFunction(() => document.querySelector('.speaker') && !document.querySelector('#share').disabled);

// Presses a control, once there is one that can be pressed.
export const press = (page, selector) => page.waitForFunction((selector) => {
  const control = document.querySelector(selector);
  if (!control || control.disabled) return false;
  control.click();
  return true;
}, {}, selector);

// Drops files, given as name and text, bytes, or how many bytes of `a`.
export const drop = (page, files) => page.evaluate((files) => {
  const data = new DataTransfer();
  for (const [name, bytes] of files) data.items.add(new File([typeof bytes === 'number' ? new Uint8Array(bytes).fill(97) : typeof bytes === 'string' ? bytes : new Uint8Array(bytes)], name));
  document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
}, files);

// Brings a second file to the open one.
export const bring = (page, name, text) => page.evaluate((name, text) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  const field = document.querySelector('#second');
  field.files = data.files;
  field.dispatchEvent(new Event('change'));
}, name, text);

// Pastes what each kind of data says: `{ 'text/html': … }`.
export const paste = (page, kinds) => page.evaluate((kinds) => {
  const data = new DataTransfer();
  for (const [kind, text] of Object.entries(kinds)) data.setData(kind, text);
  // Firefox keeps the data that a made event is given to itself.
  const event = Object.defineProperty(new ClipboardEvent('paste', { bubbles: true, cancelable: true }), 'clipboardData', { value: data });
  document.body.dispatchEvent(event);
}, kinds);

// Waits for words in the message line.
export const says = (page, words) => page.waitForFunction((words) => document.querySelector('#message').textContent.includes(words), { timeout: 20000 }, words);

// The texts of what is lit under a name, and of a layer's highlights.
export const lit = (page, name) => page.evaluate((name) => [...(CSS.highlights.get(name) ?? [])].map((one) => {
  // A static range has no words of its own.
  const range = new Range();
  range.setStart(one.startContainer, one.startOffset);
  range.setEnd(one.endContainer, one.endOffset);
  return String(range);
}), name);
export const highlighted = (page, layer) => lit(page, `saidwho-${layer}`);

// Where the first line of one highlight of a layer is on the screen: its left, top, width and height; nothing where it is
// not laid out.
export const line = (page, layer, at = 0) => page.evaluate((layer, at) => {
  const one = [...CSS.highlights.get(`saidwho-${layer}`)][at];
  const range = new Range();
  range.setStart(one.startContainer, one.startOffset);
  range.setEnd(one.endContainer, one.endOffset);
  const [box] = range.getClientRects();
  return box?.width ? [box.x, box.y, box.width, box.height] : null;
}, layer, at);

// What is handed over to be saved when something is done, as a file: where a browser without a window puts it is not ours
// to test.
export async function caught(opened, act) {
  await opened.evaluate(() => {
    const [create, click] = [URL.createObjectURL, HTMLAnchorElement.prototype.click];
    let blob;
    window.handed = null;
    URL.createObjectURL = (one) => { blob = one; return create.call(URL, one); };
    HTMLAnchorElement.prototype.click = function () {
      [URL.createObjectURL, HTMLAnchorElement.prototype.click] = [create, click];
      window.handed = [this.download, blob];
    };
  });
  await act();
  await opened.waitForFunction(() => window.handed);
  const [name, text] = await opened.evaluate(async () => [window.handed[0], await window.handed[1].text()]);
  const file = join(mkdtempSync(join(folder, 'saved-')), name);
  writeFileSync(file, text);
  return file;
}

// Presses Share and one of its ways, and gives the path of the file that is saved.
export async function save(opened, way = '[data-do=share-full]', extension = '.saidwho.html') {
  const place = mkdtempSync(join(folder, 'saved-'));
  // The bar comes a moment after the article.
  await opened.waitForFunction(() => !document.querySelector('#share').disabled);
  if (engine !== 'chromium') {
    return caught(opened, () => opened.evaluate((way) => { document.querySelector('#share').click(); document.querySelector(way).click(); }, way));
  }
  const session = await opened.createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: place });
  await opened.click('#share');
  await opened.waitForSelector(`#sharing[open] ${way}`);
  await opened.click(way);
  for (let tries = 0; tries < 100; tries += 1) {
    await pause(100);
    const name = readdirSync(place).find((file) => file.endsWith(extension));
    if (name) return join(place, name);
  }
  return assert.fail('the file is not saved');
}

// The last test of every suite.
export const quiet = () => test('no request was made and no error shown', async () => {
  for (const tell of untold) await tell().catch(() => {});
  assert.deepEqual(requests, []);
  assert.deepEqual(errors, []);
});
