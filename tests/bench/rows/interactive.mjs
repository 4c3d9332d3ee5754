// Somebody looks at attention while explanations run one after the other.
import { median, quantile, show } from '../statistics.mjs';
import { CLASSIFIER, MINI, texts } from '../texts.mjs';
import { connect } from '../http.mjs';
import { setTimeout as sleep } from 'node:timers/promises';

const BAR = 300;
const BODY = { models: [CLASSIFIER], method: 'lime', options: { preset: 'lime', faithfulness: false } };

export async function run(bench) {
  const server = await bench.server();
  const source = texts(6);
  const alone = await looks(server, source, bench.size(50, 5));
  const bulk = explaining(server, texts(7));
  await bulk.begun;
  const beside = await looks(server, source, bench.size(200, 15));
  const explained = await bulk.stop();
  const ours = quantile(beside, 0.95);
  return [
    {
      what: 'attention beside LIME, p95',
      ours: `${show(ours)} ms`,
      bar: `≤ ${BAR} ms`,
      met: ours <= BAR,
      note: `median ${show(median(beside))} ms, longest ${show(Math.max(...beside))} ms of ${beside.length}; without LIME the median is ${show(median(alone))} ms. ${explained} explanations of 5,000 samples ended meanwhile.`,
    },
  ];
}

/** So many texts of 20 tokens, none seen before. */
async function looks(server, source, count) {
  const times = [];
  for (let i = 0; i < count; i++) {
    times.push((await server.attention({ model: MINI, text: source.words(18), layers: [3] })).ms);
    await sleep(20);
  }
  return times;
}

/** Explains texts of 25 words, one after the other, until stopped; the last one is given up. */
function explaining({ address, metric }, source) {
  const client = connect(address);
  let running = true;
  let explained = 0;
  const work = (async () => {
    while (running) {
      await client.ask('/api/v1/explain', { ...BODY, text: source.words(25) });
      explained++;
    }
  })().catch((error) => {
    if (running) throw error;
  });
  const begun = (async () => {
    while ((await metric('headlight_forward_passes_total')) < 500) await sleep(20);
  })();
  const stop = async () => {
    running = false;
    client.close();
    await work;
    return explained;
  };
  return { begun: Promise.race([begun, work]), stop };
}
