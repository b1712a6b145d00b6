// Pages of every kind: what of them is read, what is shown of them, and that nothing of them is changed.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { drop, folder, highlighted, line, only, press, quiet, ready } from './harness.js';

// What is shown: the blocks of the story, those left out, and the title; or the saved page's own text.
const shown = (page) => page.evaluate(() => {
  const texts = (selector) => [...document.querySelectorAll(selector)].map((one) => one.textContent);
  const saved = document.querySelector('#article').firstElementChild?.shadowRoot?.querySelector('.saved');
  return { title: document.title.replace(/ – Saidwho$/, ''), story: texts('#article > :not(details, div)'), out: texts('#article > details > :not(summary)'), saved: saved?.textContent, html: saved?.innerHTML };
});

// Opens HTML, and shows the reading view of it.
async function reading(opened, html) {
  await opened.evaluate(() => { document.title = ''; });
  await drop(opened, [['page.html', html]]);
  await opened.waitForFunction(() => document.title !== '', { timeout: 60000 });
  const isSaved = await opened.evaluate(() => !!document.querySelector('#article').firstElementChild?.shadowRoot);
  if (isSaved) await press(opened, '#view');
  return shown(opened);
}

const prose = 'The bridge at the harbour was closed on Monday, early in the morning, and it will stay closed until the spring. ';

test('text is read as it is rendered', async () => {
  const opened = await ready();
  for (const [html, ...story] of [
    ['<h1>One</h1><p>two</p>three<p>four', 'One', 'two', 'three', 'four'],
    ['<p>A <b>da Li</b><i>nd</i>\n\n came', 'A da Lind came'],
    ['<p>one<br>two<br><br>three', 'one two', 'three'],
    ['<p>super<wbr>cali\u00adfragi\u200blistic', 'supercalifragilistic'],
    ['<p>10&nbsp;km&nbsp;', '10\u00a0km'],
    ['<pre>one\ntwo\n\n  three</pre>', 'one two', 'three'],
    ['<p>a<p hidden>b<p style="color: red; display : none">c<p aria-hidden=true>d<p style="visibility:hidden">e<p>f', 'a', 'f'],
    ['<p>a<noscript>b</noscript><template>c</template><script>d</script><style>e</style><select><option>f</select><textarea>g</textarea><button>h</button>i', 'ai'],
    ['<div>a <svg><path/><text>b</text></svg>c<div hidden>d</div>e</div>', 'a ce'],
    ['<form><p>a<input value=b></form><p>c', 'a', 'c'],
    ['<p hidden=until-found>a<p>b', 'a', 'b'],
    ['<p dir=rtl>\u200fاستقال الوزير\u200f يوم الاثنين.<p>橋が<ruby>閉<rt>と</rt></ruby>じた。', 'استقال الوزير يوم الاثنين.', '橋が閉とじた。'],
    ['<ul><li>a<ul><li>b</ul><li>c</ul><table><tr><td>d<td>e</table>', 'a', 'b', 'c', 'd', 'e'],
    ['<p>a \ud800 b &#xd801; c', 'a \ufffd b \ufffd c'],
    ['<p>a<details><summary>b</summary><p>c</details>', 'a', 'b', 'c'],
    ['<x-story><template shadowrootmode=open><h2>a</h2><slot><p>b</p></slot><slot name=end></slot></template><i slot=end>c</i><p>d</p></x-story>', 'a', 'd', 'c'],
    ['<div><template shadowrootmode=open><form><input name=parentNode><p>a</p><slot></slot></form></template>b</div>', 'a', 'b'],
    ['<p>a</p><iframe srcdoc="<title>b</title><p>c <b>d</b><form><input name=insertBefore><iframe srcdoc=e></iframe></form>"></iframe>f', 'a', 'c d', 'e', 'f'],
  ]) assert.deepEqual((await reading(opened, html)).story, story, html);
  await opened.close();
});

test('the story is told from what stands around it, and nothing is lost', async () => {
  const opened = await ready();
  const around = (id) => `<div id="${id}"><ul>${'Home,News,Weather,Sport'.split(',').map((name) => `<li><a href="https://example.org/">${name}</a>`).join('')}</ul></div>`;
  const seen = await reading(opened, `<title>The bridge at Port Elm is closed | The Elm Post</title>${around('menu')}<h1>The Bridge at Port Elm is closed</h1><div class="post">
    <p>${prose.repeat(3)}<p>“We shut the bridge in time,” said Ada Lind.<p>${prose.repeat(4)}<div class="share">Share this <a href="https://example.org/">here</a></div><p>${prose.repeat(3)}</div>${around('sidebar')}<footer>© The Elm Post</footer>`);
  assert.equal(seen.title, 'The Bridge at Port Elm is closed');
  assert.deepEqual(seen.story.map((text) => text.slice(0, 10)), ['The Bridge', 'The bridge', '“We shut t', 'The bridge', 'The bridge']);
  assert.equal(seen.out.join('|'), 'Home|News|Weather|Sport|Share this here|Home|News|Weather|Sport|© The Elm Post');
  assert.deepEqual(await opened.$$eval('#article summary', (all) => all.map((one) => one.textContent)), ['4 paragraphs left out', '1 paragraph left out', '5 paragraphs left out']);
  assert.deepEqual(await highlighted(opened, 'people'), ['Ada Lind']);
  assert.ok((await highlighted(opened, 'speaker-1'))[0].startsWith('“We shut the'));
  // As it was saved, it shows all of it, with the same highlights.
  await press(opened, '#view');
  const saved = (await shown(opened)).saved;
  for (const words of ['Home', 'Share this here', 'The Bridge at Port Elm is closed', '© The Elm Post']) assert.ok(saved.includes(words), words);
  assert.deepEqual(await highlighted(opened, 'people'), ['Ada Lind']);
  await opened.close();
});

test('a page is the same to the letter after all that is done to it', async () => {
  const opened = await ready();
  await reading(opened, `<p>${prose}<p>“We will <b>build</b>&shy; it,” said <i>Ada</i>  Lind.<ul><li>“It has waited,” she said.</ul>`);
  await press(opened, '#view');
  const { html } = await shown(opened);
  assert.match(html, /<b>build<\/b>\u00ad it,” said <i>Ada<\/i> {2}Lind/);
  for (const layer of ['people', 'quotations']) {
    for (let times = 0; times < 2; times += 1) await opened.evaluate((layer) => document.querySelector(`#layers input[value=${layer}]`).click(), layer);
  }
  await opened.evaluate(() => document.querySelector('.speaker li button').click());
  await opened.mouse.move(400, 300);
  for (let times = 0; times < 2; times += 1) await press(opened, '#view');
  assert.equal((await shown(opened)).html, html);
  await reading(opened, '<p>Another.');
  assert.deepEqual(await opened.evaluate(() => [...CSS.highlights.keys()]), []);
  await opened.close();
});

test('a page may have highlights of its own', async () => {
  const opened = await ready();
  await opened.evaluate(() => CSS.highlights.set('theirs', new Highlight()));
  await reading(opened, '<p>Ada Lind came to Rome.');
  await reading(opened, '<p>Nobody came.');
  assert.deepEqual(await opened.evaluate(() => [...CSS.highlights.keys()]), ['theirs']);
  await opened.close();
});

test('the pointer finds every highlight, also where two lie over each other', async () => {
  const opened = await ready();
  await reading(opened, `<p>“We asked <b>Tobias Wenk</b> to come,” said Ada Lind, the mayor.`);
  for (let view = 0; view < 2; view += 1) {
    const point = async (layer, at) => {
      // The middle of its first line, once it is laid out: WebKit lays out only what has come near.
      for (let tries = 0; tries < 100; tries += 1) {
        const box = await line(opened, layer, at);
        if (box) return [box[0] + box[2] / 2, box[1] + box[3] / 2];
        await pause(20);
      }
      throw new Error('it is laid out nowhere');
    };
    const card = async (layer, at) => {
      await opened.mouse.move(...await point(layer, at));
      return opened.$eval('#card', (card) => card.textContent);
    };
    const names = await highlighted(opened, 'people');
    assert.match(await card('people', names.indexOf('Ada Lind')), /Ada Lind/);
    assert.match(await card('people', names.indexOf('Tobias Wenk')), /Tobias Wenk.*Ada Lind|Ada Lind.*Tobias Wenk/);
    await opened.mouse.move(2, 2);
    assert.equal(await opened.$eval('#card', (card) => card.hidden), true);
    await press(opened, '#view');
  }
  await opened.close();
});

test('what a reader has asked for stays listed', async () => {
  const opened = await ready();
  await reading(opened, Array.from({ length: 40 }, (_, at) => `<p>“The plan number ${at} is late,” said Ada Lind of Port Elm.`).join(''));
  const listed = () => opened.$$eval('#speakers [data-annotation]', (all) => all.length);
  assert.equal(await listed(), 30);
  await opened.evaluate(() => document.querySelector('[data-do=more]').click());
  assert.equal(await listed(), 40);
  await opened.evaluate(() => document.querySelector('#speakers [data-annotation]').click());
  await opened.waitForFunction(() => !document.querySelector('#editor').hidden);
  await opened.evaluate(() => document.querySelector('#editor [data-do=reject]').click());
  await opened.waitForFunction(() => document.querySelector('.speaker .numbers').textContent.startsWith('39 '));
  assert.equal(await listed(), 39);
  await opened.close();
});

test('a long page is highlighted to its end', async () => {
  const opened = await ready();
  const lines = Array.from({ length: 1500 }, (_, at) => `<p>“The plan number ${at} is late,” said Ada Lind of Port Elm on Monday.`).join('');
  await reading(opened, `<title>Long</title><h1>A long day</h1>${lines}<p>“It is over,” said Bo Orr, who gave $5 million.`);
  await opened.waitForFunction(() => CSS.highlights.get('saidwho-things')?.size === 1, { timeout: 60000 });
  assert.deepEqual(await highlighted(opened, 'things'), ['$5 million']);
  const names = await highlighted(opened, 'people');
  assert.deepEqual([names.filter((name) => name === 'Ada Lind').length, names.filter((name) => name === 'Bo Orr').length], [1500, 1]);
  await opened.close();
});

test('the beginning of a long page is shown before the rest, and the whole is what it was', async () => {
  const opened = await ready();
  const line = (at) => `<p>“The plan number <b>${at}</b> is late,” said Ada Lind of Port Elm on Monday.</p>\n`;
  const lines = Array.from({ length: 4600 }, (_, at) => line(at)).join('');
  const sections = `<main lang="en"><section>${lines.slice(0, lines.indexOf('\n', lines.length / 2) + 1)}</section><ol>${'<li>A point</li>'.repeat(900)}</ol>${lines}</main>`;
  for (const [name, html, whole] of [
    ['flat', lines, lines],
    ['in sections', sections, sections.replace('<main lang="en">', '<div lang="en">').replace('</main>', '</div>')],
    // What a parser makes something else of is put together as a whole.
    ['nested', `<p>a<legend>b</legend>c</p>${lines}`],
  ]) {
    await opened.evaluate(() => performance.clearMarks());
    const count = html.split('Ada Lind').length - 1;
    await drop(opened, [['page.html', `<!doctype html><title>${name}</title><h1>A long day</h1>${html}`]]);
    const all = () => opened.waitForFunction((name, count) => document.title.startsWith(name) && [...(CSS.highlights.get('saidwho-people') ?? [])].length === count, { timeout: 60000 }, name, count);
    await all();
    const { text, own } = await opened.evaluate(() => {
      const saved = document.querySelector('#article').firstElementChild.shadowRoot.querySelector('.saved');
      return { text: saved.textContent, own: saved.innerHTML.replace(/<\/?saidwho-stretch[^>]*>/g, '') };
    });
    const inert = `A long day${html.replace(/<[^>]+>/g, '')}`;
    assert.equal(text.replace(/\s+/g, ' ').trim(), inert.replace(/\s+/g, ' ').trim(), name);
    if (whole) assert.equal(own, `<h1>A long day</h1>${whole}`, name);
    assert.equal(await opened.evaluate(() => performance.getEntriesByName('saidwho-cleaned').length), whole ? 2 : 1, name);
    await press(opened, '#view');
    await all();
    // `$$eval` would hand over each of thousands.
    assert.equal(await opened.evaluate(() => [...document.querySelectorAll('#article p')].filter((one) => one.textContent.includes('is late')).length), count, name);
  }
  await opened.close();
});

test('a long page does nothing either, which is parsed by pieces', async () => {
  const opened = await ready();
  const line = '<p>“It is late,” said Ada Lind of Port Elm on Monday, and went on to say that it would not be early again.</p>\n'.repeat(1600);
  const bad = `<script>top.bad = 1</script><img src=x onerror="top.bad = 2"><svg onload="top.bad = 3"><style>@import "https://example.org/b.css";</style></svg><body onload="top.bad = 4">
    <iframe srcdoc="<script>top.bad = 5</script>"></iframe><iframe src="javascript:top.bad = 6"></iframe><meta http-equiv=refresh content="0;url=https://example.org/"><link rel=stylesheet href="https://example.org/a.css">
    <base href="https://example.org/"><video src="https://example.org/c.mp4" onerror="top.bad = 7"></video><a id=last href="javascript:top.bad = 8">last</a>`;
  const seen = await reading(opened, `<!doctype html><title>Long</title>${bad}${line}${bad}${line}`);
  await opened.waitForFunction(() => CSS.highlights.get('saidwho-people')?.size === 3200, { timeout: 60000 });
  assert.ok(seen.title.startsWith('Long'));
  await press(opened, '#view');
  await opened.waitForFunction(() => document.querySelector('#article').firstElementChild?.shadowRoot);
  await pause(300);
  const saved = await opened.evaluate(() => {
    const root = document.querySelector('#article').firstElementChild.shadowRoot.querySelector('.saved');
    root.querySelectorAll('a:not([href])').forEach((link) => link.click());
    return { bad: window.bad ?? 0, names: [...new Set([...root.querySelectorAll('*')].map((one) => one.localName))], links: [...root.querySelectorAll('a')].map((link) => link.getAttribute('href')) };
  });
  assert.equal(saved.bad, 0);
  assert.ok(!saved.names.some((name) => ['script', 'style', 'iframe', 'meta', 'link', 'base', 'svg', 'video'].includes(name)), saved.names.join());
  // What stands for the film leads to it.
  assert.deepEqual([...new Set(saved.links)].sort(), ['https://example.org/c.mp4', null].sort());
  await opened.close();
});

test('bad pages open, and hang nothing', async () => {
  const opened = await ready();
  const deep = 10000;
  for (const [name, html, expected] of [
    ['nested', `${'<div>'.repeat(deep)}deep${'</div>'.repeat(deep)}`, (text) => text === 'deep'],
    ['inline', `${'<b>'.repeat(deep)}deep`, (text) => text === 'deep'],
    ['unknown', `${'<x-y>'.repeat(500)}deep`, (text) => text === 'deep'],
    ['nodes', '<p>'.concat('<i>a</i> '.repeat(100000)), (text) => text.length === 199999],
    ['node', `<p>${'Ada Lind came. '.repeat(70000)}`, (text) => text.length > 1000000],
    ['empty', '<!doctype html><html></html>', (text) => text === ''],
    ['frameset', '<frameset><frame src="a"></frameset>', (text) => text === ''],
    ['prototype', '<p name="getElementById" id="body">a<form id="document"><input name="attributes"><input name="childNodes"></form>', (text) => text === 'a'],
  ]) {
    const { story } = await reading(opened, `<title>${name}</title>${html}`);
    assert.ok(expected(story.join('\n')), `${name}: ${story.join('\n').slice(0, 100)}`);
    // Names by the ten thousand in one paragraph are all shown, and drawn.
    if (name === 'node') {
      await opened.waitForFunction(() => CSS.highlights.get('saidwho-people')?.size === 70000, { timeout: 60000 });
      const drawn = await opened.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0, true))));
      assert.ok(drawn);
    }
  }
  await opened.close();
});

const pages = resolve('../shared/data/pages');
test('saved pages of the web open, and their stories are those of the command line', { skip: only('chromium') && 'they take long: in Chromium alone' || !existsSync(pages) && 'the saved pages are not there' }, async () => {
  const opened = await ready();
  const built = ['release', 'fast', 'debug'].map((profile) => `target/${profile}/saidwho`).filter(existsSync);
  const [program] = built.sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs);
  const out = join(folder, 'page.saidwho.html');
  for (const name of readdirSync(pages)) {
    const file = join(pages, name, 'source.html');
    const seen = await reading(opened, readFileSync(file, 'utf8'));
    assert.ok(seen.story.length > 0, name);
    if (!program) continue;
    execFileSync(program, ['bundle', file, '-o', out]);
    const { text, blocks } = JSON.parse(readFileSync(out, 'utf8').match(/id="saidwho-document">(.*?)<\/script>/s)[1]);
    const points = [...text];
    const told = (wanted) => blocks.filter(([role]) => (role === 'clutter') !== wanted).map(([, start, end]) => points.slice(start, end).join(''));
    assert.deepEqual(seen.story, told(true), name);
    assert.deepEqual(seen.out, told(false), name);
  }
  await opened.close();
});

quiet();
