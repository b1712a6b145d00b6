// Runs every bench on the same text in one go, and prints one table: `./build.sh bench`.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';

const run = (command, rest, env = {}) => execFileSync(command, rest, { encoding: 'utf8', env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1e9 });
const lines = (output) => output.split('\n').map((line) => line.match(/\{"bytes".*\}|\{"ready".*\}/)?.[0]).filter(Boolean).map((line) => JSON.parse(line));
const size = (path) => (statSync(path).isDirectory() ? readdirSync(path).filter((name) => name !== 'node_modules').reduce((sum, name) => sum + size(`${path}/${name}`), 0) : statSync(path).size);
const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
const table = (head, rows) => {
  const widths = head.map((cell, at) => Math.max(...[head, ...rows].map((row) => String(row[at]).length)));
  const line = (row) => `| ${row.map((cell, at) => (at ? String(cell).padStart(widths[at]) : String(cell).padEnd(widths[at]))).join(' | ')} |`;
  console.log([line(head), `|${widths.map((width, at) => (at ? `${'-'.repeat(width + 1)}:` : '-'.repeat(width + 2))).join('|')}|`, ...rows.map(line)].join('\n'));
};

mkdirSync('target/bench', { recursive: true });
const text = 'target/bench/1000000.txt';
const rows = [];
const measured = (name, loaded, results) => { for (const one of results) rows.push({ name, loaded, ...one }); };

measured('Saidwho, native', size('target/release/saidwho'), [10_000, 1_000_000, 20_000_000].flatMap((bytes) => lines(run('cargo', ['bench', '--quiet', '--bench', 'read', '--', String(bytes), `target/bench/${bytes}.txt`]))));
const tokens = Object.fromEntries(rows.map((row) => [row.bytes, row.tokens]));
const apps = lines(run('node', ['benches/app.js']));
const app = apps.pop();
measured('Saidwho, wasm in Chromium', size('dist/saidwho.html'), apps.map((one) => ({ ...one, tokens: tokens[one.bytes] })));
const packages = 'benches/node_modules';
measured('wink-nlp 2.4', size(`${packages}/wink-nlp/src`) + size(`${packages}/wink-eng-lite-web-model/dist`), lines(run('node', ['benches/peer.js', 'wink-nlp', text])));
measured('compromise 14.17', size(`${packages}/compromise/builds/compromise.js`), lines(run('node', ['benches/peer.js', 'compromise', text])));
const spacy = spawnSync(process.env.PYTHON ?? 'python3', ['benches/peer.py', text], { encoding: 'utf8' });
if (spacy.status === 0) measured('spaCy en_core_web_sm', 0, lines(spacy.stdout));
else console.log('· spaCy is not installed: left out (PYTHON names the Python that has it)');

table(['program', 'text kB', 'tokens/s, thousands', 'ms', 'working memory MB', 'peak MB', 'ready ms', 'loaded MB'], rows.map((row) => [
  row.name, Math.round(row.bytes / 1000), Math.round(row.tokens / row.milliseconds), row.milliseconds.toFixed(1), row.memory ? megabytes(row.memory) : '', row.peak ? megabytes(row.peak) : '', row.ready?.toFixed(1) ?? '', row.loaded ? megabytes(row.loaded) : '',
]));
console.log();
table(['app in Chromium, cold', 'ms'], [['file opened to app listening', app.ready.toFixed(0)], ['models unpacked to ready', app.models.toFixed(0)], ['sample dropped to highlights painted', app.open.toFixed(0)], ['shared file opened to highlights painted', app.shared.toFixed(0)]]);
console.log(`\ndist/saidwho.html: ${megabytes(size('dist/saidwho.html'))} MB, of the text of ${readFileSync(text).length} bytes every program read the same.`);
console.log();
for (const bench of ['pages', 'workbench', 'savers']) {
  console.log();
  spawnSync('node', [`benches/${bench}.js`], { stdio: 'inherit' });
}
