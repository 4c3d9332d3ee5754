// What HTTP, tokenising, queue and the answer's bytes cost on top of the forward pass itself.
import path from 'node:path';
import { MODELS } from '../../start.mjs';
import { inTurns, median, show, spread } from '../statistics.mjs';
import { idsOf, MINI, texts } from '../texts.mjs';

const TOKENS = 32;
const FACTOR = 1.15;
const ALLOWANCE = 2;

export async function run(bench) {
  const server = await bench.server();
  const trace = bench.example('forward', path.join(MODELS, MINI));
  const plain = await bench.peer('forward.py');
  const source = texts(3);
  const asked = Array.from({ length: bench.size(300, 20) }, () => source.words(TOKENS - 2));
  await warm([server, trace, plain]);
  const [http, inside, fused] = await inTurns(
    asked.length,
    async (i) => (await server.attention({ model: MINI, text: asked[i], layers: [3] })).ms,
    async (i) => Number(await trace.say(idsOf(asked[i]).join(' '))),
    async (i) => (await plain.ask({ ids: idsOf(asked[i]) })).ms,
  );
  const [ours, own, theirs] = [http, inside, fused].map(median);
  const most = Math.max(FACTOR * own, own + ALLOWANCE);
  return [
    {
      what: `/attention, ${TOKENS} tokens, median`,
      ours: `${show(ours)} ms`,
      peer: `${show(own)} ms (own trace)`,
      ratio: `${show(ours / own)} ×`,
      bar: `≤ ${show(most)} ms`,
      met: ours <= most,
      note: `over HTTP ${spread(http, ' ms')}, the trace alone ${spread(inside, ' ms')}, in turns, ${asked.length} texts; the bar is max(${FACTOR} ×, + ${ALLOWANCE} ms) of the trace.`,
    },
    {
      what: 'trace, all layers kept',
      ours: `${show(own)} ms`,
      peer: `${show(theirs)} ms (transformers, fused)`,
      ratio: `${show(own / theirs)} ×`,
      note: `the plain forward pass ${spread(fused, ' ms')}; it keeps no attention.`,
    },
  ];
}

/** Other texts than those measured. */
async function warm([server, trace, plain]) {
  const source = texts(4);
  for (let round = 0; round < 5; round++) {
    const text = source.words(TOKENS - 2);
    await server.attention({ model: MINI, text, layers: [3] });
    await trace.say(idsOf(text).join(' '));
    await plain.ask({ ids: idsOf(text) });
  }
}
