// The reader's workbench: a reporter's whole story by keyboard, by touch, after a crash, for everyone.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { app, bring, browser, caught, drop, engine, errors, folder, isRead, launch, line, lit, only, page as open, paste, quiet, says } from './harness.js';

// What only Chromium's driver can do, in words.
const touch = only('chromium') && `the driver of ${engine} has no fingers`;
// What axe looks at is the same in all; in WebKit it takes a minute.
const looked = only('chromium', 'firefox') && 'it takes long, and the others have it';
const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

// A window with storage of its own.
async function app_page({ width = 1440, height = 900, touch = false, own = browser, ready = async () => {} } = {}) {
  const of = await own.createBrowserContext();
  const prepare = async (page) => {
    await page.setViewport(touch ? { width, height, hasTouch: true, isMobile: true } : { width, height });
    await ready(page);
  };
  const page = await open(app, { of, prepare });
  await page.waitForSelector('html.ready');
  return page;
}

// A file, in a window with storage of its own.
const reopened = async (file) => open(pathToFileURL(file).href, { of: await browser.createBrowserContext() });

// What the reader's system wishes, where the driver can say it.
const wish = async (page, ...features) => {
  if (engine === 'chromium') await page.emulateMediaFeatures(features);
};

async function sample(options) {
  const page = await app_page(options);
  await page.click('#sample');
  await isRead(page);
  return page;
}

const text = (page, selector) => page.$eval(selector, (element) => element.textContent.trim());
const shows = (page, selector) => page.waitForSelector(selector, { visible: true, timeout: 5000 });
const hides = (page, selector) => page.waitForSelector(selector, { hidden: true, timeout: 5000 });
const press = async (page, ...keys) => { for (const key of keys) await page.keyboard.press(key); };

// Waits until all is kept: a page that is left before asks whether to go, and nobody answers.
const isKept = (page) => page.waitForFunction(() => { const event = new Event('beforeunload', { cancelable: true }); window.dispatchEvent(event); return !event.defaultPrevented; });

// Selects words of the article as a mouse or a caret would.
const select = (page, words) => page.evaluate((words) => {
  const root = document.querySelector('#article').firstElementChild?.shadowRoot ?? document.querySelector('#article');
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at >= 0 && walker.currentNode.parentElement.localName !== 'style') {
      walker.currentNode.parentElement.scrollIntoView({ block: 'center' });
      getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
      return;
    }
  }
  throw new Error('not found: ' + words);
}, words);

const faults = async (page) => {
  if (!await page.evaluate(() => !!window.axe)) await page.evaluate(`(() => { ${axe} })()`);
  // What is still fading in has less contrast for a moment.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))));
  await page.waitForFunction(() => document.getAnimations().every((one) => one.playState !== 'running'));
  return page.evaluate(async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })).violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ') + ' ' + (node.any[0]?.message ?? '')).slice(0, 3).join(' | ')}`));
};

// Goes to an element by Tab alone.
async function tab_to(page, selector, most = 60) {
  const is_there = () => page.evaluate((selector) => document.activeElement?.matches(selector), selector);
  for (let tabs = 0; !await is_there(); tabs += 1) {
    assert.ok(tabs < most, `${selector} is reached by Tab`);
    await press(page, 'Tab');
  }
}

async function save(page) {
  const share = async () => {
    await page.keyboard.down('Control');
    await page.keyboard.press('s');
    await page.keyboard.up('Control');
    // The first way is the one that can be edited again.
    await page.waitForSelector('#sharing[open]');
    await tab_to(page, '[data-do=share-full]', 5);
    await page.keyboard.press('Enter');
  };
  if (engine !== 'chromium') return caught(page, share);
  const place = mkdtempSync(join(folder, 'saved-'));
  const session = await page.createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: place, browserContextId: page.browserContext().id });
  if (page.viewport().hasTouch) {
    await page.tap('#share');
    await shows(page, '#sharing [data-do=share-full]');
    await page.tap('#sharing [data-do=share-full]');
  } else {
    await share();
  }
  for (let tries = 0; tries < 100; tries += 1) {
    await new Promise((done) => setTimeout(done, 100));
    const name = readdirSync(place).find((file) => file.endsWith('.saidwho.html'));
    if (name) return join(place, name);
  }
  return assert.fail('the file is not saved');
}

test('a reporter opens, corrects, marks, notes, finds and shares by keyboard alone', async () => {
  const page = await app_page();
  await tab_to(page, '#sample');
  await press(page, 'Enter');
  await isRead(page);
  // Step, accept, reject, undo.
  await press(page, 'j');
  await shows(page, '#editor');
  assert.equal((await lit(page, 'said-selected')).length, 1);
  await press(page, 'Enter');
  await hides(page, '#accept');
  const before = await text(page, '#doubtful');
  assert.ok(Number(before) > 0);
  // Only the doubtful are reviewed: one is rejected, and comes back.
  await press(page, 'r', 'x');
  assert.equal(Number(await text(page, '#doubtful')), Number(before) - 2, 'one is decided, one on show');
  await press(page, 'Escape');
  assert.equal(Number(await text(page, '#doubtful')), Number(before) - 1);
  await press(page, 'u');
  assert.equal(await text(page, '#doubtful'), before);
  await press(page, 'Escape');
  // Mark by hand: half a word is enough.
  await select(page, 'quare with the wat');
  await shows(page, '#marker');
  await press(page, '3');
  await hides(page, '#marker');
  assert.deepEqual(await lit(page, 'saidwho-highlight-blue'), ['square with the water']);
  await select(page, 'the quay');
  await shows(page, '#marker');
  await press(page, 'a');
  await shows(page, '#editor');
  await page.keyboard.type('Which quay? u x j');
  await press(page, 'Escape');
  await hides(page, '#editor');
  assert.match(await text(page, '#marks'), /Which quay\? u x j/);
  // A quotation of a speaker, chosen by typing.
  await select(page, 'both sides had exchanged letters');
  await shows(page, '#marker');
  await press(page, 'q');
  await page.waitForFunction(() => document.activeElement.dataset.set === 'speaker');
  await page.keyboard.type('Tobias Wenk');
  await press(page, 'Enter', 'Escape');
  await page.waitForFunction(() => [...document.querySelectorAll('.speaker')].some((one) => one.querySelector('h3').textContent === 'Tobias Wenk' && one.textContent.includes('both sides had exchanged letters')));
  // Search, from the article and back.
  await press(page, '/');
  await page.waitForFunction(() => document.activeElement.id === 'query');
  await page.keyboard.type('quay');
  await page.waitForFunction(() => (CSS.highlights.get('said-found')?.size ?? 0) > 0);
  await press(page, 'Enter', 'Escape');
  assert.match(await page.$eval('#seen', (line) => line.hidden ? '' : line.textContent), /quay|of/);
  await press(page, 'Escape');
  // Keys, switched off and on.
  await press(page, '?');
  await shows(page, '#help');
  await tab_to(page, '#key-list input[value=next]');
  await press(page, ' ', 'Escape');
  await hides(page, '#help');
  await press(page, 'Escape', 'Escape', 'j');
  assert.equal(await page.$eval('#editor', (editor) => editor.hidden), true, 'j is off');
  // The panel.
  await press(page, '[');
  await hides(page, '#panel');
  await press(page, ']');
  await shows(page, '#panel');
  // Shared, and opened again with the work in it.
  const file = await save(page);
  const again = await reopened(file);
  await isRead(again);
  assert.match(await text(again, '#marks'), /Which quay\? u x j/);
  assert.deepEqual(await lit(again, 'saidwho-highlight-blue'), ['square with the water', 'the quay'], 'a note takes the colour used last');
  await page.browserContext().close();
  await again.browserContext().close();
});

test('a reporter opens, marks, corrects, reviews and shares by touch alone', { skip: touch }, async () => {
  const page = await app_page({ width: 390, height: 844, touch: true });
  await page.tap('#sample');
  await isRead(page);
  await page.evaluate(() => [...CSS.highlights.get('saidwho-speaker-1')][0].startContainer.parentElement.scrollIntoView({ block: 'center' }));
  const [x, y, , height] = await line(page, 'speaker-1');
  await page.touchscreen.tap(x + 20, y + height / 2);
  await shows(page, '#editor');
  // A sheet at the bottom, as wide as the screen, once it has risen.
  await page.waitForFunction(() => { const box = document.querySelector('#editor').getBoundingClientRect(); return box.left === 0 && box.right === 390 && Math.round(box.bottom) === 844; }, { timeout: 5000 });
  await page.tap('#accept');
  await hides(page, '#accept');
  await page.tap('#editor [data-do=close]');
  await hides(page, '#editor');
  await select(page, 'flowers');
  await shows(page, '#marker');
  await page.tap('#marker .green');
  await hides(page, '#marker');
  assert.deepEqual(await lit(page, 'saidwho-highlight-green'), ['flowers']);
  await page.tap('#review');
  await shows(page, '#editor-step');
  await page.tap('#skip');
  await page.waitForFunction(() => /2/.test(document.querySelector('#editor-step').textContent));
  await page.tap('#reject');
  await page.waitForFunction(() => /3/.test(document.querySelector('#editor-step').textContent));
  await page.tap('#more');
  await shows(page, '#keys');
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 390), 'nothing is wider than the screen');
  await page.tap('#more');
  await hides(page, '#keys');
  await page.tap('#editor [data-do=close]');
  await hides(page, '#editor');
  // Shared, and opened again with the work in it.
  const again = await reopened(await save(page));
  await isRead(again);
  assert.deepEqual(await lit(again, 'saidwho-highlight-green'), ['flowers']);
  await again.browserContext().close();
  await page.browserContext().close();
});

// The middle of a handle's knob, and the beginning of a letter of the article as it is shown.
const knob = (page, edge) => page.$eval(`#handles [data-edge=${edge}] b`, (knob) => { const box = knob.getBoundingClientRect(); return { x: box.x + box.width / 2, y: box.y + box.height / 2, side: Math.min(box.width, box.height) }; });
const letter = (page, words, at) => page.evaluate((words, at) => {
  const root = document.querySelector('#article').firstElementChild?.shadowRoot ?? document.querySelector('#article');
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const start = walker.currentNode.data.indexOf(words);
    if (start < 0 || walker.currentNode.parentElement.localName === 'style') continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, start + at);
    range.setEnd(walker.currentNode, start + at + 1);
    const box = range.getBoundingClientRect();
    return { x: box.x + 1, y: box.y + box.height / 2 };
  }
  throw new Error('not found: ' + words);
}, words, at);

test('an edge is dragged by its handle, over a page that stays as it is', async () => {
  const page = await app_page();
  await paste(page, { 'text/html': '<h1>A bridge</h1><p>On Monday “It is late now,” said <b>Ada</b> <i>Lind</i>, the mayor of Elm. She went home.</p><p dir="rtl">قالت المهندسة «سنبني الجسر هذا العام» ثم غادرت القاعة.</p>' });
  await isRead(page);
  const shown = () => page.evaluate(() => document.querySelector('#article').firstElementChild.shadowRoot.innerHTML);
  const before = await shown();
  await page.click('.speaker li button');
  await shows(page, '#handles b');
  const words = async () => (await lit(page, 'said-selected')).join('|');
  assert.equal(await words(), '“It is late now,”');
  // What is dragged where, and what is lit then: to whole words, or with Alt exactly; beside the article the nearest line.
  const cases = [
    ['end', 'said', 3, 0, '“It is late now,” said'],
    ['end', 'Lind', 0, 0, '“It is late now,” said Ada'],
    ['start', 'Monday', 1, 0, 'Monday “It is late now,” said Ada'],
    ['start', 'late', 0, 0, 'late now,” said Ada'],
    ['end', 'now', 0, 0, 'late'],
    ['end', 'the mayor', 5, 'Alt', 'late now,” said Ada Lind, the m'],
  ];
  for (const [edge, aim, at, key, expected] of cases) {
    const [from, to] = [await knob(page, edge), await letter(page, aim, at)];
    const line = await page.$eval(`#handles [data-edge=${edge}]`, (bar) => { const box = bar.getBoundingClientRect(); return { x: box.x + 1, y: box.y + box.height / 2 }; });
    assert.ok(from.side >= 24, 'wide enough for a finger');
    if (key) await page.keyboard.down(key);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x + from.x - line.x, to.y + from.y - line.y, { steps: 4 });
    assert.equal(await words(), expected, `${edge} over ${aim}`);
    assert.equal(await page.$eval('#editor', (editor) => getComputedStyle(editor).visibility), 'hidden');
    await page.mouse.up();
    if (key) await page.keyboard.up(key);
    assert.equal(await words(), expected, `${edge} at ${aim}`);
    assert.equal(await text(page, '#editor-words'), expected);
    assert.equal(await page.$eval('#editor', (editor) => getComputedStyle(editor).visibility), 'visible');
  }
  // Each was one step.
  for (const [, , , , expected] of cases.slice(0, -1).reverse()) {
    await page.click('[data-do=undo]');
    assert.equal(await words(), expected);
  }
  // Escape gives a drag up; what the mouse does then is nothing.
  const end = await knob(page, 'end');
  await page.mouse.move(end.x, end.y);
  await page.mouse.down();
  await page.mouse.move(end.x + 200, end.y, { steps: 3 });
  assert.notEqual(await words(), cases[0][4]);
  await press(page, 'Escape');
  assert.equal(await words(), cases[0][4]);
  await page.mouse.move(end.x + 300, end.y, { steps: 3 });
  await page.mouse.up();
  assert.equal(await words(), cases[0][4]);
  assert.equal(await shown(), before, 'the page has no part in it');
  // Where the letters run to the left, the start is on the right.
  await select(page, 'الجسر هذا');
  await shows(page, '#marker');
  await press(page, 'a');
  await shows(page, '#handles b');
  const [start, last] = [await knob(page, 'start'), await knob(page, 'end')];
  assert.ok(start.x > last.x);
  await press(page, 'Escape');
  await hides(page, '#handles b');
  await page.browserContext().close();
});

test('an edge is dragged by a finger', { skip: touch }, async () => {
  const page = await sample({ width: 390, height: 844, touch: true });
  await page.tap('.speaker li button');
  await shows(page, '#handles b');
  const before = (await lit(page, 'said-selected')).join('');
  await page.waitForFunction(() => document.getAnimations().length === 0);
  const [from, scrolled] = [await knob(page, 'end'), await page.evaluate(() => scrollY)];
  const line = await page.$eval('#handles [data-edge=end]', (bar) => { const box = bar.getBoundingClientRect(); return { x: box.x + 1, y: box.y + box.height / 2 }; });
  const to = await letter(page, before.slice(0, 20), 12);
  const finger = await page.touchscreen.touchStart(from.x, from.y);
  for (let step = 1; step <= 4; step += 1) await finger.move(from.x + (to.x - line.x) * step / 4, from.y + (to.y - line.y) * step / 4);
  const held = (await lit(page, 'said-selected')).join('');
  // A finger that is lifted while it moves would throw the page, and the next tap only stop that.
  await new Promise((done) => setTimeout(done, 200));
  await finger.end();
  assert.ok(held.length < 24 && before.startsWith(held), held);
  assert.equal((await lit(page, 'said-selected')).join(''), held);
  assert.equal(await text(page, '#editor-words'), held);
  assert.equal(await page.evaluate(() => scrollY), scrolled, 'the page does not scroll under it');
  await page.tap('[data-do=undo]');
  await page.waitForFunction((before) => [...CSS.highlights.get('said-selected')].join('') === before, { timeout: 5000 }, before);
  await page.browserContext().close();
});

test('a review shows the doubtful alone, the least sure first, and says how many there are', async () => {
  const page = await sample();
  const count = Number(await text(page, '#doubtful'));
  const sure = [];
  await page.click('#review');
  for (let at = 0; at < count; at += 1) {
    await page.waitForFunction((at) => document.querySelector('#editor-step').textContent.includes(` ${at} `), {}, at + 1);
    assert.match(await text(page, '#editor-step'), new RegExp(`Doubtful suggestion ${at + 1} of ${count},`));
    sure.push(Number(/(\d+) % sure/.exec(await text(page, '#editor-made'))[1]));
    await press(page, 's');
  }
  await hides(page, '#editor');
  assert.deepEqual(sure, sure.toSorted((one, other) => one - other));
  assert.ok(sure.every((one) => one < 70), `${sure}`);
  assert.match(await text(page, '#message'), /last doubtful/);
  await page.browserContext().close();
});

test('the panel begins with who speaks; layers and filters are folded away', async () => {
  const page = await sample();
  const top = await page.$eval('.speaker', (first) => first.getBoundingClientRect().top);
  assert.ok(top < 300, `the first speaker begins at ${top}`);
  await page.click('#layers-part summary');
  await page.click('#layers .people');
  await page.waitForFunction(() => !CSS.highlights.has('saidwho-people'));
  await page.click('#layers .people');
  await page.waitForFunction(() => CSS.highlights.has('saidwho-people'));
  const numbers = await page.$$eval('.speaker', (all) => all.map((one) => Number(one.dataset.number ?? 0)));
  assert.deepEqual(numbers.filter(Boolean), Array.from(numbers.filter(Boolean), (_, at) => at + 1), 'in the order of their numbers');
  assert.ok(await page.$$eval('#reported .speaker', (all) => all.length > 0 && all.every((one) => one.querySelectorAll('li button:not(.reported)').length === 0)), 'who is only reported comes last');
  await page.browserContext().close();
});

test('what is left out of the article says so in the language of the reader', async () => {
  const page = await app_page();
  await page.click('#paste');
  await page.type('#paste-text', 'A story of a bridge and its builders.\n\nShare this\n\nPrint\n\nIt goes on and on, over the river.');
  await page.click('#read');
  await page.waitForFunction(() => document.querySelector('#article summary')?.textContent === '2 paragraphs left out');
  await page.click('#keys');
  await page.select('#language', 'de');
  await page.waitForFunction(() => document.querySelector('#article summary').textContent === '2 Absätze ausgelassen');
  await page.browserContext().close();
});

test('a window that is killed between two keystrokes loses nothing', { skip: only('chromium', 'firefox') && 'the driver of WebKit keeps nothing' }, async () => {
  const profile = mkdtempSync(join(folder, 'profile-'));
  const first = await launch(profile);
  const page = await open(app, { of: first });
  await page.waitForSelector('html.ready');
  await page.click('#sample');
  await isRead(page);
  await select(page, 'three summers');
  await shows(page, '#marker');
  await press(page, 'a');
  await page.waitForFunction(() => document.activeElement.dataset.set === 'note');
  await page.evaluate(() => new Promise((done) => {
    const asked = indexedDB.open('saidwho');
    asked.onsuccess = () => { window.own = asked.result; done(); };
  }));
  await page.keyboard.type('Ask the hot');
  // Storage answers in the order in which it is asked. Once it has answered what is asked right behind the last key, it has
  // kept what the app gave it up to then, however slow the machine is; what the app would give it a moment later is lost.
  await page.evaluate(() => new Promise((done) => {
    const question = window.own.transaction('kept');
    question.objectStore('kept').count();
    question.oncomplete = done;
  }));
  const ended = once(first.process(), 'exit');
  first.process().kill('SIGKILL');
  await ended;
  const second = await launch(profile);
  try {
    const again = await open(app, { of: second });
    await shows(again, '#kept .resume');
    await again.click('#kept .resume');
    await isRead(again);
    assert.match(await text(again, '#marks'), /Ask the hot$/);
    assert.match(await text(again, '#message'), /worked on this before/);
    // Opened from its file it is found as well.
    await again.evaluate(() => document.querySelector('#sample').click());
    await again.waitForFunction(() => document.querySelector('#marks').textContent.includes('Ask the hot'));
  } finally {
    // A browser that is left open would keep the suite from ending.
    await second.close();
  }
});

test('what is kept is found by a reader who is faster than the storage', async () => {
  const of = await browser.createBrowserContext();
  // A disk that is busy lets the database wait.
  const prepare = (page) => page.evaluateOnNewDocument(() => {
    const { set } = Object.getOwnPropertyDescriptor(IDBRequest.prototype, 'onsuccess');
    const late = function (run) { set.call(this, (event) => setTimeout(() => run(event), 1500)); };
    Object.defineProperty(IDBOpenDBRequest.prototype, 'onsuccess', { configurable: true, set: late });
  });
  const page = await open(app, { of, prepare });
  await page.waitForSelector('html.ready');
  await page.click('#sample');
  await isRead(page);
  await select(page, 'three summers');
  await shows(page, '#marker');
  await press(page, 'h');
  await isKept(page);
  const again = await open(app, { of, prepare });
  await again.waitForSelector('html.ready');
  await again.click('#sample');
  await isRead(again);
  assert.match(await text(again, '#message'), /worked on this before/);
  await again.browserContext().close();
});

test('an engine that fails in the middle says so', async () => {
  const before = errors.length;
  const page = await app_page();
  await page.evaluate(() => { Event.prototype.composedPath = () => { throw new Error('out of order'); }; });
  await page.click('#sample');
  await says(page, 'Saidwho has stopped');
  await page.browserContext().close();
  const told = errors.splice(before);
  assert.ok(told.some((error) => error.includes('out of order')), told.join('\n'));
});

test('a page that is reopened goes on as it was saved, and can be forgotten', async () => {
  const page = await app_page();
  await paste(page, { 'text/html': '<h1>A bridge</h1><p>“It is late now,” said <b>Ada</b> <i>Lind</i>. She went home.</p>' });
  await isRead(page);
  await select(page, 'She went');
  await shows(page, '#marker');
  await press(page, 'h');
  assert.deepEqual(await lit(page, 'saidwho-highlight-yellow'), ['She went']);
  await isKept(page);
  await page.reload();
  await shows(page, '#kept .resume');
  await page.click('#kept .resume');
  await isRead(page);
  assert.deepEqual(await lit(page, 'saidwho-highlight-yellow'), ['She went']);
  assert.equal(await page.evaluate(() => document.querySelector('#article').firstElementChild.shadowRoot.querySelectorAll('b, i').length), 2);
  await isKept(page);
  await page.reload();
  await shows(page, '#kept .resume');
  await page.click('#kept [data-do=forget]');
  await hides(page, '#kept');
  await page.browserContext().close();
});

test('a browser that keeps nothing says so, and asks before it is left', async () => {
  const forbid = () => Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError'); } });
  const page = await app_page({ ready: (page) => page.evaluateOnNewDocument(forbid) });
  await page.click('#sample');
  await isRead(page);
  await select(page, 'flowers');
  await shows(page, '#marker');
  await press(page, 'h');
  await page.waitForFunction(() => /keeps nothing/.test(document.querySelector('#message').textContent));
  const asked = await page.evaluate(() => { const event = new Event('beforeunload', { cancelable: true }); window.dispatchEvent(event); return event.defaultPrevented; });
  assert.equal(asked, true);
  await page.browserContext().close();
});

test('each state is accessible', { skip: looked }, async () => {
  const page = await app_page();
  const still = { name: 'prefers-reduced-motion', value: 'reduce' };
  await wish(page, still);
  const check = async (state) => assert.deepEqual(await faults(page), [], state);
  await check('empty');
  await page.click('#paste');
  await check('paste');
  await page.click('#paste');
  await page.click('#sample');
  await isRead(page);
  await check('reading');
  assert.equal(await page.$eval('.speaker li button', (button) => button.getAttribute('aria-label').slice(0, 57)), 'Reported from Marguerite Halloran, mayor of Port Elm: the');
  await page.evaluate(() => document.querySelector('#article').focus());
  await press(page, 'j');
  await check('editor');
  await press(page, 'Escape');
  await select(page, 'flowers');
  await shows(page, '#marker');
  await check('marker');
  await press(page, 'a');
  await check('note');
  await press(page, 'Escape', 'r');
  await shows(page, '#editor-step');
  await check('review');
  await press(page, 'Escape', '?');
  await shows(page, '#help');
  await check('keys');
  await press(page, 'Escape');
  await page.click('#share');
  await shows(page, '#sharing');
  await check('sharing');
  await press(page, 'Escape');
  await page.click('#filters summary');
  await page.type('#query', 'wall');
  await check('search');
  await wish(page, still, { name: 'prefers-color-scheme', value: 'dark' });
  await check('dark');
  await page.setViewport({ width: 390, height: 844 });
  await check('narrow');
  await page.browserContext().close();
});

test('what comes from files is accessible, in the light and in the dark, wide and narrow', { skip: looked }, async () => {
  const still = { name: 'prefers-reduced-motion', value: 'reduce' };
  const dark = { name: 'prefers-color-scheme', value: 'dark' };
  const article = 'The wall\n“We cannot wait for another winter,” said Ada Lind, the mayor of Elm.\n“It costs too much,” said Bo Orr.\n';
  const says = (page, words) => page.waitForFunction((words) => document.querySelector('#message').textContent.includes(words), { timeout: 10000 }, words);
  const spoken = async (page, name) => {
    await drop(page, [['wall.txt', article]]);
    await isRead(page);
    await page.click('.speaker li button');
    await shows(page, '#editor');
    await page.$eval('[data-set=speaker]', (field, name) => { field.value = name; field.dispatchEvent(new Event('change', { bubbles: true })); }, name);
    await press(page, 'Escape');
  };
  const other = await app_page();
  await spoken(other, 'Di Fay');
  const theirs = readFileSync(await save(other), 'utf8');
  await other.browserContext().close();
  const page = await app_page();
  const check = async (state) => {
    for (const [scheme, width] of [[[still], 1440], [[still, dark], 390]]) {
      await wish(page, ...scheme);
      await page.setViewport({ width, height: 844 });
      assert.deepEqual(await faults(page), [], `${state}, ${width}`);
      if (process.env.SCREENSHOTS) {
        mkdirSync('target/screenshots', { recursive: true });
        await page.screenshot({ path: `target/screenshots/files-${width}-${state}.png` });
      }
    }
    await page.setViewport({ width: 1440, height: 900 });
  };
  await drop(page, [['report.pdf', '%PDF-1.7']]);
  await says(page, 'PDF');
  await check('error');
  await spoken(page, 'Cy Day');
  await page.click('#share');
  await shows(page, '#sharing');
  await check('share');
  await press(page, 'Escape');
  const rows = ['another winter', 'words that stand nowhere in it'].map((exact, at) => ({ id: `${at}`, user: 'acct:ida@hypothes.is', text: 'Which one?', tags: ['check'], target: [{ selector: [{ type: 'TextQuoteSelector', exact }] }] }));
  await bring(page, 'notes.json', JSON.stringify({ rows }));
  await says(page, 'taken in');
  await shows(page, '#orphans button');
  await check('import');
  await page.click('#orphans button');
  await shows(page, '#editor');
  await check('orphan');
  await press(page, 'Escape');
  await drop(page, [['theirs.html', theirs]]);
  await shows(page, '#message button');
  await check('offer');
  await page.click('[data-do=merge-offered]');
  await shows(page, '#conflicts li');
  await page.click('#merging summary');
  await check('merge');
  await page.click('#conflicts button');
  await hides(page, '#conflicts li');
  await check('merge, settled');
  await page.click('[data-do=merge]');
  await says(page, 'Merged');
  await check('merged');
  await bring(page, 'later.txt', article.replace('for another winter', 'for one more winter').replace('“It costs too much,” said Bo Orr.', '“We pay,” said Cy Day.'));
  await shows(page, '#fates li');
  await check('compare');
  await press(page, 'Escape');
  await drop(page, [['cut.html', theirs.slice(0, theirs.indexOf('</body>') - 400000)]]);
  await page.waitForFunction(() => !document.querySelector('#message').textContent.startsWith('Merged'));
  await check('damaged');
  await isKept(page);
  await page.reload();
  await shows(page, '#kept .resume');
  await check('kept');
  await page.browserContext().close();
});

test('the interface speaks German and Spanish', async () => {
  const page = await sample();
  await page.click('#keys');
  for (const [code, words] of [['de', 'Weitergeben'], ['es', 'Compartir'], ['en', 'Share']]) {
    await page.select('#language', code);
    await page.waitForFunction((words) => document.querySelector('#share').textContent === words, { timeout: 5000 }, words);
  }
  await page.browserContext().close();
});

test('on paper each quotation has a number, and the list of speakers stands at the end', async () => {
  const page = await sample();
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  const numbers = await page.$$eval('#paper sup', (all) => all.map((one) => one.textContent));
  assert.ok(numbers.length > 8, `${numbers}`);
  assert.match(await text(page, '#paper ul'), /Tobias Wenk, senior engineer at the Institute for Coastal Studies: /);
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  assert.equal(await text(page, '#paper'), '');
  await page.browserContext().close();
});

// Pictures of every state, for people to look at.
test('pictures of the workbench', { skip: !process.env.SCREENSHOTS }, async () => {
  mkdirSync('target/screenshots', { recursive: true });
  const picture = (page, name, options = {}) => page.screenshot({ path: `target/screenshots/${name}.png`, ...options });
  for (const [width, height] of [[1440, 900], [820, 1180], [390, 844]]) {
    for (const scheme of ['light', 'dark']) {
      const page = await app_page({ width, height });
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      await picture(page, `${width}-${scheme}-empty`);
      await page.click('#sample');
      await isRead(page);
      await picture(page, `${width}-${scheme}-reading`);
      await select(page, 'water at our knees');
      await shows(page, '#marker');
      await picture(page, `${width}-${scheme}-marker`);
      await press(page, 'a');
      await page.keyboard.type('Who else was there?');
      await picture(page, `${width}-${scheme}-note`);
      await press(page, 'Escape', 'r');
      await picture(page, `${width}-${scheme}-review`);
      await press(page, 'Escape', '/');
      await page.keyboard.type('wall');
      await picture(page, `${width}-${scheme}-search`);
      await press(page, 'Escape', 'Escape');
      await page.evaluate(() => document.querySelector('#article').focus());
      await press(page, '?');
      await picture(page, `${width}-${scheme}-keys`);
      await page.browserContext().close();
    }
  }
  const page = await sample();
  const session = await page.createCDPSession();
  await session.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }] });
  await press(page, 'j', 'j', 'j');
  await picture(page, 'forced-colors');
  await session.send('Emulation.setEmulatedMedia', { features: [] });
  await press(page, 'Escape');
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await page.emulateMediaType('print');
  await picture(page, 'print', { fullPage: true });
  await page.browserContext().close();
  const pasted = async (html, options) => {
    const page = await app_page(options);
    await paste(page, { 'text/html': html });
    await page.waitForFunction(() => document.querySelector('#article').firstElementChild);
    return page;
  };
  const rtl = await pasted('<div dir="rtl" lang="ar"><h1>جسر جديد في المدينة</h1><p>قالت المهندسة «سنبني الجسر هذا العام» ثم غادرت القاعة. وحضر Ada Lind الاجتماع.</p></div>');
  await picture(rtl, 'right-to-left');
  await rtl.browserContext().close();
  const nobody = await pasted('<h1>Weather</h1><p>It rains in Rome.</p>');
  await picture(nobody, 'no-speakers');
  await nobody.browserContext().close();
  const names = Array.from({ length: 500 }, (_, at) => `<p>“We will see about plan ${at},” said Adalbert${String.fromCharCode(97 + at % 26)} Quint${String.fromCharCode(97 + Math.floor(at / 26))}er.</p>`).join('');
  const many = await pasted(`<h1>Five hundred people speak</h1><p>“No,” said Maximiliana Theodora Wolkenstein-Hohenberg, the deputy undersecretary for interregional cooperation and maritime infrastructure planning.</p>${names}`);
  await picture(many, 'many-speakers');
  await many.browserContext().close();
  const damaged = await app_page();
  await damaged.evaluate(() => { const data = new DataTransfer(); data.items.add(new File(['%PDF-1.7'], 'report.pdf')); document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })); });
  await damaged.waitForFunction(() => document.querySelector('#message').textContent);
  await picture(damaged, 'error');
  await damaged.browserContext().close();
});

quiet();
