// The real dist/saidwho.html at file://, in a real Chromium: open, look, share, open again. No request may ever be made.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';

const app = pathToFileURL(resolve('dist/saidwho.html')).href;
const executablePath = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const folder = mkdtempSync(join(tmpdir(), 'saidwho-'));
let browser;
const requests = [];
const errors = [];

before(async () => {
  browser = await puppeteer.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
});
after(() => browser?.close());

async function page(address = app) {
  const page = await browser.newPage();
  page.on('request', (request) => { if (!/^(file|data|blob):/.test(request.url())) requests.push(request.url()); });
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (line) => {
    // Chromium reports the handler that it refuses to compile even in an inert document; that it never ran is asserted.
    if (line.type() === 'error' && !line.text().startsWith('Executing inline event handler violates')) errors.push(line.text());
  });
  await page.setOfflineMode(true);
  await page.goto(address);
  return page;
}

const highlighted = (page, layer) => page.evaluate((layer) => [...(CSS.highlights.get('saidwho-' + layer) ?? [])].map(String), layer);
const speakers = (page) => page.$$eval('.speaker', (all) => all.map((one) => [one.querySelector('h3').textContent, one.querySelector('.role').textContent, one.querySelectorAll('li').length]));

async function sample() {
  const opened = await page();
  await opened.waitForFunction(() => document.querySelector('#sample') && typeof wasm_bindgen !== 'undefined');
  await opened.waitForFunction(() => { document.querySelector('#sample').click(); return document.querySelector('.speaker'); }, { timeout: 10000 });
  return opened;
}

test('the sample shows its speakers and highlights', async () => {
  const opened = await sample();
  const found = await speakers(opened);
  const names = found.map(([name]) => name);
  for (const name of ['Marguerite Halloran', 'Tobias Wenk', 'Ingrid Solheim', 'Pauline Adeyemi', 'Oskar Lindqvist']) assert.ok(names.includes(name), `${name} in ${names}`);
  assert.equal(found[0][0], 'Marguerite Halloran');
  assert.equal(found[0][1], 'mayor of Port Elm');
  assert.ok((await highlighted(opened, 'speaker-1')).some((text) => text.startsWith('“We stood in the market square')));
  assert.ok((await highlighted(opened, 'reported-1'))[0].startsWith('the storm of last November'));
  assert.ok((await highlighted(opened, 'people')).includes('Halloran'));
  await opened.evaluate(() => document.querySelector('#layers input[value=people]').click());
  assert.deepEqual(await highlighted(opened, 'people'), []);
  await opened.evaluate(() => { window.scrollTo(0, 0); document.querySelectorAll('.speaker li button')[4].click(); });
  assert.equal((await highlighted(opened, 'flash')).length, 1);
  assert.ok(await opened.evaluate(() => window.scrollY > 100), 'a click in the panel scrolls');
  await opened.close();
});

test('a shared file opens again with the same highlights, and is readable without scripts', async () => {
  const opened = await sample();
  const before = [await speakers(opened), await highlighted(opened, 'speaker-2')];
  const file = await save(opened);
  const shared = pathToFileURL(file).href;
  const again = await page(shared);
  await again.waitForSelector('.speaker');
  assert.deepEqual([await speakers(again), await highlighted(again, 'speaker-2')], before);
  const plain = await browser.newPage();
  await plain.setJavaScriptEnabled(false);
  await plain.goto(shared);
  const source = readFileSync(file, 'utf8');
  assert.match(source, /<mark class="speaker-1">“We stood in the market square/);
  await Promise.all([opened, again, plain].map((one) => one.close()));
});

// The text of what is shown, whether as it was saved (in a shadow) or as the reading view.
const shownText = (page) => page.evaluate(() => {
  const saved = document.querySelector('#article').firstElementChild?.shadowRoot?.querySelector('.saved');
  return saved ? 'saved: ' + [...saved.children].map((child) => child.textContent.trim()).join('|') : [...document.querySelectorAll('#article > *')].map((child) => child.textContent).join('|');
});

async function ready() {
  const opened = await page();
  await opened.waitForFunction(() => { document.querySelector('#paste').click(); return !document.querySelector('#paste-box').hidden; });
  await opened.click('#paste');
  return opened;
}

// Drops files, given as name and bytes, on the page.
const drop = (page, files) => page.evaluate((files) => {
  const data = new DataTransfer();
  for (const [name, bytes] of files) data.items.add(new File([typeof bytes === 'number' ? new Uint8Array(bytes).fill(97) : typeof bytes === 'string' ? bytes : new Uint8Array(bytes)], name));
  document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
}, files);
const paste = (page, kinds) => page.evaluate((kinds) => {
  const data = new DataTransfer();
  for (const [kind, text] of Object.entries(kinds)) data.setData(kind, text);
  document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
}, kinds);
const says = (page, words) => page.waitForFunction((words) => document.querySelector('#message').textContent.includes(words), { timeout: 20000 }, words);

async function save(opened) {
  const place = mkdtempSync(join(folder, 'saved-'));
  const session = await opened.createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: place });
  await opened.click('#share');
  for (let tries = 0; tries < 100; tries += 1) {
    await new Promise((done) => setTimeout(done, 100));
    const name = readdirSync(place).find((file) => file.endsWith('.saidwho.html'));
    if (name) return join(place, name);
  }
  assert.fail('the file is not saved');
}

test('a hostile page does nothing, and its text is shown', async () => {
  const opened = await ready();
  await drop(opened, [['hostile.html', `<title>T</title><meta http-equiv="refresh" content="0;url=https://example.org/"><p onclick="window.hit=1">Ada Lind came to Rome.</p>
    <img src="https://example.org/x.png" alt="A bridge" onerror="window.hit=1"><script>window.hit=1</script><iframe src="https://example.org/"></iframe><form action="https://example.org/"><input></form>
    <p><a href="javascript:window.hit=1">link text</a> <a href="https://example.org/story">a link</a></p><p hidden>unseen</p>`]]);
  await opened.waitForFunction(() => document.querySelector('#article').firstElementChild?.shadowRoot);
  assert.equal(await shownText(opened), 'saved: Ada Lind came to Rome.||link text a link');
  const links = await opened.evaluate(() => [...document.querySelector('#article').firstElementChild.shadowRoot.querySelectorAll('a')].map((link) => [link.getAttribute('href'), link.target]));
  assert.deepEqual(links, [[null, ''], ['https://example.org/story', '_blank']]);
  assert.equal(await opened.evaluate(() => window.hit), undefined);
  assert.equal(await opened.evaluate(() => document.querySelector('#article').firstElementChild.shadowRoot.querySelectorAll('[onclick],[onerror],[src],script,iframe,form').length), 0);
  await opened.close();
});

test('a page is shown as it was saved, as a reading view, and shared with its markup', async () => {
  const opened = await ready();
  const source = `<title>Bridge</title><h1>A bridge for Port Elm</h1><p>“We will   build it this year,” said <b>Ada</b> <i>Lind</i>, the mayor of <a href="https://example.org/">Port Elm</a>.</p>
    <ul><li>“It has waited\n long enough,” she said. 😀</li></ul>`;
  await paste(opened, { 'text/html': source, 'text/plain': 'not this' });
  await opened.waitForSelector('.speaker');
  const seen = async (page) => [await speakers(page), await highlighted(page, 'speaker-1'), await highlighted(page, 'people')];
  const before = await seen(opened);
  assert.deepEqual(before[1].map((text) => text.replace(/\s+/g, ' ')), ['“We will build it this year,”', '“It has waited long enough,”']);
  assert.deepEqual(before[2], ['Ada Lind']);
  const style = await opened.evaluate(() => [...CSS.highlights.get('saidwho-speaker-1')].map((range) => getComputedStyle(range.startContainer.parentElement, '::highlight(saidwho-speaker-1)').backgroundColor));
  assert.ok(style.every((colour) => /^rgb\(/.test(colour) && colour !== 'rgba(0, 0, 0, 0)'), `painted in the shadow: ${style}`);
  // The card under the pointer.
  const [x, y] = await opened.evaluate(() => { const box = [...CSS.highlights.get('saidwho-people')][0].getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; });
  await opened.mouse.move(x, y);
  assert.equal(await opened.$eval('#card', (card) => card.textContent), 'Ada Lind, mayor of Port Elm (person)');
  // The shared file holds the markup, with marks, and opens the same.
  const file = await save(opened);
  const written = readFileSync(file, 'utf8');
  const item = written.match(/<li>.*?<\/li>/s)?.[0] ?? '';
  assert.match(item, /<mark class="speaker-1">“It has waited/);
  assert.equal(item.replaceAll(/<\/?mark.*?>/g, ''), '<li>“It has waited\n long enough,” she said. 😀</li>');
  const again = await page(pathToFileURL(file).href);
  await again.waitForSelector('.speaker');
  assert.equal(await shownText(again), await shownText(opened));
  assert.deepEqual(await seen(again), before);
  assert.ok(readFileSync(await save(again), 'utf8') === written, 'shared again, it is the same file');
  // The reading view has the same highlights.
  await opened.bringToFront();
  await opened.click('#view');
  assert.equal(await shownText(opened), 'A bridge for Port Elm|“We will build it this year,” said Ada Lind, the mayor of Port Elm.|“It has waited long enough,” she said. 😀');
  assert.deepEqual(await highlighted(opened, 'people'), ['Ada Lind']);
  await Promise.all([opened, again].map((one) => one.close()));
});

test('a shared file changed by hand does nothing', async () => {
  const opened = await ready();
  await paste(opened, { 'text/html': '<p>Ada Lind came to Rome.</p>' });
  await opened.waitForFunction(() => document.querySelector('#article').firstElementChild);
  const bundle = readFileSync(await save(opened), 'utf8').replace('<div class="saved"><p>', '<div class="saved"><img src="https://example.org/x.png" onerror="window.hit=1"><p>');
  await drop(opened, [['changed.html', bundle]]);
  await new Promise((done) => setTimeout(done, 300));
  assert.match(await shownText(opened), /Rome/);
  assert.equal(await opened.evaluate(() => window.hit), undefined);
  await opened.close();
});

test('what cannot be read is said, and what was open stays', async () => {
  const opened = await ready();
  await drop(opened, [['a.txt', 'Ada Lind came to Rome.'], ['b.txt', 'b'], ['c.txt', 'c'], ['d.txt', 'd'], ['e.txt', 'e']]);
  await says(opened, '5 files were dropped; the first, a.txt, is open.');
  for (const [name, bytes, words] of [['empty.html', '', 'empty'], ['report.html', '%PDF-1.7', 'PDF'], ['picture.html', [137, 80, 78, 71, 0, 0, 0], 'no text'], ['large.txt', 50 * 2 ** 20, 'larger than 40 MB']]) {
    await drop(opened, [[name, bytes]]);
    await says(opened, words);
    assert.equal(await shownText(opened), 'Ada Lind came to Rome.', name);
  }
  await paste(opened, { 'text/plain': '  ' });
  await says(opened, 'There was no text to paste.');
  const encoded = [['western.txt', [0x93, 0x43, 0x61, 0x66, 0xe9, 0x2c, 0x94, 0x20, 0x41, 0x64, 0x61], '“Café,” Ada'], ['wide.txt', [0xff, 0xfe, 0x41, 0, 0x64, 0, 0x61, 0], 'Ada'], ['japanese.html', [...Buffer.from('<meta charset=shift_jis><p>'), 0x93, 0xfa, 0x96, 0x7b], 'saved: 日本']];
  for (const [name, bytes, text] of encoded) {
    await drop(opened, [[name, bytes]]);
    await opened.waitForFunction((name) => document.querySelector('#message').textContent === '', {}, name);
    await new Promise((done) => setTimeout(done, 200));
    assert.equal(await shownText(opened), text, name);
  }
  await opened.close();
});

test('pictures of the app', { skip: !process.env.SCREENSHOTS }, async () => {
  mkdirSync('target/screenshots', { recursive: true });
  for (const [width, height] of [[1440, 900], [820, 1180], [390, 844]]) {
    for (const scheme of ['light', 'dark']) {
      const opened = await sample();
      await opened.setViewport({ width, height });
      await opened.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      await opened.screenshot({ path: `target/screenshots/${width}-${scheme}.png` });
      await opened.close();
    }
  }
});

test('no request was made and no error shown', () => {
  assert.deepEqual(requests, []);
  assert.deepEqual(errors, []);
});
