// How long each of the reader's steps takes until it is on the screen, in an article with 2,000 annotations.
//   node tests/browser/bench-workbench.mjs
// prints milliseconds for each step: median and worst of 9 on the clock, and what the main thread computed on average, which
// a busy machine does not change.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';

const executablePath = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const browser = await puppeteer.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage();
await page.setViewport({ width: 1440, height: 900 });
// The steps are sent in as source, which the app's own policy would refuse.
await page.setBypassCSP(true);
await page.goto(pathToFileURL(resolve('dist/saidwho.html')).href);
await page.waitForSelector('html.ready');
const session = await page.createCDPSession();
await session.send('Performance.enable', { timeDomain: 'threadTicks' });
const computed = async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
const first = ['Ada', 'Bo', 'Cora', 'Dirk', 'Elsa', 'Finn', 'Greta', 'Hugo'];
const last = ['Lind', 'Orr', 'Vance', 'Holm', 'Marsh', 'Quist'];
const line = (at) => `“The plan number ${at} is late,” said ${first[at % 8]} ${last[at % 6]} of the Port Authority in Rome on Tuesday. “Nobody in Berlin has asked us about it,” ${last[at % 6]} said.`;
const article = ['A long day at the port', ...Array.from({ length: Number(process.env.LINES ?? 280) }, (_, at) => line(at))].join('\n');
await page.evaluate((article) => {
  const data = new DataTransfer();
  data.setData('text/plain', article);
  document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
}, article);
await page.waitForSelector('.speaker', { timeout: 120000 });
const count = await page.evaluate(() => [...CSS.highlights.values()].reduce((sum, one) => sum + one.size, 0));
console.log(`${count} painted ranges, ${article.length} characters`);

// A step, from the key to the frame that shows it.
const turns = Number(process.env.TURNS ?? 9);
await page.evaluate(() => {
  window.bench = {
    key: (key) => document.querySelector('#article').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })),
    select(at) { const node = document.querySelectorAll('#article p')[at].firstChild; getSelection().setBaseAndExtent(node, 5, node, 14); },
    frame: () => new Promise((done) => requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = done; channel.port2.postMessage(0); })),
    async settle() { await this.frame(); await this.frame(); await new Promise((done) => setTimeout(done, 50)); },
  };
});
async function measure(before, act) {
  const times = [];
  let sum = 0;
  for (let turn = 0; turn < turns; turn += 1) {
    await page.evaluate(`(async () => { bench.turn = ${turn}; (${before ?? (() => {})})(); await bench.settle(); })()`);
    const start = await computed();
    times.push(await page.evaluate(`(async () => { const start = performance.now(); (${act})(); await bench.frame(); return performance.now() - start; })()`));
    sum += await computed() - start;
  }
  times.sort((one, other) => one - other);
  return [times[Math.floor(turns / 2)], times[turns - 1], sum / turns];
}

const steps = [
  ['next', null, () => bench.key('j')],
  ['accept', () => bench.key('j'), () => bench.key('Enter')],
  ['undo', () => bench.key('Enter'), () => bench.key('u')],
  ['reject', () => bench.key('j'), () => bench.key('x')],
  ['speaker 2', () => { bench.key('Escape'); document.querySelectorAll('.speaker li button')[bench.turn].click(); }, () => bench.key('2')],
  ['everywhere', () => document.querySelectorAll('#entities button')[bench.turn % 4].click(), () => bench.key('w')],
  ['offer marks', () => bench.key('Escape'), () => bench.select(2 + bench.turn)],
  ['highlight', () => bench.select(30 + bench.turn), () => bench.key('h')],
  ['review', () => bench.key('Escape'), () => bench.key('r')],
  ['search', () => bench.key('Escape'), () => { const query = document.querySelector('#query'); query.value = ['plan', 'Rome', 'late'][bench.turn % 3]; query.dispatchEvent(new Event('input', { bubbles: true })); }],
  ['show all', () => { const query = document.querySelector('#query'); query.value = 'plan'; query.dispatchEvent(new Event('input', { bubbles: true })); }, () => document.querySelector('[data-do=clear-filter]').click()],
];
let slowest = 0;
for (const [name, before, act] of steps) {
  const [median, longest, busy] = await measure(before, act);
  slowest = Math.max(slowest, busy);
  console.log(`${name.padEnd(12)} ${median.toFixed(0).padStart(5)} ms   worst ${longest.toFixed(0).padStart(5)} ms   computed ${busy.toFixed(0).padStart(5)} ms`);
}
console.log(`the step with most to compute: ${slowest.toFixed(0)} ms`);
await browser.close();
