// A shown page that somebody changes: an extension, or whatever shares the window. Highlights and text follow it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drop, highlighted, isRead, press, quiet, ready } from './harness.js';

const story = `<title>A bridge for Port Elm</title><h1>A bridge for Port Elm</h1><p>“We will build it this year,” said <b>Ada</b> <i>Lind</i>, the mayor.</p>
  <p>“It has waited long enough,” said Bo Orr, a fisherman.</p><p>Nobody else was asked.</p>`;

async function opened(html = story) {
  const page = await ready();
  await drop(page, [['story.html', html]]);
  await isRead(page);
  await page.evaluate(() => { window.saved = document.querySelector('#article').firstElementChild.shadowRoot.querySelector('.saved'); });
  return page;
}

const names = (page) => page.$$eval('.speaker h3', (all) => all.map((one) => one.textContent));
const until = (page, wanted) => page.waitForFunction((wanted) => [...document.querySelectorAll('.speaker h3')].map((one) => one.textContent).join() === wanted, { timeout: 10000 }, wanted);

test('what is added, changed and removed is followed, and what was decided stays', async () => {
  const page = await opened();
  await press(page, '.speaker li button');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.speaker li button.settled');
  for (const [change, speakers] of [
    [() => {
      const [added, name] = ['p', 'em'].map((tag) => document.createElement(tag));
      name.textContent = 'Ida';
      added.append('“We stay,” said ', name, ' Rask, a baker.');
      saved.append(added);
    }, 'Ada Lind,Bo Orr,Ida Rask'],
    [() => { saved.querySelectorAll('p')[1].firstChild.data = '“It has waited long enough,” said Bo Orrin, a fisherman.'; }, 'Ada Lind,Bo Orrin,Ida Rask'],
    [() => saved.querySelectorAll('p')[1].remove(), 'Ada Lind,Ida Rask'],
    [() => saved.prepend(saved.lastElementChild), 'Ida Rask,Ada Lind'],
  ]) {
    await page.evaluate(change);
    await until(page, speakers).catch(async () => assert.equal((await names(page)).join(), speakers));
    assert.deepEqual((await highlighted(page, 'people')).sort(), speakers.split(',').sort());
    assert.equal(await page.$$eval('.speaker li button.settled', (all) => all.length), 1, speakers);
  }
  // The reading view shows it as it is now.
  await press(page, '#view');
  assert.match(await page.$eval('#article', (article) => article.textContent), /We stay,” said Ida Rask/);
  await page.close();
});

test('a page that changes a thousand times a second is followed, and costs little', async () => {
  const page = await opened();
  const { looks, busy } = await page.evaluate(async () => {
    const last = saved.querySelectorAll('p')[2].firstChild;
    performance.clearMarks();
    let changes = 0, busy = 0;
    const start = performance.now();
    // How late this loop comes round again is what others take of the time.
    for (let at = start; at < start + 3000; at = performance.now()) {
      for (let one = 0; one < 10; one += 1) { last.data = `Change ${changes += 1} was asked.`; saved.append(last.parentNode); }
      await new Promise((done) => setTimeout(done, 10));
      busy += Math.max(0, performance.now() - at - 30);
    }
    return { looks: performance.getEntriesByName('saidwho-screen').length, busy, changes };
  });
  assert.ok(looks >= 1 && looks <= 40, `${looks} looks`);
  assert.ok(busy < 1500, `${busy} ms`);
  await page.evaluate(() => { saved.lastElementChild.textContent = '“At last,” said Ida Rask.'; });
  await until(page, 'Ada Lind,Bo Orr,Ida Rask');
  assert.deepEqual((await highlighted(page, 'people')).sort(), ['Ada Lind', 'Bo Orr', 'Ida Rask']);
  await page.close();
});

test('a far place is gone to, and the editor stands beside it', async () => {
  const filler = Array.from({ length: 200 }, (_, at) => `<p>${`The harbour was quiet on day ${at}, and the boats stayed in. `.repeat(1 + (at % 9))}</p>`).join('');
  const page = await opened(`<title>Far</title><h1>A bridge for Port Elm</h1><p>“We will build it,” said Ada Lind.</p>${filler}<p>“It is too late,” said Bo Orr.</p>${filler}`);
  await page.evaluate(() => [...document.querySelectorAll('.speaker')].at(-1).querySelector('li button').click());
  await page.evaluate(() => new Promise((done) => setTimeout(done, 300)));
  const [words, editor, height] = await page.evaluate(() => {
    const box = (one) => { const { top, bottom } = one.getBoundingClientRect(); return { top, bottom }; };
    return [box([...CSS.highlights.get('said-selected')][0]), box(document.querySelector('#editor')), innerHeight];
  });
  assert.ok(words.top > 0 && words.bottom < height, `${words.top} of ${height}`);
  assert.ok(Math.abs(editor.top - words.bottom) < 40 || Math.abs(words.top - editor.bottom) < 40, JSON.stringify([words, editor]));
  await page.close();
});

test('whoever changes the view stays where they are in the text', async () => {
  const paragraphs = Array.from({ length: 80 }, (_, at) => `<p>Day ${at}. ${'The harbour was quiet, and the boats stayed in. '.repeat(1 + (at % 7))}</p>`).join('');
  const page = await opened(`<title>Quiet</title><h1>A quiet harbour</h1><p>“We will build it,” said Ada Lind.</p>${paragraphs}`);
  // The first line below the bar: which day it is of, and how far down that begins.
  const day = (wanted = null) => page.evaluate((wanted) => {
    const root = document.querySelector('#article').firstElementChild?.shadowRoot ?? document.querySelector('#article');
    const all = [...root.querySelectorAll('p')].map((one) => [Number(one.textContent.match(/^Day (\d+)/)?.[1] ?? -1), one.getBoundingClientRect()]);
    const [at, box] = all.find(([at, box]) => (wanted === null ? box.bottom > 110 : at === wanted));
    return [at, box.top];
  }, wanted);
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight / 2));
  await page.evaluate(() => new Promise((done) => setTimeout(done, 300)));
  for (let times = 0; times < 2; times += 1) {
    const [at, top] = await day();
    assert.ok(at > 20 && at < 70, `day ${at}`);
    await press(page, '#view');
    let now;
    for (let tries = 0; tries < 40; tries += 1) {
      await page.evaluate(() => new Promise((done) => setTimeout(done, 50)));
      [, now] = await day(at);
      if (Math.abs(now - top) < 60) break;
    }
    assert.ok(Math.abs(now - top) < 60, `day ${at} from ${top} to ${now}`);
  }
  await page.close();
});

quiet();
