import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { expectedEdges } from './edges.mjs';
import { drawn, headlight, out, root, sentence } from './start.mjs';

const app = headlight();
const TEXT = 'The girl ran to a local pub to escape the din of her city.';
const MODEL = 'headlight-mini';
const INPUT = { model: MODEL, text: TEXT, masked: [9] };
const PICTURE = path.join(root, 'docs/pictures/first-screen.png');
/** Share of pixels that may differ from the committed picture: anti-aliasing of another Chromium. */
const TOLERANCE = 0.002;

test('the first screen shows the masked sentence, its arcs and what the model expects', async () => {
  const page = await app.open('/');
  assert.equal(await page.locator('#text').inputValue(), TEXT);
  assert.equal(await page.locator('#layers input:checked').inputValue(), '3');
  const answer = await app.post('/attention', { ...INPUT, layers: [3] });
  const expected = expectedEdges(answer, { lock: ['9f'] });
  const edges = await drawn(page);
  assert.deepEqual(
    edges.map(({ from, to }) => [from, to]),
    expected.map(({ from, to }) => [from, to]),
  );
  edges.forEach((edge, e) => assert.ok(Math.abs(edge.weight - expected[e].weight) < 1e-6));

  const [first, second] = expected.map(
    ({ to, weight }) => `${to === 9 ? '[MASK]' : answer.tokens[to].text} (${weight.toFixed(2)})`,
  );
  assert.equal(await sentence(page), `[MASK] at layer 3 looks most at ${first}, ${second}.`);

  const { layers } = await app.post('/lens', { ...INPUT, token: 9 });
  const analysis = await app.post('/analyze', INPUT);
  assert.deepEqual(
    await page.locator('#expects > div > .bars .name').allInnerTexts(),
    analysis.predictions[9].map(({ token }) => token),
  );
  assert.equal(await page.locator('#lens tbody tr').count(), layers.length);
  assert.equal(await page.locator('#lens tr.current').getAttribute('data-layer'), '3');
  assert.match(
    await page.locator('.truth').innerText(),
    new RegExp(`escape .*${layers.at(-1).original.rank.toLocaleString('en')}`),
  );
  assert.deepEqual(page.complaints, []);
});

test('nothing that is needed lies below the fold', async () => {
  const page = await app.open('/');
  const bottom = await page.locator('#places .caution').evaluate((element) => element.getBoundingClientRect().bottom);
  assert.ok(bottom <= 800, `the last line ends at ${bottom} px`);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 1280);
});

/** Bytes over the wire of a cold load. */
async function coldLoad() {
  let bytes = 0;
  const page = await app.open('/', {
    prepare: async (page) => {
      const log = await page.context().newCDPSession(page);
      await log.send('Network.enable');
      log.on('Network.loadingFinished', ({ encodedDataLength }) => {
        bytes += encodedDataLength;
      });
    },
  });
  await page.waitForFunction(() => Number(document.querySelector('#plot')?.dataset.arcs) > 0);
  await page.waitForLoadState('networkidle');
  await page.context().close();
  return bytes;
}

// How long it takes is a row of the benchmark.
test('the first arc comes from at most 250 kB', async () => {
  const bytes = await coldLoad();
  assert.ok(bytes > 10_000 && bytes <= 250_000, `${bytes} bytes`);
});

test('the picture of the README is what the page shows', async () => {
  const page = await app.open('/', { reducedMotion: 'reduce' });
  await page.locator('#lens').waitFor();
  const shot = await page.screenshot({ path: path.join(out, 'first-screen.png') });
  if (process.env.HEADLIGHT_UPDATE_PICTURES === '1') return writeFileSync(PICTURE, shot);
  assert.ok(existsSync(PICTURE), 'run once with HEADLIGHT_UPDATE_PICTURES=1');
  const [now, then] = [PNG.sync.read(shot), PNG.sync.read(readFileSync(PICTURE))];
  const difference = new PNG({ width: now.width, height: now.height });
  const pixels = pixelmatch(now.data, then.data, difference.data, now.width, now.height, { threshold: 0.2 });
  writeFileSync(path.join(out, 'first-screen-difference.png'), PNG.sync.write(difference));
  assert.ok(pixels <= TOLERANCE * now.width * now.height, `${pixels} pixels differ`);
});
