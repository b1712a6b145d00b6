// The engine as WebAssembly, in the real app: what it reads is what the command line reads, to the letter.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { drop, quiet, ready, save } from './harness.js';

// Texts of our own with what is apt to differ between machines: confidences, sorting, cases, wide characters.
const texts = [
  readFileSync('www/sample.txt', 'utf8'),
  '“Wir haben ÄRZTE, 😀,” said Zoë O’Brien-Núñez of the İzmir Straße Fund on 3 March 2021. ‘It’s 4.5%,’ she told Reuters.',
  'PORT ELM (AP) — The mayor\'s “grand plan” cost $3.2 million, according to Ada Lind.\n\n"No," said Lind. "Never."',
  'Orr: “First.\n\n“Second.”\n\nLind: “Third.” e\u0301 \ufeff\u200b x\u00ady',
];

test('the page reads what the command line reads', async () => {
  let quotations = 0;
  for (const text of texts) {
    const native = spawnSync('target/debug/saidwho', ['annotate', '--format', 'jsonld', '-'], { input: text, encoding: 'utf8' });
    assert.equal(native.status, 0, native.stderr);
    const page = await ready();
    await drop(page, [['text.txt', text]]);
    await page.waitForFunction((start) => document.querySelector('#article').textContent.startsWith(start), {}, text.slice(0, 5));
    assert.equal(readFileSync(await save(page, '[data-value=jsonld]', '.jsonld'), 'utf8').trim(), native.stdout.trim());
    quotations += native.stdout.split('"quotation/').length - 1;
    await page.close();
  }
  assert.ok(quotations > 20, 'there is something to compare');
});

quiet();
