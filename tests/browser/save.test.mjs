import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { PNG } from 'pngjs';
import { saved } from './saved.mjs';
import { drawn, headlight, out } from './start.mjs';

const app = headlight();
const TEXT = 'The cat did not cross the road because there are many cars.';
const at = (rest) => `/?text=${encodeURIComponent(TEXT)}&${rest}`;

test('CSV and JSON hold exactly what is drawn', async () => {
  const page = await app.open(at('layer=3&lock=7f&threshold=80'));
  const edges = await drawn(page);
  const { name, bytes } = await saved(page, 'csv');
  assert.equal(name, 'headlight-mini-layer-3.csv');
  const [head, ...rows] = bytes.toString().trim().split('\r\n');
  assert.equal(head, 'picture,layer,heads,from,from_text,to,to_text,weight');
  assert.equal(rows.length, edges.length);
  rows.forEach((row, e) => assert.equal(Number(row.split(',').at(-1)), edges[e].weight));
  const json = JSON.parse((await saved(page, 'json')).text);
  assert.deepEqual(
    json.pictures[0].drawn.map(({ from, to, weight }) => ({ from, to, weight })),
    edges,
  );
  assert.equal(json.pictures[0].state.text, TEXT);
});

test('an SVG stands alone: arcs, words, fonts and caption, and nothing from elsewhere', async () => {
  const page = await app.open(at('layer=3&lock=7f'));
  const edges = await drawn(page);
  const svg = (await saved(page, 'svg')).text;
  assert.equal([...svg.matchAll(/<path d="M[^"]*C/g)].length, edges.length);
  for (const words of ['headlight-mini, layer 3', 'because', 'thickest arc', '@font-face', 'base64,']) assert.ok(svg.includes(words), words);
  assert.ok(!/(href|src)=|url\((?!"?data:)/.test(svg), 'it asks for nothing');
  const complaints = await page.evaluate((text) => {
    const { documentElement } = new DOMParser().parseFromString(text, 'image/svg+xml');
    return documentElement.querySelector('parsererror')?.textContent ?? null;
  }, svg);
  assert.equal(complaints, null);
  writeFileSync(path.join(out, 'figure.svg'), svg);
});

test('a PNG has two pixels for one, and both pictures where one is pinned', async () => {
  const page = await app.open(at('layer=3&lock=7f'));
  const one = PNG.sync.read((await saved(page, 'png')).bytes);
  await page.keyboard.press('p');
  await page.locator('#layers input[value="1"]').check();
  await page.locator('#pinned-plot').waitFor();
  await page.waitForFunction(() => Number(document.getElementById('pinned-plot')?.dataset.arcs) > 0);
  const { name, bytes } = await saved(page, 'png');
  writeFileSync(path.join(out, 'figure.png'), bytes);
  const two = PNG.sync.read(bytes);
  assert.equal(name, 'headlight-mini-layer-1--headlight-mini-layer-3.png');
  assert.equal(one.width, 2 * (760 + 56));
  assert.equal(two.width, 2 * (2 * 760 + 44 + 56));
  const coloured = [...Array(two.width * two.height).keys()].filter((i) => two.data[i * 4] - two.data[i * 4 + 2] > 60).length;
  assert.ok(coloured > 2000, 'there are arcs in it');
  assert.deepEqual(page.complaints, []);
});
