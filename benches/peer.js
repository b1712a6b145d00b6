// One other program on one text: `node peer.js NAME FILE` prints a line of JSON as benches/read.rs does.
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

const peers = {
  'wink-nlp': async () => {
    const [{ default: wink }, { default: model }] = await Promise.all([import('wink-nlp'), import('wink-eng-lite-web-model')]);
    const nlp = wink(model, ['sbd', 'pos', 'ner']);
    return (text) => { const document = nlp.readDoc(text); document.entities().out(); return document.tokens().length(); };
  },
  compromise: async () => {
    const { default: nlp } = await import('compromise');
    return (text) => { const document = nlp(text); document.people().out('array'); document.places().out('array'); document.organizations().out('array'); return document.termList().length; };
  },
};

const [name, file] = process.argv.slice(2);
const text = readFileSync(file, 'utf8');
let start = performance.now();
const read = await peers[name]();
const ready = performance.now() - start;
const before = process.memoryUsage().rss;
let milliseconds = Infinity;
let tokens;
for (let round = 0; round < 3; round += 1) {
  start = performance.now();
  tokens = read(text);
  milliseconds = Math.min(milliseconds, performance.now() - start);
}
const peak = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ bytes: Buffer.byteLength(text), tokens, milliseconds, ready, memory: peak - before, peak }));
