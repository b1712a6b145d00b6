// How long each step of a reader's story takes until it is on the screen, in an article with 2,000 annotations: from
// opening it to sharing it, by keyboard and by touch. A table of milliseconds: the median and the largest of some rounds on
// the clock, and what the main thread computed in the median one, which a busy machine changes less.
//   node benches/workbench.js        (LINES and ROUNDS change how much)
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';

const executablePath = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const rounds = Number(process.env.ROUNDS ?? 9);
const first = ['Ada', 'Bo', 'Cora', 'Dirk', 'Elsa', 'Finn', 'Greta', 'Hugo'];
const last = ['Lind', 'Orr', 'Vance', 'Holm', 'Marsh', 'Quist'];
const line = (at) => `“The plan number ${at} is late,” said ${first[at % 8]} ${last[at % 6]} of the Port Authority in Rome on Tuesday. “Nobody in Berlin has asked us about it,” ${last[at % 6]} said.`;
const article = ['A long day at the port', ...Array.from({ length: Number(process.env.LINES ?? 250) }, (_, at) => line(at))].join('\n');

// In the page: what a reader's hands do.
const hands = () => {
  const $ = (selector) => document.querySelector(selector);
  const frame = () => new Promise((done) => requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = done; channel.port2.postMessage(0); }));
  window.hands = {
    key: (key, target = document.activeElement?.id === 'article' ? document.activeElement : $('#article')) => target.dispatchEvent(new KeyboardEvent('keydown', { key: key.replace('-control', ''), ctrlKey: key.endsWith('-control'), bubbles: true, cancelable: true, composed: true })),
    tap: (selector, at = 0) => document.querySelectorAll(selector)[at].click(),
    type: (selector, value, kind = 'input') => { $(selector).value = value; $(selector).dispatchEvent(new Event(kind, { bubbles: true })); },
    select: (at) => { const node = document.querySelectorAll('#article p')[at].firstChild; getSelection().setBaseAndExtent(node, 5, node, 14); },
    // A finger on the words of a paragraph.
    touch: (at) => { const range = document.createRange(); const node = document.querySelectorAll('#article p')[at].firstChild; range.setStart(node, 4); range.setEnd(node, 8); const box = range.getBoundingClientRect(); node.parentElement.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, clientX: box.x + 4, clientY: box.y + box.height / 2 })); },
    drag: (kind, across) => { const knob = $('#handles [data-edge=end] b'); const box = knob.getBoundingClientRect(); knob.dispatchEvent(new PointerEvent(kind, { bubbles: true, cancelable: true, clientX: box.x + 14 + across, clientY: box.y + 14, buttons: kind === 'pointerup' ? 0 : 1, pointerType: 'touch' })); },
    paste: (text) => { const data = new DataTransfer(); data.setData('text/plain', text); document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); },
    frame,
    settle: async () => { await frame(); await frame(); await new Promise((done) => setTimeout(done, 60)); },
    close: () => { for (const dialog of document.querySelectorAll('dialog[open]')) dialog.close(); window.hands.key('Escape'); window.hands.key('Escape'); window.hands.key('Escape'); },
  };
  // Where a share ends: the file is handed over, and not saved here.
  HTMLAnchorElement.prototype.click = () => {};
};

// By keyboard and by touch: each step with what leads to it, which is not measured. `n` is the round.
const stories = {
  keyboard: [
    ['next', null, () => hands.key('j')],
    ['accept', () => hands.key('j'), () => hands.key('Enter')],
    ['undo', () => hands.key('Enter'), () => hands.key('u')],
    ['reject', () => hands.key('j'), () => hands.key('x')],
    ['speaker 2', (n) => hands.tap('.speaker li button', n), () => hands.key('2')],
    ['everywhere', (n) => hands.tap('#entities button', n % 4), () => hands.key('w')],
    ['edge, a word on', (n) => hands.tap('.speaker li button', n), () => hands.key('.')],
    ['selected words', null, (n) => hands.select(2 + n)],
    ['highlight', (n) => hands.select(20 + n), () => hands.key('h')],
    ['note', (n) => hands.select(40 + n), () => hands.key('a')],
    ['a letter of it', (n) => { hands.select(60 + n); hands.key('a'); }, () => hands.type('[data-set=note]', 'Which', 'input')],
    ['quotation', (n) => hands.select(80 + n), () => hands.key('q')],
    ['its speaker', (n) => { hands.select(100 + n); hands.key('q'); }, () => hands.type('[data-set=speaker]', 'Ada Lind', 'change')],
    ['review', null, () => hands.key('r')],
    ['search', null, (n) => hands.type('#query', ['plan', 'Rome', 'late'][n % 3])],
    ['next place', () => hands.type('#query', 'plan'), () => hands.key('Enter', document.querySelector('#query'))],
    ['end of search', () => hands.type('#query', 'plan'), () => hands.key('Escape')],
    ['keys', null, () => hands.key('?')],
    ['ways to share', null, () => hands.key('s-control')],
    ['share', () => hands.tap('#share'), () => hands.tap('[data-do=share-full]')],
  ],
  touch: [
    ['a quotation', null, (n) => hands.touch(2 + n)],
    ['accept', (n) => hands.touch(12 + n), () => hands.tap('#accept')],
    ['undo', null, () => hands.tap('[data-do=undo]')],
    ['edge, held', (n) => hands.tap('.speaker li button', 30 + n), () => hands.drag('pointerdown', 0)],
    ['edge, dragged', (n) => { hands.tap('.speaker li button', 30 + n); hands.drag('pointerdown', 0); }, () => hands.drag('pointermove', 90)],
    ['edge, let go', (n) => { hands.tap('.speaker li button', 30 + n); hands.drag('pointerdown', 0); hands.drag('pointermove', 90); }, () => hands.drag('pointerup', 0)],
    ['highlight', (n) => hands.select(120 + n), () => hands.tap('#marker .green')],
    ['person', null, (n) => hands.tap('.speaker h3 button', n)],
    ['rename', (n) => hands.tap('.speaker h3 button', n), (n) => hands.type('[data-set=name]', `Nobody ${n}`, 'change')],
    ['filter', null, (n) => { const choice = document.querySelector('#only-speaker'); choice.selectedIndex = 1 + n; choice.dispatchEvent(new Event('change', { bubbles: true })); }],
    ['everything', () => hands.type('#query', 'plan'), () => hands.tap('[data-do=clear-filter]')],
    ['layer off', null, () => hands.tap('#layers input[value=places]')],
    ['ways to share', null, () => hands.tap('#share')],
    ['export', () => hands.tap('#share'), () => hands.tap('[data-value=csv]')],
  ],
};

const browser = await puppeteer.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const middle = (times) => times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)];
const rows = [];
for (const [story, steps] of Object.entries(stories)) {
  const page = await browser.newPage();
  await page.setViewport(story === 'touch' ? { width: 390, height: 844 } : { width: 1440, height: 900 });
  // The steps are sent in as source, which the app's own policy would refuse.
  await page.setBypassCSP(true);
  await page.goto(pathToFileURL('dist/saidwho.html').href);
  await page.waitForSelector('html.ready');
  await page.evaluate(hands);
  const session = await page.createCDPSession();
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const computed = async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
  await page.evaluate((article) => window.hands.paste(article), article);
  await page.waitForSelector('.speaker', { timeout: 120000 });
  await page.evaluate(() => window.hands.settle());
  if (!rows.length) console.log(`${await page.evaluate(() => [...CSS.highlights.values()].reduce((sum, one) => sum + one.size, 0))} painted ranges, ${article.length} characters`);
  for (const [name, before, act] of steps) {
    const [times, busy] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      await page.evaluate(`(async () => { hands.close(); await hands.settle(); (${before ?? (() => {})})(${round}); await hands.settle(); })()`);
      const start = await computed();
      times.push(await page.evaluate(`(async () => { const start = performance.now(); (${act})(${round}); await hands.frame(); return performance.now() - start; })()`));
      busy.push(await computed() - start);
    }
    rows.push([story, name, middle(times), Math.max(...times), middle(busy)]);
  }
  await page.close();
}
await browser.close();
console.log(`| by | step | median ms | largest ms | computed ms |\n|---|---|--:|--:|--:|\n${rows.map(([story, name, ...times]) => `| ${story} | ${name} | ${times.map((time) => time.toFixed(0)).join(' | ')} |`).join('\n')}`);
const over = rows.filter(([, , median]) => median > 100).map(([story, name]) => `${name} (${story})`);
console.log(over.length ? `over 100 ms: ${over.join(', ')}` : 'every step is on the screen within 100 ms');
