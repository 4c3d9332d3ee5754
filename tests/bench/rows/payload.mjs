// How many bytes one layer of attention is.
import { show } from '../statistics.mjs';
import { MINI, texts } from '../texts.mjs';

const BAR = 110_000;
const TOKENS = 64;
const HEADS = 12;

export async function run(bench) {
  const server = await bench.server();
  const { bytes } = await server.attention({ model: MINI, text: texts(2).words(TOKENS - 2), layers: [3] });
  const tensor = HEADS * TOKENS * TOKENS * Uint16Array.BYTES_PER_ELEMENT;
  const ours = bytes.length;
  return [
    {
      what: `one layer, ${TOKENS} tokens, ${HEADS} heads`,
      ours: `${show(ours / 1000)} kB`,
      bar: `≤ ${show(BAR / 1000)} kB`,
      met: ours <= BAR,
      note: `${tensor.toLocaleString('en')} of ${ours.toLocaleString('en')} bytes are the weights; the rest is the answer beside them: tokens, words and their places in the text.`,
    },
  ];
}
