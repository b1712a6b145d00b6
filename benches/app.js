// The real app in headless Chromium, in milliseconds: from opening the file to an app that listens, for making the models
// ready once they are unpacked from the text, from a file dropped to its highlights painted, and from opening a shared file to its highlights painted: the median of some cold rounds.
// Before that, how long texts take that `benches/read.rs` has left, where it has.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';

const executablePath = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const sample = readFileSync('www/sample.txt', 'utf8');
const app = pathToFileURL('dist/saidwho.html').href;
const shared = 'target/bench/shared.html';

// In the page, before anything else runs: the moment of the first frame after the highlights are there.
const watch = () => {
  const look = () => (CSS.highlights.size ? requestAnimationFrame(() => { window.painted = performance.now(); }) : requestAnimationFrame(look));
  requestAnimationFrame(look);
};
const painted = async (page) => { await page.waitForFunction(() => window.painted); return page.evaluate(() => window.painted); };

async function round(first) {
  const browser = await puppeteer.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage();
    await page.evaluateOnNewDocument(watch);
    await page.goto(app);
    const ready = await page.evaluate(() => new Promise((done) => {
      const look = () => { document.querySelector('#paste').click(); if (document.querySelector('#paste-box').hidden) setTimeout(look); else done(performance.now()); };
      look();
    }));
    const models = await page.evaluate(async () => {
      const taken = () => performance.getEntriesByName('saidwho-models')[0];
      while (!taken()) await new Promise((done) => setTimeout(done, 20));
      // The engine is tried on the sample, too, before a reader has found a file.
      await new Promise((done) => setTimeout(done, 100));
      return taken().duration;
    });
    const dropped = await page.evaluate((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], 'sample.txt'));
      const now = performance.now();
      document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
      return now;
    }, sample);
    const open = await painted(page) - dropped;
    if (first) {
      const file = await page.evaluate(async () => {
        const create = URL.createObjectURL;
        const blob = new Promise((done) => { URL.createObjectURL = (one) => { done(one); return create.call(URL, one); }; });
        document.querySelector('#share').click();
        document.querySelector('[data-do=share-full]').click();
        return (await blob).text();
      });
      writeFileSync(shared, file);
    }
    const again = await browser.newPage();
    await again.evaluateOnNewDocument(watch);
    await again.goto(pathToFileURL(shared).href);
    return [ready, models, open, await painted(again)];
  } finally {
    await browser.close();
  }
}

// A text read again as a whole, in one task: engine and comparison, for nothing has changed. The best of some rounds.
async function again(bytes) {
  const browser = await puppeteer.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'], protocolTimeout: 600000 });
  try {
    const page = await browser.newPage();
    await page.goto(app);
    await page.waitForFunction(() => { document.querySelector('#sample').click(); return document.querySelector('.speaker'); });
    return await page.evaluate(async (text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], 'text.txt'));
      document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
      while (document.querySelector('#article').textContent.length < text.length / 2) await new Promise((done) => setTimeout(done, 100));
      const read = () => { const start = performance.now(); document.querySelector('[data-do=read-again]').click(); return performance.now() - start; };
      read();
      return Math.min(...Array.from({ length: 5 }, read));
    }, readFileSync(`target/bench/${bytes}.txt`, 'utf8'));
  } finally {
    await browser.close();
  }
}

for (const bytes of [10000, 1000000]) {
  if (existsSync(`target/bench/${bytes}.txt`)) console.log(JSON.stringify({ bytes, milliseconds: await again(bytes) }));
}
mkdirSync('target/bench', { recursive: true });
const rounds = [];
for (let at = 0; at < 5; at += 1) rounds.push(await round(at === 0));
const median = (at) => rounds.map((one) => one[at]).sort((a, b) => a - b)[2];
console.log(JSON.stringify({ ready: median(0), models: median(1), open: median(2), shared: median(3) }));
