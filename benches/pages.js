// Pages in the real app in headless Chromium: from the file dropped, and from the document parsed, to the first screen
// highlighted and laid out, and what takes the time; the longest task; a long book; and the same ranges painted by
// highlights, by mark.js and by wrapped elements. The pages are those of ../shared/data/pages, where they are, and the
// sample besides. `node benches/pages.js`
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';

const executablePath = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const folder = '../shared/data/pages';
const rounds = Number(process.env.ROUNDS ?? 3);
const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
const median = (numbers) => sorted(numbers)[numbers.length >> 1];
const high = (numbers) => sorted(numbers)[Math.min(numbers.length - 1, Math.floor(numbers.length * 0.95))];
const paragraphs = readFileSync('www/sample.txt', 'utf8').split(/\n+/).filter(Boolean);
const html = (title, lines) => `<!doctype html><title>${title}</title><h1>${title}</h1>${lines.map((line) => `<p>${line}</p>`).join('\n')}`;

const browser = await puppeteer.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'], protocolTimeout: 600000 });
const page = await browser.newPage();
await page.setOfflineMode(true);
await page.goto(pathToFileURL('dist/saidwho.html').href);
await page.waitForFunction(() => { document.querySelector('#sample').click(); return document.querySelector('.speaker'); });
await page.evaluate(() => {
  // What is highlighted is seen when it is laid out, so that counts as well.
  const mark = performance.mark;
  performance.mark = (name) => { if (name === 'saidwho-screen') document.body.offsetHeight; return mark.call(performance, name); };
  window.tasks = [];
  new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((one) => [one.startTime, one.duration]))).observe({ type: 'longtask' });
});

// Opens a page; gives its moments in milliseconds from the file dropped on, and its longest task. Of a long page the
// beginning is shown first, and all of it when the panel is filled for the second time.
async function open(source, fillings = 1) {
  await page.evaluate((source) => {
    window.scrollTo(0, 0);
    performance.clearMarks();
    window.tasks.length = 0;
    const data = new DataTransfer();
    data.items.add(new File([source], 'page.html'));
    performance.mark('saidwho-dropped');
    document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, source);
  await page.waitForFunction((fillings) => {
    const [painted, filled, screens] = ['painted', 'filled', 'screen'].map((name) => performance.getEntriesByName(`saidwho-${name}`).map((mark) => mark.startTime));
    return filled.length >= fillings && painted.length && painted.at(-1) >= screens.at(-1);
  }, { timeout: 300000, polling: 50 }, fillings);
  return page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 20))));
    const marks = performance.getEntriesByType('mark').filter(({ name }) => name.startsWith('saidwho-')).sort((one, other) => one.startTime - other.startTime);
    const [{ startTime: dropped }] = marks;
    const moments = marks.map(({ name, startTime }) => [name.slice('saidwho-'.length), startTime - dropped]);
    const last = (wanted) => moments.findLast(([name]) => name === wanted)[1];
    return {
      moments, parsed: last('parsed'), screen: moments.find(([name]) => name === 'screen')[1], painted: last('painted'),
      // The task in which the file was handed in is ours, not the app's.
      task: Math.max(0, ...window.tasks.map(([start, duration]) => (start > dropped ? duration : 0))),
      ranges: [...CSS.highlights.values()].reduce((sum, one) => sum + one.size, 0),
    };
  });
}

const names = existsSync(folder) ? readdirSync(folder).filter((name) => existsSync(join(folder, name, 'source.html'))) : [];
const sources = names.map((name) => [name, readFileSync(join(folder, name, 'source.html'), 'utf8')]);
if (!sources.length) console.log('· the saved pages are not there: only the sample is measured');
sources.push(['sample', html('Sample', paragraphs)]);
const rows = [];
for (const [name, source] of sources) {
  const results = [];
  for (let round = 0; round < rounds; round += 1) results.push(await open(source));
  const [{ moments }] = results.toSorted((one, other) => one.screen - other.screen);
  const of = (value) => median(results.map(value));
  rows.push({ name, moments, screen: of((one) => one.screen), parsed: of((one) => one.screen - one.parsed), painted: of((one) => one.painted - one.parsed), task: of((one) => one.task), ranges: results[0].ranges });
}
console.log(`${rows.length} pages, ${rounds} rounds, the median of each page; ms`);
for (const [key, what] of [['screen', 'file dropped to the first screen highlighted'], ['parsed', 'document parsed to the first screen highlighted'], ['painted', 'document parsed to all highlights painted']]) {
  const all = rows.map((row) => row[key]);
  console.log(`  ${what}: median ${median(all).toFixed(1)}, 95th percentile ${high(all).toFixed(1)}`);
}
console.log(`  longest task (0: none over 50): ${Math.max(...rows.map((row) => row.task)).toFixed(0)}, pages with one: ${rows.filter((row) => row.task).length}`);
// What stands before each moment, from the one before it.
const shares = ({ moments }) => moments.slice(1).map(([name, at], index) => `${name} ${(at - moments[index][1]).toFixed(0)}`).join(', ');
console.log('the slowest, each with the ms up to each moment from the one before:');
for (const row of rows.toSorted((one, other) => other.screen - one.screen).slice(0, 10)) console.log(`  ${row.name}: ${row.screen.toFixed(0)} ms to the screen, task ${row.task.toFixed(0)}, ${row.ranges} ranges: ${shares(row)}`);
const program = ['target/release/saidwho', 'target/fast/saidwho'].find(existsSync);
if (sources.length > 1 && program) console.log(`stories: ${execFileSync(program, ['eval', 'pages', folder], { encoding: 'utf8' }).trim().split('\n').at(-1)}`);

// The same ranges on the same text, painted in three ways.
const library = 'benches/node_modules/mark.js/dist/mark.min.js';
const blank = await browser.newPage();
const ways = { highlights: [], wrapped: [], ...(existsSync(library) ? { 'mark.js': [] } : {}) };
if (!ways['mark.js']) console.log('· mark.js is not installed: left out (npm --prefix benches ci)');
for (const [, source] of sources) {
  // A page behind another draws no frames.
  await page.bringToFront();
  await open(source);
  const [text, ranges] = await page.evaluate(() => {
    if (document.querySelector('#article > div')?.shadowRoot) document.querySelector('#view').click();
    const walker = document.createTreeWalker(document.querySelector('#article'), NodeFilter.SHOW_TEXT);
    const starts = new Map();
    let length = 0;
    while (walker.nextNode()) { starts.set(walker.currentNode, length); length += walker.currentNode.data.length; }
    const ranges = [...CSS.highlights].flatMap(([name, all]) => [...all].map((one) => [name, starts.get(one.startContainer) + one.startOffset, starts.get(one.endContainer) + one.endOffset]));
    return [document.querySelector('#article').innerHTML, ranges];
  });
  for (const way of Object.keys(ways)) {
    await blank.goto('about:blank');
    if (way === 'mark.js') await blank.evaluate(readFileSync(library, 'utf8'));
    ways[way].push(await blank.evaluate((text, ranges, way) => {
      document.body.innerHTML = text;
      const nodes = () => document.getElementsByTagName('*').length + document.evaluate('count(//text())', document, null, XPathResult.NUMBER_TYPE).numberValue;
      const [before] = [nodes(), document.body.offsetHeight];
      const all = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let at = 0; walker.nextNode(); at += walker.currentNode.data.length) all.push([at, walker.currentNode]);
      const place = (offset, isEnd) => {
        const found = all.findLast(([at]) => (isEnd ? at < offset : at <= offset));
        return [found[1], offset - found[0]];
      };
      const made = ranges.map(([name, from, to]) => {
        const range = document.createRange();
        range.setStart(...place(from, false));
        range.setEnd(...place(to, true));
        return [name, range];
      });
      const start = performance.now();
      if (way === 'highlights') {
        for (const [name, range] of made) {
          if (!CSS.highlights.has(name)) CSS.highlights.set(name, new Highlight());
          CSS.highlights.get(name).add(range);
        }
      } else if (way === 'wrapped') {
        for (const [name, range] of made) {
          const inside = [];
          const walker = document.createTreeWalker(range.commonAncestorContainer, NodeFilter.SHOW_TEXT);
          for (let node = walker.currentNode.nodeType === 3 ? walker.currentNode : walker.nextNode(); node; node = walker.nextNode()) if (range.intersectsNode(node)) inside.push(node);
          for (let node of inside) {
            if (node === range.endContainer && range.endOffset < node.data.length) node.splitText(range.endOffset);
            if (node === range.startContainer && range.startOffset > 0) node = node.splitText(range.startOffset);
            if (!node.data) continue;
            const element = document.createElement('saidwho-highlight');
            element.className = name;
            node.replaceWith(element);
            element.append(node);
          }
        }
      } else {
        new Mark(document.body).markRanges(ranges.map(([, start, end]) => ({ start, length: end - start })).sort((one, other) => one.start - other.start));
      }
      const painted = performance.now();
      document.body.offsetHeight;
      return { time: painted - start, layout: performance.now() - painted, nodes: nodes() - before };
    }, text, ranges, way));
  }
}
for (const [way, results] of Object.entries(ways)) {
  const sum = (name) => results.reduce((sum, one) => sum + one[name], 0);
  console.log(`${way}: ${sum('time').toFixed(1)} ms, ${sum('layout').toFixed(1)} ms of layout after it, ${sum('nodes')} nodes added, all pages together`);
}

const long = (characters) => {
  const lines = [];
  for (let length = 0, at = 0; length < characters; at += 1) { lines.push(`${paragraphs[at % paragraphs.length]} ${at}`); length += lines.at(-1).length; }
  return lines;
};

// A page of 100,000 characters to which somebody adds a line: from the app being told to the panel filled anew.
await page.bringToFront();
await open(html('A live page', long(1e5)), 2);
const followed = [];
for (let round = 0; round < 7; round += 1) {
  followed.push(await page.evaluate(async (round) => {
    const told = new Promise((done) => document.addEventListener('saidwho-changed', () => done(performance.now()), { once: true, capture: true }));
    const added = Object.assign(document.createElement('p'), { textContent: `“Stay,” said Ida Rask${round}.` });
    const saved = document.querySelector('#article > div').shadowRoot.querySelector('.saved');
    saved.insertBefore(added, saved.children[3]);
    const start = await told;
    window.tasks.length = 0;
    const filled = () => performance.getEntriesByName('saidwho-filled').findLast((mark) => mark.startTime > start);
    while (!filled() || !document.querySelector('#panel').textContent.includes(`Ida Rask${round}`)) await new Promise((done) => setTimeout(done, 10));
    await new Promise((done) => setTimeout(done, 100));
    return [filled().startTime - start, Math.max(0, ...window.tasks.map(([, duration]) => duration))];
  }, round));
  await pause(3000);
}
console.log(`a change of a page of 100 kB followed: median ${median(followed.map(([time]) => time)).toFixed(0)} ms, longest task (0: none over 50) ${Math.max(...followed.map(([, task]) => task)).toFixed(0)} ms`);

// A book of three million characters.
const frames = () => page.evaluate(async () => {
  const late = [];
  let last = await new Promise(requestAnimationFrame);
  for (let at = 0; at < 120; at += 1) {
    window.scrollBy(0, 150);
    const now = await new Promise(requestAnimationFrame);
    late.push(now - last);
    last = now;
  }
  return late.filter((time) => time > 25).length;
});
await page.bringToFront();
const book = await open(html('A book', long(3e6)), 2);
await pause(500);
const after = await frames();
await page.evaluate(() => { CSS.highlights.clear(); window.scrollTo(0, 0); });
console.log(`book of 3 MB: from parsed to the screen ${(book.screen - book.parsed).toFixed(0)} ms, to all ${(book.painted - book.parsed).toFixed(0)} ms (${shares(book)}), ${book.ranges} ranges, longest task ${book.task.toFixed(0)} ms; late frames of 120 while scrolling ${after}, without highlights ${await frames()}`);
await browser.close();
