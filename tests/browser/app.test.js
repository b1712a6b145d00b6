// The app itself: open, look, share, open again. In every browser.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { browser, drop, highlighted, isRead, line, lit, only, page, paste, quiet, ready, sample, save, says } from './harness.js';

const speakers = (page) => page.$$eval('.speaker', (all) => all.map((one) => [one.querySelector('h3').textContent, one.querySelector('.role').textContent, one.querySelectorAll('li').length]));

test('the sample shows its speakers and highlights', async () => {
  const opened = await sample();
  const found = await speakers(opened);
  const names = found.map(([name]) => name);
  for (const name of ['Marguerite Halloran', 'Tobias Wenk', 'Ingrid Solheim', 'Pauline Adeyemi', 'Oskar Lindqvist']) assert.ok(names.includes(name), `${name} in ${names}`);
  assert.equal(found[0][0], 'Marguerite Halloran');
  assert.equal(found[0][1], 'mayor of Port Elm');
  assert.ok((await highlighted(opened, 'speaker-1')).some((text) => text.startsWith('“We stood in the market square')));
  assert.ok((await highlighted(opened, 'reported-1'))[0].startsWith('the storm of last November'));
  assert.ok((await highlighted(opened, 'people')).includes('Halloran'));
  await opened.evaluate(() => document.querySelector('#layers input[value=people]').click());
  assert.deepEqual(await highlighted(opened, 'people'), []);
  const chosen = await opened.evaluate(() => {
    window.scrollTo(0, 0);
    const button = document.querySelectorAll('.speaker li button')[4];
    button.click();
    return button.textContent;
  });
  assert.equal((await lit(opened, 'said-selected')).join(' … '), chosen);
  assert.ok(await opened.evaluate(() => window.scrollY > 100), 'a click in the panel scrolls');
  await opened.close();
});

test('highlights stand on the words that they are of', async () => {
  const opened = await ready();
  // A page, and what is painted as its first speaker's words and as people.
  const cases = [
    ['<p>“We will   <b>build</b> it,” said <i>Ada</i> <b>Lind</b>, the mayor.', '“We will   build it,”', 'Ada Lind'],
    ['<p>😀 Ada\u00ad Lind<br>said: “A <em>😀</em> day.”</p>', '“A 😀 day.”', 'Ada\u00ad Lind'],
    ['<p hidden>“No,” said Bo Orr.</p><p>“Yes,” said Ada Lind.</p>', '“Yes,”', 'Ada Lind'],
    ['<p>Ada Lind came.</p><script>“No,” said Bo Orr.</script>', '', 'Ada Lind'],
  ];
  for (const [source, words, people] of cases) {
    await drop(opened, [['story.html', `<!doctype html><meta charset=utf-8>${source}`]]);
    const painted = async () => [(await highlighted(opened, 'speaker-1')).join('|'), (await highlighted(opened, 'people')).join('|')];
    for (let tries = 0; tries < 100 && (await painted()).join() !== `${words},${people}`; tries += 1) await pause(50);
    assert.deepEqual(await painted(), [words, people], source);
  }
  await opened.close();
});

test('an edge of a mark is dragged by its handle', async () => {
  const opened = await ready();
  for (const name of ['story.html', 'story.txt']) {
    await drop(opened, [[name, name.endsWith('html') ? '<meta charset=utf-8><p>“It is late,” said <b>Ada</b> Lind. Bo Orr went home to Elm.</p>' : '“It is late,” said Ada Lind. Bo Orr went home to Elm.']]);
    await opened.waitForFunction((isText) => document.querySelector('#article').firstElementChild?.localName === (isText ? 'p' : 'div') && document.querySelector('.speaker'), {}, name.endsWith('txt'));
    await opened.evaluate(() => document.querySelector('.speaker li button').click());
    await opened.waitForFunction(() => !document.querySelector('#handles').hidden);
    // It is placed anew when what has come near is laid out: its place is taken when it stays.
    const place = () => opened.evaluate(() => { const { x, y } = document.querySelector('#handles [data-edge=end] b').getBoundingClientRect(); return `${x} ${y}`; });
    for (let [last, looks] = ['', 0]; looks < 4;) {
      await pause(100);
      const now = await place();
      [last, looks] = [now, now === last ? looks + 1 : 0];
    }
    const [x, y, across] = await opened.evaluate(() => {
      const box = (element) => element.getBoundingClientRect();
      const [knob, bar] = [document.querySelector('#handles [data-edge=end] b'), document.querySelector('#handles [data-edge=end]')].map(box);
      const root = document.querySelector('#article').firstElementChild.shadowRoot ?? document.querySelector('#article');
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      while (!walker.nextNode()?.data.includes('Lind'));
      const range = document.createRange();
      range.setStart(walker.currentNode, walker.currentNode.data.indexOf('Lind') + 3);
      range.setEnd(walker.currentNode, range.startOffset + 1);
      return [knob.x + knob.width / 2, knob.y + knob.height / 2, box(range).x - bar.x];
    });
    await opened.mouse.move(x, y);
    await opened.mouse.down();
    await opened.mouse.move(x + across / 2, y);
    await opened.mouse.move(x + across, y);
    await opened.mouse.up();
    await opened.waitForFunction(() => [...CSS.highlights.get('said-selected')].join('') === '“It is late,” said Ada Lind', { timeout: 5000 });
    assert.equal(await opened.$eval('#editor-words', (words) => words.textContent), '“It is late,” said Ada Lind', name);
    // When the article is laid out anew they go along.
    await opened.evaluate(() => {
      window.top_of = () => document.querySelector('#handles [data-edge=end]').getBoundingClientRect().y + scrollY;
      window.before = window.top_of();
      document.querySelector('#article').style.paddingTop = '200px';
    });
    await opened.waitForFunction(() => window.top_of() > window.before + 100, { timeout: 5000 });
    await opened.evaluate(() => { document.querySelector('#article').style.paddingTop = ''; });
  }
  await opened.close();
});

test('a shared file opens again with the same highlights', async () => {
  const opened = await sample();
  const before = [await speakers(opened), await highlighted(opened, 'speaker-2')];
  const file = await save(opened);
  const shared = pathToFileURL(file).href;
  const again = await page(shared);
  await isRead(again);
  assert.deepEqual([await speakers(again), await highlighted(again, 'speaker-2')], before);
  await Promise.all([opened, again].map((one) => one.close()));
});

test('a shared file is readable without scripts', { skip: only('chromium') }, async () => {
  const opened = await sample();
  // Saved first: a window behind another does not answer a click.
  const file = await save(opened);
  const plain = await browser.newPage();
  await plain.setJavaScriptEnabled(false);
  await plain.goto(pathToFileURL(file).href);
  const marks = await plain.$$eval('mark.speaker-1', (all) => all.map((mark) => mark.textContent));
  assert.ok(marks.some((text) => text.startsWith('“We stood in the market square')), String(marks));
  await Promise.all([opened, plain].map((one) => one.close()));
});

// The text of what is shown, whether as it was saved (in a shadow) or as the reading view.
const shownText = (page) => page.evaluate(() => {
  const saved = document.querySelector('#article').firstElementChild?.shadowRoot?.querySelector('.saved');
  return saved ? 'saved: ' + [...saved.children].map((child) => child.textContent.trim()).join('|') : [...document.querySelectorAll('#article > *')].map((child) => child.textContent).join('|');
});

test('a hostile page does nothing, and its text is shown', async () => {
  const opened = await ready();
  await drop(opened, [['hostile.html', `<title>T</title><meta http-equiv="refresh" content="0;url=https://example.org/"><p onclick="window.hit=1">Ada Lind came to Rome.</p>
    <img src="https://example.org/x.png" alt="A bridge" onerror="window.hit=1"><script>window.hit=1</script><iframe src="https://example.org/"></iframe><form action="https://example.org/"><input></form>
    <p><a href="javascript:window.hit=1">link text</a> <a href="https://example.org/story">a link</a></p><p hidden>unseen</p>`]]);
  await opened.waitForFunction(() => document.querySelector('#article').firstElementChild?.shadowRoot);
  assert.equal(await shownText(opened), 'saved: Ada Lind came to Rome.|||link text a link');
  const links = await opened.evaluate(() => [...document.querySelector('#article').firstElementChild.shadowRoot.querySelectorAll('a')].map((link) => [link.getAttribute('href'), link.target]));
  assert.deepEqual(links, [['https://example.org/x.png', '_blank'], [null, ''], ['https://example.org/story', '_blank']]);
  assert.equal(await opened.evaluate(() => window.hit), undefined);
  assert.equal(await opened.evaluate(() => document.querySelector('#article').firstElementChild.shadowRoot.querySelectorAll('[onclick],[onerror],[src],script,iframe,form').length), 0);
  await opened.close();
});

test('a page is shown as it was saved, as a reading view, and shared with its markup', async () => {
  const opened = await ready();
  const source = `<title>Bridge</title><h1>A bridge for Port Elm</h1><p>“We will   build it this year,” said <b>Ada</b> <i>Lind</i>, the mayor of <a href="https://example.org/">Port Elm</a>.</p>
    <ul><li>“It has waited\n long enough,” she said. 😀</li></ul>`;
  await paste(opened, { 'text/html': source, 'text/plain': 'not this' });
  await isRead(opened);
  const seen = async (page) => [await speakers(page), await highlighted(page, 'speaker-1'), await highlighted(page, 'people')];
  const before = await seen(opened);
  assert.deepEqual(before[1].map((text) => text.replace(/\s+/g, ' ')), ['“We will build it this year,”', '“It has waited long enough,”']);
  assert.deepEqual(before[2], ['Ada Lind']);
  const style = await opened.evaluate(() => [...CSS.highlights.get('saidwho-speaker-1')].map((range) => getComputedStyle(range.startContainer.parentElement, '::highlight(saidwho-speaker-1)').backgroundColor));
  assert.ok(style.every((colour) => /^rgb\(/.test(colour) && colour !== 'rgba(0, 0, 0, 0)'), `painted in the shadow: ${style}`);
  // The card under the pointer.
  const [x, y, width, height] = await line(opened, 'people');
  await opened.mouse.move(x + width / 2, y + height / 2);
  assert.equal(await opened.$eval('#card', (card) => card.textContent), 'Ada Lind, mayor of Port Elm (person)');
  // The shared file holds the markup, with marks, and opens the same.
  const file = await save(opened);
  const written = readFileSync(file, 'utf8');
  const item = written.match(/<li>.*?<\/li>/s)?.[0] ?? '';
  assert.match(item, /<mark class="speaker-1" id="said-2">“It has waited/);
  assert.equal(item.replaceAll(/<\/?mark.*?>/g, ''), '<li>“It has waited\n long enough,” she said. 😀</li>');
  const again = await page(pathToFileURL(file).href);
  await isRead(again);
  assert.equal(await shownText(again), await shownText(opened));
  assert.deepEqual(await seen(again), before);
  assert.ok(readFileSync(await save(again), 'utf8') === written, 'shared again, it is the same file');
  // The reading view has the same highlights.
  await opened.bringToFront();
  await opened.click('#view');
  assert.equal(await shownText(opened), 'A bridge for Port Elm|“We will build it this year,” said Ada Lind, the mayor of Port Elm.|“It has waited long enough,” she said. 😀');
  assert.deepEqual(await highlighted(opened, 'people'), ['Ada Lind']);
  await Promise.all([opened, again].map((one) => one.close()));
});

test('a shared file changed by hand does nothing', async () => {
  const opened = await ready();
  await paste(opened, { 'text/html': '<p>Ada Lind came to Rome.</p>' });
  await opened.waitForFunction(() => document.querySelector('#article').firstElementChild);
  const bundle = readFileSync(await save(opened), 'utf8').replace('<div class="saved"><p>', '<div class="saved"><img src="https://example.org/x.png" onerror="window.hit=1"><p>');
  await drop(opened, [['changed.html', bundle]]);
  await pause(300);
  assert.match(await shownText(opened), /Rome/);
  assert.equal(await opened.evaluate(() => window.hit), undefined);
  await opened.close();
});

test('what cannot be read is said, and what was open stays', async () => {
  const opened = await ready();
  await drop(opened, [['a.txt', 'Ada Lind came to Rome.'], ['b.txt', 'b'], ['c.txt', 'c'], ['d.txt', 'd'], ['e.txt', 'e']]);
  await says(opened, '5 files were dropped; the first, a.txt, is open.');
  for (const [name, bytes, words] of [['empty.html', '', 'empty'], ['report.html', '%PDF-1.7', 'PDF'], ['picture.html', [137, 80, 78, 71, 0, 0, 0], 'no text'], ['large.txt', 50 * 2 ** 20, 'larger than 40 MB']]) {
    await drop(opened, [[name, bytes]]);
    await says(opened, words);
    assert.equal(await shownText(opened), 'Ada Lind came to Rome.', name);
  }
  // What is still to be done for the page before is done first, and takes nothing away.
  const said = await opened.evaluate(async () => {
    const drop = (name, text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], name));
      document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    };
    const soon = () => new Promise((done) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = done; port2.postMessage(0); });
    // A frame that comes late leaves that time.
    const frame = window.requestAnimationFrame;
    window.requestAnimationFrame = (run) => setTimeout(() => frame(run), 300);
    const before = document.title;
    drop('story.txt', 'A wall\nAda Lind came to Oslo.');
    while (document.title === before) await soon();
    drop('report.html', '%PDF-1.7');
    await new Promise((done) => setTimeout(done, 500));
    window.requestAnimationFrame = frame;
    return document.querySelector('#message').textContent;
  });
  assert.match(said, /PDF/);
  // It is seen wherever the page is scrolled to, and can be taken away.
  await opened.evaluate(() => { document.querySelector('#article').style.minHeight = '5000px'; scrollTo(0, 3000); });
  await opened.waitForFunction(() => { const { top, bottom } = document.querySelector('#message').getBoundingClientRect(); return top >= 0 && bottom < 200 && bottom > top; });
  await opened.evaluate(() => document.querySelector('[data-do=dismiss]').click());
  assert.equal(await opened.$eval('#message', (message) => message.textContent), '');
  await opened.evaluate(() => { document.querySelector('#article').style.minHeight = ''; });
  await paste(opened, { 'text/plain': '  ' });
  await says(opened, 'There was no text to paste.');
  const encoded = [['western.txt', [0x93, 0x43, 0x61, 0x66, 0xe9, 0x2c, 0x94, 0x20, 0x41, 0x64, 0x61], '“Café,” Ada'], ['wide.txt', [0xff, 0xfe, 0x41, 0, 0x64, 0, 0x61, 0], 'Ada'], ['japanese.html', [...Buffer.from('<meta charset=shift_jis><p>'), 0x93, 0xfa, 0x96, 0x7b], 'saved: 日本'],
    // Undeclared: "The minister spoke in Tokyo today." in Shift-JIS.
    ['guessed.txt', [0x91, 0xe5, 0x90, 0x62, 0x82, 0xcd, 0x8d, 0xa1, 0x93, 0xfa, 0x93, 0x8c, 0x8b, 0x9e, 0x82, 0xc5, 0x8c, 0xea, 0x82, 0xc1, 0x82, 0xbd, 0x81, 0x42], '大臣は今日東京で語った。']];
  for (const [name, bytes, text] of encoded) {
    await drop(opened, [[name, bytes]]);
    await opened.waitForFunction((name) => document.querySelector('#message').textContent === '', {}, name);
    await pause(200);
    assert.equal(await shownText(opened), text, name);
  }
  await opened.close();
});

test('pictures of the app', { skip: !process.env.SCREENSHOTS }, async () => {
  mkdirSync('target/screenshots', { recursive: true });
  const scheme = (value) => ({ media: 'screen', features: [{ name: 'prefers-color-scheme', value }] });
  const looks = { light: scheme('light'), dark: scheme('dark'), 'forced-colors': { media: 'screen', features: [{ name: 'forced-colors', value: 'active' }] }, print: { media: 'print', features: [] } };
  for (const [width, height] of [[1440, 900], [820, 1180], [390, 844]]) {
    const opened = await sample();
    await opened.setViewport({ width, height });
    const session = await opened.createCDPSession();
    for (const [look, media] of Object.entries(looks)) {
      await session.send('Emulation.setEmulatedMedia', media);
      await opened.screenshot({ path: `target/screenshots/${width}-${look}.png` });
    }
    await opened.close();
  }
});

quiet();
