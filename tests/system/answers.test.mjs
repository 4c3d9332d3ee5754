// What the server says twice it says the same way, and what should change an answer does.
import assert from 'node:assert/strict';
import test from 'node:test';
import { assertClose, CAT, GIRL, headlight, MINI } from './client.mjs';

const server = headlight();
const passes = () => server.metric('headlight_forward_passes_total');
const masked = { model: MINI, text: GIRL, masked: [9] };

test('one forward pass serves analysis, lens and every layer', async () => {
  const before = await passes();
  await server.json('/analyze', masked);
  for (const layer of [1, 2, 3, 4, 5, 6]) await server.attention({ ...masked, layers: [layer] });
  await server.json('/lens', { ...masked, token: 9 });
  await server.json('/attention', { ...masked, layers: [6], pool: 8 });
  assert.equal(await passes(), before + 1);
});

test('the lens at the last layer equals the predictions to the byte', async () => {
  const { predictions } = JSON.parse(await server.text('/analyze', masked));
  for (const token of predictions.keys()) {
    const lens = await server.text('/lens', { ...masked, token });
    // The very digits, as they were sent.
    assert.ok(lens.includes(`"layer":6,"predictions":${JSON.stringify(predictions[token])}`), `token ${token}`);
  }
});

test('a cached answer is the same bytes', async () => {
  const requests = [
    ['/analyze', { model: MINI, text: CAT, top_k: 100 }],
    ['/attention', { model: MINI, text: CAT, layers: [3] }],
    ['/attention', { model: MINI, text: CAT, layers: [3], pool: 16 }],
    ['/lens', { model: MINI, text: CAT, token: 5 }],
    ['/classify', { model: 'sentiment-left', texts: [CAT, GIRL] }],
  ];
  for (const [route, body] of requests) assert.equal(await server.text(route, body), await server.text(route, body), route);
});

test('the file and JSON hold the same numbers', async () => {
  const input = { model: MINI, text: CAT, layers: [2, 5], heads: [3, 7, 12] };
  const { attention, ...rest } = await server.json('/attention', input);
  const { shape, weights, ...beside } = await server.attention(input);
  assert.deepEqual(beside, rest);
  assert.deepEqual(shape, [2, 3, rest.tokens.length, rest.tokens.length]);
  assert.deepEqual([...weights], attention.flat(3).map(Math.fround));
});

test('a head that is switched off changes what comes after it', async () => {
  const ablated = [{ layer: 3, head: 2 }];
  const [whole, without] = await Promise.all([
    server.json('/lens', { ...masked, token: 9 }),
    server.json('/lens', { ...masked, ablated, token: 9 }),
  ]);
  for (const layer of [0, 1, 2]) {
    const [ours, theirs] = [without, whole].map(({ layers }) => layers[layer].predictions.map((p) => p.probability));
    assertClose(ours, theirs, 1e-5, `layer ${layer}`);
  }
  for (const layer of [3, 4, 5, 6]) assert.notDeepEqual(without.layers[layer], whole.layers[layer], `layer ${layer}`);
  const again = await server.text('/lens', { ...masked, token: 9 });
  assert.deepEqual(JSON.parse(again), whole, 'the answer without ablation stays');
});

test('both texts of a pair are read, each with its own segment', async () => {
  const [a, b] = ['Where did the cat go?', 'It ran across the road.'];
  const pair = await server.json('/analyze', { model: MINI, text: a, text_pair: b });
  // The same pieces as one text: only the segments differ.
  const joined = await server.json('/analyze', { model: MINI, text: `${a} [SEP] ${b}` });
  assert.deepEqual(joined.tokens.map((token) => token.id), pair.tokens.map((token) => token.id));
  assert.notDeepEqual(joined.predictions, pair.predictions);
  for (const { side, start, end, text, special } of pair.tokens) {
    if (special) assert.deepEqual([side, start, end], [null, null, null]);
    else assert.equal({ a, b }[side].slice(start, end), text);
  }
  assert.deepEqual(pair.tokens.map((token) => token.side ?? '|').join('').replace(/(.)\1+/g, '$1'), '|a|b|');
  const words = (side) => pair.words.filter((word) => word.side === side).map((word) => word.text);
  assert.deepEqual([words('a').at(-2), words('b').at(0)], ['go', 'It']);
});
