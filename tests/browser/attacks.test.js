// Hostile text in every place where a stranger's text goes: the page, its title, a speaker's name and words, the data and
// the markup of a shared file. A tripwire fails on any script that runs, any request, navigation, window or dialog, and on
// any violation that the policy reports: the policy is a second wall, and never has to act.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { app, browser, engine, only } from './harness.js';

const folder = mkdtempSync(join(tmpdir(), 'saidwho-attacks-'));
const own = readdirSync('tests/attacks').filter((name) => name.endsWith('.txt')).flatMap((name) =>
  readFileSync(join('tests/attacks', name), 'utf8').split('\n').filter(Boolean).map((payload) => [name.replace('.txt', ''), payload]));
const foreign = resolve('../shared/data/attacks/dompurify.jsonl');

// The one allow-list, as the source has it.
const source = readFileSync('src/page/allowed.rs', 'utf8');
const list = (name) => source.split(`pub const ${name}`)[1].split(']')[0 + 1].match(/"([^"]+)"/g).map((word) => word.slice(1, -1));
const allowed = { elements: list('ELEMENTS'), attributes: [...list('ATTRIBUTES'), 'target', 'rel', 'class'] };

// What was tripped outside the page: [what, payload].
const tripped = [];
let current = '';

after(() => rmSync(folder, { recursive: true }));

async function watched(address) {
  const page = await browser.newPage();
  if (engine === 'webkit') return trapped(page, address);
  page.on('request', (request) => { if (!/^(file|blob|data):/.test(request.url())) tripped.push(['request', request.url(), current]); });
  page.on('dialog', (dialog) => { tripped.push(['dialog', dialog.message(), current]); dialog.dismiss(); });
  page.on('popup', () => tripped.push(['window', current]));
  page.on('framenavigated', (frame) => { if (frame.url() !== address && frame.url() !== 'about:blank') tripped.push(['navigation', frame.url(), current]); });
  page.on('pageerror', (error) => tripped.push(['error', String(error), current]));
  page.on('console', (line) => { if (line.type() === 'error') tripped.push(['console', line.text(), current]); });
  await page.evaluateOnNewDocument(wires);
  await page.goto(address);
  return page;
}

// What trips inside the page.
function wires() {
  window.tripped = [];
  const trip = (...what) => window.tripped.push([...what, window.current]);
  for (const name of ['hit', 'alert', 'confirm', 'prompt', 'print', 'open']) window[name] = (...words) => trip(name, ...words.map(String));
  addEventListener('securitypolicyviolation', (event) => trip('policy', event.violatedDirective, event.blockedURI, event.sample));
}

// The driver of WebKit tells of nothing that happens: the page is asked. One that has gone elsewhere has no wires.
async function trapped(page, address) {
  await page.evaluateOnNewDocument(wires);
  await page.evaluateOnNewDocument(() => { addEventListener('error', (event) => window.tripped.push(['error', event.message, window.current])); });
  await page.goto(address);
  const [{ close }, windows] = [page, (await browser.pages()).length];
  page.close = async () => {
    tripped.push(...await page.evaluate(() => {
      const asked = performance.getEntriesByType('resource').map((entry) => entry.name).filter((url) => !/^(file|blob|data):/.test(url));
      return [...asked.map((url) => ['request', url]), ...(window.tripped ? [] : [['navigation', location.href]])];
    }));
    if ((await browser.pages()).length > windows) tripped.push(['window']);
    await close();
  };
  return page;
}

// Opens every payload as a page; in a frame and in a shadow root of a page; then as a shared file with the payload in its markup as it was; then as one with the
// payload for its title and for every name, note and tag of its data. Gives the sanitised markup of each, and what stood
// where it must not.
function attack({ payloads, allowed, template }) {
  const { port1, port2 } = window.channel ??= new MessageChannel();
  // One for all: WebKit looks at every one there was.
  const soon = () => new Promise((done) => { port1.onmessage = done; port2.postMessage(0); });
  const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const message = document.querySelector('#message');
  const open = async (name, content) => {
    document.title = 'waiting';
    message.textContent = '';
    const data = new DataTransfer();
    data.items.add(new File([content], name));
    document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    const end = performance.now() + 20000;
    while (document.title === 'waiting' && !message.textContent && performance.now() < end) await soon();
    if (performance.now() >= end) faults.push([name, 'was not opened', window.current]);
  };
  const ACTIVE = 'img, iframe, object, embed, svg, math, link, base, form, [onerror], [onload], [onclick]';
  const faults = [];
  const saved = () => document.querySelector('#article').firstElementChild?.shadowRoot?.querySelector('.saved');
  const look = (place) => {
    for (const element of [saved(), ...(saved()?.querySelectorAll('*') ?? [])].filter(Boolean)) {
      if (!allowed.elements.includes(element.localName) || element.namespaceURI !== 'http://www.w3.org/1999/xhtml') faults.push([place, element.outerHTML.slice(0, 200)]);
      for (const { name, value } of element.attributes) {
        if (!allowed.attributes.includes(name) || name === 'href' && !/^(https?|mailto|tel):/i.test(value)) faults.push([place, name, value]);
      }
    }
    // Beside what the app came with there is no image and nothing active, and scripts are those of the app.
    const ours = [...document.querySelectorAll(ACTIVE)].find((element) => !window.cameWith.has(element.outerHTML));
    if (ours) faults.push([place, 'markup in the app', ours.outerHTML.slice(0, 200)]);
    if (document.scripts.length !== window.scripts) faults.push([place, 'a script in the app']);
    if (window.tripped.length) faults.push([place, ...window.tripped.splice(0).flat()]);
  };
  const bundle = (markup, data) => `<main id="article"><div class="saved">${markup}</div></main><script type="application/ld+json" id="saidwho-document">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`;
  // Data of the template with the payload put in wherever a reader's or a machine's words stand.
  const filled = (value, payload) => {
    if (Array.isArray(value)) return value.map((one) => filled(one, payload));
    if (typeof value !== 'object' || value === null) return value === 'Ada Lind' ? payload : value;
    const changed = Object.fromEntries(Object.entries(value).map(([name, one]) => [name, name === 'label' ? payload : filled(one, payload)]));
    if (Array.isArray(changed.body)) for (const purpose of ['commenting', 'tagging']) changed.body.push({ type: 'TextualBody', purpose, value: payload });
    return changed;
  };
  const run = async () => {
    window.scripts ??= document.scripts.length;
    const parts = [document, ...[...document.querySelectorAll('template')].map((template) => template.content)];
    window.cameWith ??= new Set(parts.flatMap((part) => [...part.querySelectorAll(ACTIVE)].map((element) => element.outerHTML)));
    const markups = [];
    for (const payload of payloads) {
      window.current = payload;
      const story = `<p>“We will build it,” said Ada Lind. “${escaped(payload)} it is,” said ${escaped(payload)} Lind.</p>`;
      await open('page.html', `<title>${escaped(payload)}</title><body>${story}${payload}`);
      look(['page', payload]);
      markups.push(saved()?.innerHTML ?? '');
      for (const button of [...document.querySelectorAll('#panel button')].slice(0, 2)) button.click();
      const text = saved()?.textContent ?? '';
      await open('page.html', `<iframe srcdoc="${payload.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"></iframe><x-story><template shadowrootmode=open>${payload}<slot></slot></template>${story}</x-story>`);
      look(['frame and shadow', payload]);
      await open('shared.html', bundle(story + payload, { '@context': 'http://www.w3.org/ns/anno.jsonld', type: 'AnnotationCollection', version: 1, label: payload, blocks: [['paragraph', text]], items: [] }));
      look(['markup of a shared file', payload]);
      await open('shared.html', bundle(template.markup, filled(template.data, payload)));
      look(['data of a shared file', payload]);
    }
    return { markups, faults };
  };
  return run();
}

// What Share hands over to be saved.
async function shared(page, name, content) {
  await page.evaluate((name, content) => {
    document.title = 'waiting';
    const data = new DataTransfer();
    data.items.add(new File([content], name));
    document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, name, content);
  await page.waitForFunction(() => document.title !== 'waiting' && !document.querySelector('#share').disabled);
  return page.evaluate(() => { document.querySelector('#share').click(); document.querySelector('[data-do=share-full]').click(); return window.shared.text(); });
}

const between = (text, start, end) => { const from = text.indexOf(start) + start.length; return text.slice(from, text.indexOf(end, from)); };

async function attacked(payloads) {
  const page = await watched(app);
  await page.waitForFunction(() => { document.querySelector('#paste').click(); return !document.querySelector('#paste-box').hidden; });
  await page.evaluate(() => {
    URL.createObjectURL = (blob) => { window.shared = blob; return '#'; };
    HTMLAnchorElement.prototype.click = () => {};
  });
  const story = await shared(page, 'page.html', '<p>“We will build it,” said Ada Lind, the mayor of Port Elm. “It is late,” Ada Lind added.</p>');
  const template = { markup: between(story, '<div class="saved">', '</div></main>'), data: JSON.parse(between(story, 'id="saidwho-document">', '</script>')) };
  const all = { markups: [], faults: [] };
  for (let at = 0; at < payloads.length; at += 20) {
    current = `payloads ${at} to ${at + 19}`;
    const { markups, faults } = await page.evaluate(attack, { payloads: payloads.slice(at, at + 20), allowed, template });
    all.markups.push(...markups);
    all.faults.push(...faults);
  }
  // As a reader opens it: one shared file with all of them in it, with and without scripts.
  const file = join(folder, 'all.html');
  writeFileSync(file, await shared(page, 'all.html', `<title>All</title><body>${all.markups.join('\n')}`));
  await page.close();
  // Only Chromium can be told by a test to run no scripts.
  for (const scripts of engine === 'chromium' ? [true, false] : [true]) {
    current = `the shared file, scripts ${scripts}`;
    const reader = scripts ? await watched(pathToFileURL(file).href) : await unscripted(pathToFileURL(file).href);
    await new Promise((done) => setTimeout(done, 500));
    if (scripts) all.faults.push(...(await reader.evaluate(() => window.tripped)));
    await reader.close();
  }
  return all;
}

async function unscripted(address) {
  const page = await browser.newPage();
  page.on('request', (request) => { if (!/^(file|blob|data):/.test(request.url())) tripped.push(['request', request.url(), current]); });
  await page.setJavaScriptEnabled(false);
  await page.goto(address);
  return page;
}

test('the tripwire is tripped by a page without our walls', { timeout: 60000 }, async () => {
  const file = join(folder, 'open.html');
  writeFileSync(file, '<meta charset=utf-8><img src=https://attack.example/x.png onerror=hit()><script>alert(1)</script>');
  const page = await watched(pathToFileURL(file).href);
  await page.waitForFunction(() => window.tripped.some(([what]) => what === 'hit'));
  assert.deepEqual((await page.evaluate(() => window.tripped)).map(([what]) => what).sort(), ['alert', 'hit']);
  await page.close();
  // WebKit tells of no request that fails: of those that our policy forbids it does.
  if (engine !== 'webkit') assert.ok(tripped.some(([what]) => what === 'request'));
  writeFileSync(file, '<meta charset=utf-8><meta http-equiv=Content-Security-Policy content="img-src \'none\'"><img src=https://attack.example/x.png>');
  const guarded = await watched(pathToFileURL(file).href);
  await guarded.waitForFunction(() => window.tripped.some(([what]) => what === 'policy'));
  await guarded.close();
  tripped.length = 0;
});

test('our own attacks do nothing', { timeout: 300000 }, async (context) => {
  const { faults, markups } = await attacked(own.map(([, payload]) => payload));
  context.diagnostic(`${markups.length} attacks`);
  assert.deepEqual(faults, []);
  assert.deepEqual(tripped, []);
});

test('the attacks that DOMPurify is tested with do nothing', { skip: only('chromium', 'firefox') && 'it takes long, and our own are there' || (!existsSync(foreign) && `${foreign} is missing`), timeout: 300000 }, async (context) => {
  const { faults, markups } = await attacked(readFileSync(foreign, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line).payload));
  context.diagnostic(`${markups.length} attacks`);
  assert.deepEqual(faults, []);
  assert.deepEqual(tripped, []);
});
