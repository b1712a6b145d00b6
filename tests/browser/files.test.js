// Files out and in: the ways to share, export, and what is done with a second file.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { deflateSync } from 'node:zlib';
import { bring, drop, folder, highlighted, isRead, page, press, quiet, ready, sample, save, says } from './harness.js';

const text = 'The wall\n“We cannot wait for another winter,” said Ada Lind, the mayor of Elm.\n“It costs too much,” said Bo Orr.\n';

// The app with a text open.
async function opened(text) {
  const page = await ready();
  await drop(page, [['wall.txt', text]]);
  await isRead(page);
  return page;
}

const isOpen = (page, id) => page.waitForSelector(`#${id}[open]`);
const isClosed = (page, id) => page.waitForFunction((id) => !document.querySelector(id).open, {}, `#${id}`);
const texts = (page, selector) => page.$$eval(selector, (found) => found.map((one) => one.textContent));

// A text read, its first speaker renamed by a reader, and shared.
async function renamed(name, by) {
  const page = await opened(text);
  await page.evaluate((by) => { const field = document.querySelector('#reader'); field.value = by; field.dispatchEvent(new Event('change', { bubbles: true })); }, by);
  await press(page, '.speaker li button');
  await page.waitForSelector('#editor:not([hidden])');
  await page.evaluate((name) => { const field = document.querySelector('[data-set=speaker]'); field.value = name; field.dispatchEvent(new Event('change', { bubbles: true })); }, name);
  await page.waitForFunction((name) => [...document.querySelectorAll('.speaker h3')].some((one) => one.textContent === name), {}, name);
  return page;
}

test('both ways to share say what they weigh, and the small one opens', async () => {
  const page_ = await sample();
  await press(page_, '#share');
  await isOpen(page_, 'sharing');
  await page_.waitForFunction(() => document.querySelector('#share-light-size').textContent);
  const [full, light] = await texts(page_, '#sharing .badge');
  assert.match(full, /^\d\.\d MB$/);
  assert.match(light, /^\d+ kB$/);
  await press(page_, '#sharing .head button');
  await isClosed(page_, 'sharing');
  const file = await save(page_, '[data-do=share-light]');
  const size = readFileSync(file).length;
  assert.equal(`${Math.ceil(size / 1000)} kB`, light, 'what was said is what it weighs');
  const again = await page(pathToFileURL(file).href);
  assert.ok((await texts(again, 'mark')).length > 10);
  await Promise.all([page_, again].map((one) => one.close()));
});

test('every other program gets its file', async () => {
  const page = await opened(text);
  const files = [['csv', '.csv', /Ada Lind,/], ['md', '.md', /Ada Lind/], ['jsonld', '.jsonld', /"TextQuoteSelector"/], ['tei', '.tei.xml', /<said [^>]*who=/], ['conll', '.conllup', /B-PERSON/], ['brat', '.ann', /^T1\t/], ['spacy', '.json', /"ents"/], ['txt', '.txt', /^The wall/]];
  for (const [format, extension, expected] of files) {
    assert.match(readFileSync(await save(page, `[data-value=${format}]`, extension), 'utf8'), expected, format);
  }
  await page.close();
});

test('a colleague’s file is merged; what two decided differently is settled one by one', async () => {
  const [ours, theirs] = [await renamed('Cy Day', 'Ida'), await renamed('Di Fay', 'Bo')];
  const file = readFileSync(await save(theirs), 'utf8');
  await bring(ours, 'theirs.html', file);
  await isOpen(ours, 'merging');
  assert.deepEqual(await texts(ours, '#conflicts b'), ['Cy Day', 'Di Fay']);
  assert.deepEqual(await texts(ours, '#conflicts button span'), ['Ida', 'Bo']);
  assert.equal(await ours.$eval('[data-do=merge]', (button) => button.disabled), true, 'nothing is merged before it is settled');
  await press(ours, '[data-do=settle-theirs]');
  await ours.waitForFunction(() => !document.querySelector('[data-do=merge]').disabled);
  await press(ours, '[data-do=merge]');
  await isClosed(ours, 'merging');
  await says(ours, 'Merged');
  assert.ok((await texts(ours, '.speaker h3')).includes('Di Fay'));
  await press(ours, '[data-do=undo]');
  await ours.waitForFunction(() => [...document.querySelectorAll('.speaker h3')].some((one) => one.textContent === 'Cy Day'));
  // Settled all at once, and given up.
  await bring(ours, 'theirs.html', file);
  await isOpen(ours, 'merging');
  await press(ours, '#merging .head button');
  await isClosed(ours, 'merging');
  assert.ok((await texts(ours, '.speaker h3')).includes('Cy Day'));
  await Promise.all([ours, theirs].map((one) => one.close()));
});

test('a colleague’s file that is dropped over the open article is merged, compared, or opened, as the reader says', async () => {
  const [ours, theirs] = [await renamed('Cy Day', 'Ida'), await renamed('Di Fay', 'Bo')];
  const file = readFileSync(await save(theirs), 'utf8');
  await ours.bringToFront();
  const speakers = () => texts(ours, '.speaker h3');
  const offered = async () => {
    await drop(ours, [['theirs.html', file]]);
    await says(ours, 'shared file of the article that is open');
    assert.ok((await speakers()).includes('Cy Day'), 'nothing takes its place unasked');
  };
  await offered();
  assert.deepEqual(await texts(ours, '#message button'), ['Merge it into mine', 'Compare', 'Open it instead']);
  await press(ours, '[data-do=merge-offered]');
  await isOpen(ours, 'merging');
  assert.deepEqual(await texts(ours, '#conflicts b'), ['Cy Day', 'Di Fay']);
  assert.deepEqual(await texts(ours, '#message'), [''], 'what is answered is not asked any more');
  await press(ours, '#merging .head button');
  await isClosed(ours, 'merging');
  await offered();
  await press(ours, '[data-do=compare-offered]');
  await isOpen(ours, 'comparing');
  assert.equal(await ours.$eval('[data-do=merge-version]', (button) => button.hidden), false);
  await press(ours, '#comparing .head button');
  await isClosed(ours, 'comparing');
  await offered();
  await press(ours, '[data-do=open-offered]');
  await ours.waitForFunction(() => [...document.querySelectorAll('.speaker h3')].some((one) => one.textContent === 'Di Fay'));
  assert.equal((await speakers()).includes('Cy Day'), false);
  await Promise.all([ours, theirs].map((one) => one.close()));
});

test('a shared file that was cut short says so, and can be read as far as it goes', async () => {
  const whole = await opened(text);
  const file = readFileSync(await save(whole), 'utf8');
  // In the models; before them; in the engine, where nothing is left that could say anything.
  const cuts = { models: file.length - 1000, script: file.indexOf('id="saidwho-names"') - 40, engine: file.indexOf('id="saidwho-engine"') + 1000 };
  for (const [where, end] of Object.entries(cuts)) {
    const path = join(folder, `cut-${where}.html`);
    writeFileSync(path, file.slice(0, end));
    const cut = await page(pathToFileURL(path).href);
    assert.match(await cut.$eval('#article', (article) => article.textContent), /Ada Lind/, where);
    if (where === 'engine') {
      await cut.evaluate(() => document.getAnimations().forEach((one) => one.finish()));
      assert.equal(await cut.$eval('#incomplete', (words) => getComputedStyle(words).visibility), 'visible');
    } else {
      await says(cut, 'This file is incomplete');
      assert.equal((await texts(cut, '#incomplete')).length, 0, where);
    }
    await cut.close();
  }
  await whole.close();
});

test('another version of the story is compared, and what is annotated there can be merged', async () => {
  const page = await opened(text);
  const later = text.replace('for another winter', 'for one more winter').replace('“It costs too much,” said Bo Orr.', '“We pay,” said Cy Day.');
  await bring(page, 'later.txt', later);
  await isOpen(page, 'comparing');
  assert.deepEqual(await texts(page, '#fates .what'), ['Changed', 'Cut', 'Added']);
  assert.deepEqual([await texts(page, '#fates .changed del'), await texts(page, '#fates .changed ins')], [['another'], ['one more']]);
  assert.equal(await page.$eval('[data-do=merge-version]', (button) => button.hidden), true, 'a page holds no work to merge');
  await press(page, '[data-do=swap-versions]');
  assert.deepEqual(await texts(page, '#fates .changed ins'), ['another']);
  await press(page, '#comparing .head button');
  const other = await opened(later);
  await bring(page, 'later.html', readFileSync(await save(other), 'utf8'));
  await isOpen(page, 'comparing');
  await press(page, '[data-do=merge-version]');
  await isOpen(page, 'merging');
  await isClosed(page, 'comparing');
  await Promise.all([page, other].map((one) => one.close()));
});

test('annotations of another program are taken in, and what is none is said', async () => {
  const page = await opened(text);
  const rows = [{ id: 'x', user: 'acct:ida@hypothes.is', text: 'Which one?', tags: ['check'], target: [{ selector: [{ type: 'TextQuoteSelector', exact: 'another winter' }] }] }];
  await bring(page, 'notes.json', JSON.stringify({ rows }));
  await says(page, '1 annotation was taken in.');
  assert.deepEqual(await highlighted(page, 'highlight-yellow'), ['another winter']);
  await bring(page, 'notes.json', '{"rows": 3}');
  await says(page, 'There are no annotations in this file');
  await bring(page, 'cut.json', '{"rows": [');
  await says(page, 'not JSON');
  await page.close();
});

// A square PNG of noise: one of a single colour would be too small to count.
function png(side) {
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    let crc = ~0;
    for (const byte of body) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    const number = (value) => { const four = Buffer.alloc(4); four.writeUInt32BE(value >>> 0); return four; };
    return Buffer.concat([number(data.length), body, number(~crc)]);
  };
  const pixels = Buffer.from(Array.from({ length: side * (side + 1) }, (_, at) => (at % (side + 1) ? (at * at * 31) % 251 : 0)));
  const header = Buffer.from([0, 0, 0, side, 0, 0, 0, side, 8, 0, 0, 0, 0]);
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), chunk('IDAT', deflateSync(pixels)), chunk('IEND', Buffer.alloc(0))]);
}

test('a picture that the page holds is shown and shared, and left out on request', async () => {
  const opened = await ready();
  const picture = `data:image/png;base64,${png(24).toString('base64')}`;
  await drop(opened, [['wall.html', `<title>The wall</title><p>“We cannot wait,” said Ada Lind.</p><img alt="The wall" src="${picture}"><img alt="Remote" src="https://example.org/a.png">`]]);
  await isRead(opened);
  if (await opened.$eval('#view', (button) => button.textContent.includes('saved'))) await press(opened, '#view');
  const seen = (page) => page.evaluate(async () => {
    const host = [...document.querySelectorAll('#article *')].find((one) => one.shadowRoot);
    const found = [...host.shadowRoot.querySelectorAll('img')];
    for (let tries = 0; tries < 100 && !found.every((one) => one.complete); tries += 1) await new Promise((done) => setTimeout(done, 50));
    return found.map((one) => [one.alt, one.naturalWidth]);
  });
  assert.deepEqual(await seen(opened), [['The wall', 24], ['Remote', 0]]);
  const file = await save(opened);
  await press(opened, '#share');
  await isOpen(opened, 'sharing');
  await press(opened, '#pictures input');
  assert.equal(await opened.$eval('#pictures input', (choice) => choice.checked), false);
  await press(opened, '#sharing .head button');
  assert.equal(readFileSync(await save(opened, '[data-do=share-light]'), 'utf8').includes('src="data:'), false);
  const again = await page(pathToFileURL(file).href);
  await isRead(again);
  assert.deepEqual(await seen(again), [['The wall', 24], ['Remote', 0]]);
  await Promise.all([opened, again].map((one) => one.close()));
});

quiet();
