// A class full of people, each with a text of their own, beside the same service in Python.
import { NO_CACHE } from '../bench.mjs';
import { readTensor } from '../../../frontend/src/safetensors.js';
import { connect } from '../http.mjs';
import { inTurns, quantile, show } from '../statistics.mjs';
import { MINI, texts } from '../texts.mjs';

const CLIENTS = 32;
const SECONDS = 30;
const FASTER = 2;
const TAIL = 4;
/** One text of so many is asked again, alone. */
const SAMPLED = 40;
const LAYERS = [3];

export async function run(bench) {
  const server = await bench.server(NO_CACHE);
  const peer = connect((await bench.peer('attention_server.py')).ready.address, CLIENTS);
  bench.after(peer.close);
  const many = connect(server.address, CLIENTS);
  bench.after(many.close);
  const rounds = bench.size(3, 1);
  const seconds = bench.size(SECONDS, 2) / rounds;
  const source = texts(9);
  const [ours, theirs] = await inTurns(rounds, () => load(many, source, seconds), () => load(peer, source, seconds));
  const [own, other] = [ours, theirs].map((parts) => together(parts, seconds * rounds));
  const checked = await compare(own.sample, server, peer);
  const ratio = own.rate / other.rate;
  const tail = own.p99 / own.p50;
  const wrong = Object.entries(own.statuses).filter(([status]) => !['200', '429', '503'].includes(status));
  return [
    {
      what: `${CLIENTS} clients, requests/s`,
      ours: show(own.rate),
      peer: `${show(other.rate)} (FastAPI)`,
      ratio: `${show(ratio)} ×`,
      bar: `≥ ${FASTER} ×`,
      met: ratio >= FASTER,
      note: `${seconds * rounds} s each in ${rounds} turns, texts of 8 to 40 words; ours also carries the tokens and words of each text.`,
    },
    {
      what: 'p99 / p50',
      ours: `${show(own.p99)} / ${show(own.p50)} ms`,
      peer: `${show(other.p99)} / ${show(other.p50)} ms`,
      ratio: `${show(tail)} ×`,
      bar: `≤ ${TAIL} ×`,
      met: tail <= TAIL,
    },
    {
      what: 'errors but 429 and 503',
      ours: String(wrong.length),
      bar: '0',
      met: wrong.length === 0,
      note: `answers by status: ${JSON.stringify(own.statuses)}; of the peer ${JSON.stringify(other.statuses)}.`,
    },
    {
      what: 'answers as when asked alone, in 65535ths',
      ours: `differ by ≤ ${checked.alone}`,
      peer: `≤ ${checked.peer}`,
      bar: '≤ 1',
      met: Math.max(checked.alone, checked.peer) <= 1,
      note: `${own.sample.length} answers asked for again alone, of Headlight and of the peer.`,
    },
  ];
}

/** All clients ask, each the next text as soon as it has its answer, for so long. */
async function load(client, source, seconds) {
  const until = performance.now() + seconds * 1000;
  const done = { times: [], statuses: {}, sample: [] };
  const work = async () => {
    while (performance.now() < until) {
      const text = source.between(8, 40);
      const body = { model: MINI, text, layers: LAYERS };
      const { status, ms, bytes } = await client.send('POST', '/api/v1/attention', { body, accept: 'application/vnd.safetensors' });
      done.statuses[status] = (done.statuses[status] ?? 0) + 1;
      if (status !== 200) continue;
      if (done.times.length % SAMPLED === 0) done.sample.push({ text, weights: weights(bytes) });
      done.times.push(ms);
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, work));
  return done;
}

/** The rounds of one side as one. */
function together(parts, seconds) {
  const times = parts.flatMap((part) => part.times);
  const statuses = {};
  for (const [status, count] of parts.flatMap((part) => Object.entries(part.statuses))) {
    statuses[status] = (statuses[status] ?? 0) + count;
  }
  const sample = parts.flatMap((part) => part.sample);
  return { rate: times.length / seconds, p50: quantile(times, 0.5), p99: quantile(times, 0.99), statuses, sample };
}

const weights = (bytes) => readTensor(new Uint8Array(bytes).buffer, 'attention').data;

/** How far answers given in the crowd are from those given alone, and from the peer's: the largest difference. */
async function compare(sample, server, peer) {
  const largest = { alone: 0, peer: 0 };
  for (const { text, weights: given } of sample) {
    const body = { model: MINI, text, layers: LAYERS };
    for (const [who, client] of [['alone', server], ['peer', peer]]) {
      const again = weights((await client.attention(body)).bytes);
      if (again.length !== given.length) throw new Error(`“${text}” has another number of weights`);
      largest[who] = given.reduce((most, weight, i) => Math.max(most, Math.abs(weight - again[i])), largest[who]);
    }
  }
  return largest;
}
