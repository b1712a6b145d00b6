// Where the browser has no highlights, the words are marked: everything works, and the page is as it was afterwards.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { drop, page, press, quiet, save } from './harness.js';

// The app in a browser that has no highlights, or in one as it is, with a saved page open.
async function opened(hasHighlights, html) {
  const prepare = (page) => page.evaluateOnNewDocument(() => { Object.defineProperty(CSS, 'highlights', { value: undefined }); });
  const own = await page(undefined, hasHighlights ? {} : { prepare });
  await own.waitForFunction(() => document.documentElement.classList.contains('ready'));
  await drop(own, [['page.html', html]]);
  await own.waitForFunction(() => document.title.startsWith('The quay'));
  if (await own.evaluate(() => !document.querySelector('#article').firstElementChild.shadowRoot)) await press(own, '#view');
  return own;
}

const story = '<title>The quay</title><h1>The quay</h1><p>“We asked <b>Tobias Wenk</b> to&shy; come,” said <i>Ada</i>  Lind, the mayor. <mark>It</mark> was late.<ul><li>“It has waited,” she said.</ul><p>Nobody came.';
const inside = (page, what) => page.evaluate(what);
const html = (page) => inside(page, () => document.querySelector('#article > div').shadowRoot.querySelector('.saved').innerHTML);
const marked = (page, layer) => page.evaluate((layer) => [...document.querySelector('#article > div').shadowRoot.querySelectorAll(`mark.${layer}`)].map((mark) => mark.textContent).join(''), layer);
const layers = (page) => page.evaluate(() => document.querySelectorAll('#layers input').forEach((input) => input.click()));

test('words are marked, and the page is as it was when the marks are taken off', async () => {
  const [own, plain] = [await opened(false, story), await opened(true, story)];
  assert.equal(await marked(own, 'speaker-1'), '“We asked Tobias Wenk to\u00ad come,”“It has waited,”');
  assert.equal(await marked(own, 'people'), 'Tobias WenkAda  Lind');
  assert.notEqual(await html(own), await html(plain));
  await layers(own);
  assert.equal(await html(own), await html(plain));
  await layers(own);
  // What is shared has its own marks, and none of these.
  const shared = async (page) => {
    // A page behind another draws no frames.
    await page.bringToFront();
    return readFileSync(await save(page, '[data-do=share-light]'), 'utf8');
  };
  assert.equal(await shared(own), await shared(plain));
  assert.equal(await marked(own, 'people'), 'Tobias WenkAda  Lind');
  // The other view and back.
  await press(own, '#view');
  assert.ok(await inside(own, () => document.querySelectorAll('#article mark.people').length >= 2));
  await press(own, '#view');
  assert.equal(await marked(own, 'people'), 'Tobias WenkAda  Lind');
  await layers(own);
  assert.equal(await html(own), await html(plain));
  for (const one of [own, plain]) await one.close();
});

test('the pointer finds what is marked, and a reader can mark more', async () => {
  const own = await opened(false, story);
  const middle = (layer, at) => own.evaluate((layer, at) => {
    const { left, top, width, height } = document.querySelector('#article > div').shadowRoot.querySelectorAll(`mark.${layer}`)[at].getBoundingClientRect();
    return [left + width / 2, top + height / 2];
  }, layer, at);
  const point = await middle('people', 0);
  await own.mouse.move(...point);
  assert.match(await own.$eval('#card', (card) => card.textContent), /Tobias Wenk.*Ada Lind|Ada Lind.*Tobias Wenk/);
  await own.mouse.click(...point);
  await own.waitForFunction(() => !document.querySelector('#editor').hidden);
  assert.equal(await marked(own, 'selected'), 'Tobias Wenk');
  await own.keyboard.press('Escape');
  // By key as well: what is opened stands beside its words.
  await own.keyboard.press('j');
  await own.waitForFunction(() => !document.querySelector('#editor').hidden);
  await new Promise((done) => setTimeout(done, 300));
  const apart = await own.evaluate(() => {
    const [lit, editor] = [document.querySelector('#article > div').shadowRoot.querySelector('mark.selected'), document.querySelector('#editor')].map((one) => one.getBoundingClientRect());
    return Math.min(Math.abs(editor.top - lit.bottom), Math.abs(lit.top - editor.bottom));
  });
  assert.ok(apart < 60, `${apart} pixels`);
  await own.keyboard.press('Escape');
  // What runs over the edge of a mark is marked as it is selected.
  const [from, to] = await own.evaluate(() => {
    const marks = document.querySelector('#article > div').shadowRoot.querySelectorAll('mark.people');
    const last = marks[marks.length - 1];
    const box = (node, from, to) => { const range = document.createRange(); range.setStart(node, from); range.setEnd(node, to); return range.getBoundingClientRect(); };
    const after = last.nextSibling ?? last.parentNode.nextSibling;
    const words = (node) => (node.nodeType === Node.TEXT_NODE ? node : words(node.firstChild));
    const [one, other] = [box(words(last), 2, 3), box(words(after), 0, 11)];
    return [[one.left + 1, one.top + one.height / 2], [other.right, other.top + other.height / 2]];
  });
  await own.mouse.move(...from);
  await own.mouse.down();
  await own.mouse.move(...to, { steps: 5 });
  await own.mouse.up();
  await own.waitForFunction(() => !document.querySelector('#marker').hidden);
  await press(own, '#marker [data-do=highlight][data-value=blue]');
  assert.equal(await marked(own, 'highlight-blue'), 'Lind, the mayor');
  assert.equal(await marked(own, 'people'), 'Tobias WenkAda  Lind');
  await own.close();
});

test('words that are searched for are marked, and a page that changes is followed', async () => {
  const own = await opened(false, story);
  await own.focus('#query');
  await own.keyboard.type('came');
  await own.waitForFunction(() => document.querySelector('#article > div').shadowRoot.querySelector('mark.found')?.textContent === 'came');
  await own.keyboard.press('Escape');
  await own.evaluate(() => {
    const added = document.createElement('p');
    added.textContent = '“Stay,” said Ida Rask.';
    document.querySelector('#article > div').shadowRoot.querySelector('.saved').append(added);
  });
  await own.waitForFunction(() => document.querySelector('#panel').textContent.includes('Ida Rask'));
  assert.match(await marked(own, 'people'), /Ida Rask/);
  // What somebody changes inside a mark stays changed.
  await own.evaluate(() => {
    const name = [...document.querySelector('#article > div').shadowRoot.querySelectorAll('mark.people')].findLast((mark) => mark.textContent === 'Ida Rask');
    name.firstChild.data = 'Uwe Holm';
  });
  await own.waitForFunction(() => document.querySelector('#panel').textContent.includes('Uwe Holm'));
  assert.match(await marked(own, 'people'), /Uwe Holm/);
  assert.match(await html(own), /said <mark[^>]*>Uwe Holm</);
  // A change that is told of when the other view is shown already takes nothing off it.
  await own.evaluate(async () => {
    document.querySelector('#article > div').shadowRoot.querySelector('.saved').append('Later.');
    await new Promise((done) => setTimeout(done, 20));
    document.querySelector('#view').click();
  });
  await new Promise((done) => setTimeout(done, 800));
  assert.ok(await own.evaluate(() => document.querySelectorAll('#article mark.people').length) > 0);
  await press(own, '#view');
  assert.match(await marked(own, 'people'), /Uwe Holm/);
  // Our own marks are no change: nothing is read again and again.
  await layers(own);
  await own.evaluate(() => { window.changes = 0; document.addEventListener('saidwho-changed', () => { window.changes += 1; }); });
  await layers(own);
  await new Promise((done) => setTimeout(done, 800));
  assert.equal(await own.evaluate(() => window.changes), 0);
  await own.close();
});

quiet();
