// Two sanitisers, one result: what the browser shares of a page and what `saidwho bundle` writes of it are the same.
// Pages whose markup is written differently (the text and the data must still be the same) are listed.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { only, quiet, ready } from './harness.js';

const built = ['release', 'fast', 'debug'].map((profile) => `target/${profile}/saidwho`).filter(existsSync);
const program = built.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
const folder = mkdtempSync(join(tmpdir(), 'saidwho-sanitise-'));
let page;

// The app, which keeps to itself what Share would hand to the browser to save.
async function open() {
  assert.ok(program, 'the command line is built: cargo build');
  page = await ready();
  await page.evaluate(() => {
    URL.createObjectURL = (blob) => { window.shared = blob; return '#'; };
    HTMLAnchorElement.prototype.click = () => {};
  });
}
after(() => rmSync(folder, { recursive: true }));

// The file that Share writes of a page.
async function shared(name, bytes) {
  await page.evaluate((name, bytes) => {
    window.shared = null;
    document.title = 'waiting';
    const data = new DataTransfer();
    data.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name));
    document.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  }, name, bytes.toString('base64'));
  await page.waitForFunction(() => document.title !== 'waiting' && !document.querySelector('#share').disabled, { timeout: 60000 });
  // All but the program, of which there are two megabytes.
  return page.evaluate(async () => {
    document.querySelector('#share').click();
    document.querySelector('[data-do=share-full]').click();
    return (await window.shared.text()).split('<script type="application/octet-stream"')[0];
  });
}

// The file that the command line writes.
function bundled(name, bytes) {
  const [from, to] = [join(folder, name), join(folder, 'shared.html')];
  writeFileSync(from, bytes);
  execFileSync(program, ['bundle', from, '-o', to], { timeout: 120000 });
  return readFileSync(to, 'utf8');
}

const between = (text, start, end) => { const from = text.indexOf(start) + start.length; return text.slice(from, text.indexOf(end, from)); };
const data = (file) => between(file, 'id="saidwho-document">', '</script>');
const markup = (file) => between(file, '<main id="article" tabindex="-1">', '</main>');
const visible = (html) => html.replaceAll(/<[^>]*>/g, '');

// Where two texts part, with what stands around it.
function parting(one, other) {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return `\n  browser:      …${one.slice(Math.max(0, at - 60), at + 60)}\n  command line: …${other.slice(Math.max(0, at - 60), at + 60)}`;
}

async function compare(name, bytes) {
  if (!page) await open();
  const [one, other] = [await shared(name, bytes), bundled(name, bytes)];
  assert.ok(visible(markup(one)) === visible(markup(other)), `${name}: the same text${parting(visible(markup(one)), visible(markup(other)))}`);
  assert.ok(data(one) === data(other), `${name}: the same data${parting(data(one), data(other))}`);
  if (markup(one) === markup(other)) return null;
  return `${name}${parting(markup(one), markup(other))}`;
}

const story = '<p>“We will build it this year,” said Ada Lind, the mayor of Port Elm.</p>';
const nasty = {
  'handlers and scripts': `<title>T</title><body onload=x()><p onclick="x()" onmouseover=x()>Ada Lind came to Rome.<script>x()</script></p><svg onload=x()><text>a</text></svg>`,
  'links': `<a href="javascript:x()">a</a><a href=" https://example.org/?a=1&amp;b=2 ">b</a><a href="/c">c</a><a href="">d</a><a href="ht&#10;tps://example.org/">e</a><a href="https://[">f</a><a href="https://example.org:99999/">g</a><a href="mailto:ada@example.org" title="  x  ">h</a><a href="&#160;https://example.org/">i</a><a href="&#1;https://example.org/">j</a><a href="data:text/html,x">k</a>`,
  'attributes': `<p title="a --> b">a</p><p title="&lt;/style&gt;">b</p><p lang=" en " dir=rtl class=x id=y data-z=1 style="color:red">c</p><ol start="3" reversed><li value=4>d</ol><details open><summary>e</summary>f</details><time datetime="2026-01-01">g</time>`,
  'old marks': `<p>Ada <mark class="people">Li</mark>nd <mark>came</mark> to <mark class=x><b>Ro</b>me</mark>.`,
  'hidden': `<p hidden>a</p><p style="display : none">b</p><p style="DISPLAY:NONE!important">c</p><p style="visibility:hidden">d</p><p aria-hidden=true>e</p><p aria-hidden=false>f</p><div style="display:none"><p>g</div>h`,
  'tables in paragraphs': `<p>a<table><tr><td>b<table><td>c</table></table>d`,
  'a table with text in it': `<table>a<tr>b<td>c</td>d</tr><p>e</p><caption>f</caption></table><td>g`,
  'nested links': `<a href=https://example.org/1>a<div><a href=https://example.org/2>b</div>c</a><table><a href=https://example.org/3>1<p>2</a>3</p></table>`,
  'formatting across blocks': `<b>a<p>b<i>c</b>d<p>e</i>f</p><font color=red>g<div>h</font>i</div><nobr>j<nobr>k`,
  'unknown elements': `<main>a</main>b<x-y>c</x-y><text>d</text><marquee><p>e</marquee><label>f</label><fieldset><legend>g</legend>h</fieldset><p>i<marquee><p>j</marquee>k<image>l<listing>\nm</listing><dir><li>n</dir>`,
  'scopes': `<p>a<object><p>b</object>c<p>d<applet><p>e</applet>f<button>g<p>h<button>i</button>j</p><select><option>k<p>l</select>m`,
  'raw text': `<p>a<xmp><b>b</xmp>c<noembed><i>d</noembed>e<noframes>f</noframes><style><p>g</style><textarea><p>h</textarea><title>i</title><iframe><p>j</iframe>k<noscript><p>l</p></noscript>m`,
  'foreign': `<svg><foreignObject><p>a</foreignObject><title><style></title><img src=x onerror=x()></style></svg>b<math><mi>c</mi><annotation-xml encoding="text/html"><p>d</annotation-xml></math>e<desc>f</desc><mi>g</mi>`,
  'mutation': `<form><math><mtext></form><form><mglyph><style></math><img src onerror=x()>`,
  'mutation by table': `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=x()&gt;">`,
  'mutation by comment': `<svg></p><style><a id="</style><img src=1 onerror=x()>"><!--></svg>--><p>a`,
  'clobbering': `<form id=a><input name=attributes><input name=childNodes><p>b</form><img name=body><a id=documentElement href=https://example.org/>c</a><form><input name=nodeName></form>`,
  'headless': `<noscript><p>a</noscript>b<!-- c -->d`,
  'spaces and entities': `\n <body> \n <p>a&nbsp;b&shy;c&#8203;d &amp;lt; &lt;b&gt; &#0; &#x80; &notit; \u00a0</p>\n<pre>\n\n  e\n\n f</pre>\n`,
  'comments in words': `<p>“We wi<!-- x -->ll bui<b></b>ld it,” said Ada<!-- y --> Lind.</p>`,
  'templates': `<template><p>a</template><div><template shadowrootmode=open><p>b</template>c</div>`,
  'body and head again': `<html lang=en><body><p>a<head><title>b</title><body class=c onload=x()><html dir=rtl><p>c</html>d</body>e`,
  'unclosed': `<h1>A story<p>“We will build it,” said <b>Ada Lind<p>She <i>left.<ul><li>a<li>b<ol><li>c`,
  'end tags alone': `</p>a</br>b</div></h1>c</table></body>d`,
  'definition lists and rubies': `<dl><dt>a<dd>b<dt>c</dl><ruby>d<rp>(<rt>e<rp>)</ruby><details><p>f<summary>g`,
  'headings in headings': `<h1>a<h2>b</h1>c</h2><h3><h4>d</h3>`,
  'columns': `<table><colgroup><col><td>x</colgroup><col><tbody><tr><th rowspan=2 colspan="3">a<td>b</table>`,
  'no body': `<frameset><frame src=x></frameset>`,
  'quirks': `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML//EN"><title>Q</title><p>a<table><tr><td>b</table>`,
  'xml': `<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><body><p>a<br/>b</p><![CDATA[c]]><?php d ?></body></html>`,
  'nothing left': `<script>x()</script><style>y</style>`,
  'astral and right to left': `<p>😀 “We will build it,” said 😀 Ada Lind.</p><p dir=rtl>שלום <bdo dir=ltr>abc</bdo></p>`,
  'a form around it all': `<form action=/x><input type=hidden value=y><h1>A story</h1>${story}<select><option>z</select></form>`,
};

test('hostile and broken markup is shared the same by both', { timeout: 300000 }, async () => {
  const different = [];
  for (const [name, html] of Object.entries(nasty)) {
    const found = await compare(`${name}.html`, Buffer.from(html.includes('Ada') ? html : html + story));
    if (found) different.push(found);
  }
  assert.deepEqual(different, []);
});

const pages = resolve('../shared/data/pages');
test('real pages are shared the same by both', { skip: only('chromium') && 'they take long: in Chromium alone' || (!existsSync(pages) && `${pages} is missing`), timeout: 600000 }, async (context) => {
  const [names, different, failed] = [readdirSync(pages).filter((name) => existsSync(join(pages, name, 'source.html'))), [], []];
  for (const name of names) {
    try {
      const found = await compare(`${name}.html`, readFileSync(join(pages, name, 'source.html')));
      if (found) different.push(found);
    } catch (failure) {
      failed.push(failure.message);
    }
  }
  for (const one of different) context.diagnostic(`written differently: ${one}`);
  context.diagnostic(`${names.length} pages, ${different.length} written differently`);
  assert.deepEqual(failed, []);
});

quiet();
