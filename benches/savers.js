// One article saved by Saidwho, full and light, by SingleFile, and by monolith where it is installed (`cargo install
// monolith`): how large each file is, how long it takes to be on the screen (for the full one: with its highlights), and
// whether a note made in it is there when it is saved and opened again. One line a file. `node benches/savers.js`
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';

const executablePath = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const program = process.env.SAIDWHO ?? 'target/release/saidwho';
const folder = 'target/bench/savers';
const rounds = Number(process.env.ROUNDS ?? 5);
mkdirSync(folder, { recursive: true });

// The sample as a page, and a note on it as Hypothesis exports one.
const [title, ...paragraphs] = readFileSync('www/sample.txt', 'utf8').split(/\n+/).filter(Boolean);
const page = `${folder}/page.html`;
writeFileSync(page, `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><article><h1>${title}</h1>${paragraphs.map((words) => `<p>${words}</p>`).join('\n')}</article>`);
writeFileSync(`${folder}/note.json`, JSON.stringify({ rows: [{ id: 'x', user: 'acct:ida@hypothes.is', text: 'Who else was there?', tags: [], target: [{ selector: [{ type: 'TextQuoteSelector', exact: 'the market square' }] }] }] }));

const saved = { 'the page itself': page };
for (const [name, file, options] of [['Saidwho, full', 'full.html', []], ['Saidwho, light', 'light.html', ['--light']]]) {
  saved[name] = `${folder}/${file}`;
  execFileSync(program, ['bundle', page, '--annotations', `${folder}/note.json`, '--output', saved[name], ...options]);
}
const address = pathToFileURL(page).href;
const run = (command, rest) => spawnSync(command, rest, { encoding: 'utf8', timeout: 120000 });
const single = run('node', ['benches/node_modules/single-file-cli/single-file-node.js', address, `${folder}/single-file.html`, `--browser-executable-path=${executablePath}`, '--browser-arg=--no-sandbox', '--filename-conflict-action=overwrite']);
if (single.status === 0) saved.SingleFile = `${folder}/single-file.html`;
else console.log(`· SingleFile did not run: ${single.stderr?.split('\n')[0] ?? single.error}`);
const monolith = run('monolith', ['--quiet', page, '--output', `${folder}/monolith.html`]);
if (monolith.status === 0) saved.monolith = `${folder}/monolith.html`;
else console.log('· monolith is not installed');

const browser = await puppeteer.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
async function opened(file) {
  const context = await browser.createBrowserContext();
  const tab = await context.newPage();
  await tab.setOfflineMode(true);
  await tab.evaluateOnNewDocument(() => {
    const look = () => (CSS.highlights.size ? requestAnimationFrame(() => { window.painted = performance.now(); }) : requestAnimationFrame(look));
    requestAnimationFrame(look);
  });
  await tab.goto(pathToFileURL(file).href);
  return { tab, close: () => context.close() };
}
async function time(file, isApp) {
  const { tab, close } = await opened(file);
  await tab.waitForFunction(isApp ? () => window.painted : () => performance.getEntriesByName('first-contentful-paint').length, { polling: 20 });
  const milliseconds = await tab.evaluate((isApp) => (isApp ? window.painted : performance.getEntriesByName('first-contentful-paint')[0].startTime), isApp);
  await close();
  return milliseconds;
}
// Whether the note is read on opening; and whether it can be changed there and the file written anew with it.
async function notes(file, isApp) {
  const { tab, close } = await opened(file);
  if (isApp) await tab.waitForFunction(() => window.painted);
  const read = await tab.evaluate(() => document.body.innerText.includes('Who else was there?'));
  let edited = false;
  if (isApp) {
    const again = `${folder}/again.html`;
    writeFileSync(again, await tab.evaluate(async () => {
      document.querySelector('#marks button').click();
      const note = document.querySelector('[data-set=note]');
      note.value = 'It was changed.';
      note.dispatchEvent(new Event('change', { bubbles: true }));
      const create = URL.createObjectURL;
      const blob = new Promise((done) => { URL.createObjectURL = (one) => { done(one); return create.call(URL, one); }; });
      document.querySelector('#share').click();
      document.querySelector('[data-do=share-full]').click();
      return (await blob).text();
    }));
    const { tab: second, close: end } = await opened(again);
    await second.waitForFunction(() => window.painted);
    edited = await second.evaluate(() => document.querySelector('#marks')?.innerText.includes('It was changed.') ?? false);
    await end();
  }
  await close();
  return [read, edited];
}
const yes = (is) => (is ? 'yes' : 'no');
console.log('| saved by | kB | ms to be on the screen | its notes are read | and edited again |\n|---|--:|--:|---|---|');
for (const [name, file] of Object.entries(saved)) {
  const isApp = name === 'Saidwho, full';
  const times = [];
  for (let round = 0; round < rounds; round += 1) times.push(await time(file, isApp));
  const [read, edited] = await notes(file, isApp);
  console.log(`| ${name} | ${(statSync(file).size / 1000).toFixed(0)} | ${times.toSorted((one, other) => one - other)[rounds >> 1].toFixed(0)} | ${yes(read)} | ${yes(edited)} |`);
}
await browser.close();
