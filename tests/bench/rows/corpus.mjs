// A whole treebank: how long it takes to build, how large it is, and how fast the nearest places are found beside faiss.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { MODELS, root, run as command } from '../../start.mjs';
import { Missing } from '../bench.mjs';
import { faster, inTurns, median, show } from '../statistics.mjs';
import { MINI } from '../texts.mjs';

const FILE = path.join(root, '../shared/corpora/ewt/ewt.conllu.xz');
const [LAYER, K] = [4, 50];
const MILLISECONDS = 20;
const BYTES = 1.1;
/** How many times the bare forward pass a build may take, reading, tokenising and starting the program included. */
const BUILD = 3;
const BATCH_TOKENS = 2048;
/** Our query is the vector of the forward pass, faiss' the stored one, whose numbers are bytes. */
const AGREE = 5e-3;
/** A token finds itself, or the same token of an identical sentence. */
const ITSELF = 0.999;

export async function run(bench) {
  if (!existsSync(FILE)) throw new Missing('the treebank is other people’s text and lies beside the project, in ../shared/corpora/ewt; here it is not');
  const data = bench.folder();
  await headlight(data, 'corpus', 'get', 'ewt', '--from', FILE);
  const started = performance.now();
  await headlight(data, 'corpus', 'build', 'ewt', '--model', MINI, '--models', MODELS);
  const built = performance.now() - started;
  const folder = path.join(data, 'corpora/ewt/models', MINI);
  const index = JSON.parse(readFileSync(path.join(folder, 'index.json'), 'utf8'));
  const peer = await bench.peer('corpus_search.py', FILE, folder);
  const figures = [await build(peer, built, index), size(folder, index)];
  const server = await bench.server([], data);
  const contexts = { point: `context-0${LAYER}`, heads: index.heads, size: index.head_size };
  const spaces = [
    { name: 'embedding', asked: { by: 'embedding' }, file: { point: `embedding-0${LAYER}`, heads: 1, chosen: [0], size: index.hidden_size } },
    { name: 'context, all heads', asked: { by: 'context' }, file: { ...contexts, chosen: Array.from({ length: index.heads }, (_, head) => head) } },
    { name: 'context, 3 heads', asked: { by: 'context', heads: [2, 5, 11] }, file: { ...contexts, chosen: [1, 4, 10] } },
  ];
  const count = bench.size(60, 5);
  const questions = [];
  for (let i = 0; i < count; i++) questions.push(await peer.ask({ question: 7919 * (i + 1) }));
  for (const space of spaces) figures.push(await search({ server, peer, questions, ...space }));
  return [...figures, await findThemselves({ server, peer, tokens: index.tokens, layers: index.layers, count: bench.size(5000, 20) })];
}

/**
 * Tokens spread over the whole corpus, each looked for at a layer and by vectors of its turn; not at layer 0, where a
 * vector is a wordpiece at a position that other sentences have too.
 */
async function findThemselves({ server, peer, tokens, layers, count }) {
  let [least, lost] = [1, 0];
  for (let turn = 0; turn < count; turn++) {
    const { text, place } = await peer.ask({ question: Math.floor((turn * tokens) / count) });
    const [by, layer] = [['embedding', 'context'][turn % 2], 1 + (Math.floor(turn / 2) % layers)];
    const { bytes } = await server.ask('/api/v1/corpora/ewt/search', { model: MINI, text, token: place, layer, by, k: 1 });
    const [{ score, sentence }] = JSON.parse(bytes).hits;
    least = Math.min(least, score);
    if (sentence.text !== text) lost++;
  }
  return {
    what: `tokens that find their own sentence first, of ${count.toLocaleString('en')}`,
    ours: (count - lost).toLocaleString('en'),
    bar: `all, ≥ ${ITSELF}`,
    met: lost === 0 && least >= ITSELF,
    note: `Over all of the corpus, at layers 1 to ${layers}, by embedding and by context: the least score is ${least.toFixed(4)}.`,
  };
}

async function headlight(data, ...args) {
  const { code, stderr } = await command([...args, '--data', data], { timeout: 1_800_000 });
  if (code !== 0) throw new Error(stderr);
}

async function build(peer, built, { tokens }) {
  const { ms } = await peer.ask({ forward: BATCH_TOKENS });
  return {
    what: `build, ${tokens.toLocaleString('en')} tokens`,
    ours: `${show(built / 1000)} s`,
    peer: `${show(ms / 1000)} s (forward, transformers)`,
    ratio: `${show(built / ms)} ×`,
    bar: `≤ ${BUILD} ×`,
    met: built <= BUILD * ms,
  };
}

/** The largest of the files, by number that it keeps. */
function size(folder, { tokens, hidden_size: numbers }) {
  const points = readdirSync(folder).filter((name) => name.endsWith('.i8'));
  const bytes = points.map((name) => statSync(path.join(folder, name)).size);
  const each = Math.max(...bytes) / tokens / numbers;
  return {
    what: 'index, bytes for each number',
    ours: show(each),
    bar: `≤ ${BYTES}`,
    met: each <= BYTES,
    note: `${points.length} points, ${show(bytes.reduce((a, b) => a + b) / 1e6)} MB in all.`,
  };
}

/** The comparison alone on both sides: reading the text and the matches' attention is not a search. */
async function search({ server, peer, questions, name, asked, file }) {
  await peer.ask(file);
  const body = ({ text, place }) => ({ model: MINI, text, token: place, layer: LAYER, k: K, filter: { one_per_sentence: false }, ...asked });
  const ours = async (round) => {
    const { bytes, ms } = await server.ask('/api/v1/corpora/ewt/search', body(questions[round]));
    const { seconds, hits } = JSON.parse(bytes);
    return { ms: 1000 * seconds, whole: ms, scores: hits.map(({ score }) => score) };
  };
  const theirs = (round) => peer.ask({ token: questions[round].token, k: K });
  await ours(0);
  const [own, faiss] = await inTurns(questions.length, ours, theirs);
  const times = (side) => side.map(({ ms }) => ms);
  const { ratio, spread } = faster(times(own), times(faiss));
  const differ = own.flatMap(({ scores }, round) => scores.map((score, i) => Math.abs(score - faiss[round].scores[i])));
  const [worst, least] = [Math.max(...differ), Math.min(...own.map(({ scores }) => scores[0]))];
  const ms = median(times(own));
  return {
    what: `search, ${name}, p50`,
    ours: `${show(ms)} ms`,
    peer: `${show(median(times(faiss)))} ms (IndexFlatIP)`,
    ratio: `${show(ratio)} ×`,
    bar: `≤ ${MILLISECONDS} ms, ≥ 1 ×`,
    met: ms <= MILLISECONDS && ratio >= 1 && worst <= AGREE && least >= ITSELF,
    note:
      `${name}: ${spread}, ${questions.length} tokens; scores differ by at most ${worst.toExponential(1)}; every token finds itself with at ` +
      `least ${least.toFixed(4)}; the whole answer with the attention of ${K} sentences took ${show(median(own.map(({ whole }) => whole)))} ms.`,
  };
}
