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
  const session = await opened.createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  const before = [await speakers(opened), await highlighted(opened, 'speaker-2')];
  await opened.click('#share');
  let name;
  for (let tries = 0; tries < 100 && !name; tries += 1) {
    await new Promise((done) => setTimeout(done, 100));
    name = readdirSync(folder).find((file) => file.endsWith('.saidwho.html'));
  }
  assert.ok(name, 'the file is saved');
  const shared = pathToFileURL(join(folder, name)).href;
  const again = await page(shared);
  await again.waitForSelector('.speaker');
  assert.deepEqual([await speakers(again), await highlighted(again, 'speaker-2')], before);
  const plain = await browser.newPage();
  await plain.setJavaScriptEnabled(false);
  await plain.goto(shared);
  const source = readFileSync(join(folder, name), 'utf8');
  assert.match(source, /<mark class="speaker-1">“We stood in the market square/);
  await Promise.all([opened, again, plain].map((one) => one.close()));
});

test('a hostile page does nothing, and its text is shown', async () => {
  const file = join(folder, 'hostile.html');
  writeFileSync(file, `<title>T</title><meta http-equiv="refresh" content="0;url=https://example.org/"><p>Ada Lind came to Rome.</p>
    <img src="https://example.org/x.png" onerror="window.hit=1"><script>window.hit=1</script><iframe src="https://example.org/"></iframe><a href="javascript:window.hit=1">link text</a>`);
  const opened = await page();
  const input = await opened.$('#file');
  await new Promise((done) => setTimeout(done, 1500));
  await input.uploadFile(file);
  await opened.waitForFunction(() => document.querySelector('#article p'));
  assert.equal(await opened.$eval('#article', (article) => [...article.children].map((child) => child.textContent).join('|')), 'Ada Lind came to Rome.|link text');
  assert.equal(await opened.evaluate(() => window.hit), undefined);
  for (const [name, bytes, words] of [['empty.html', '', 'empty'], ['report.html', '%PDF-1.7', 'PDF']]) {
    writeFileSync(join(folder, name), bytes);
    await input.uploadFile(join(folder, name));
    await opened.waitForFunction((words) => document.querySelector('#message').textContent.includes(words), {}, words);
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
