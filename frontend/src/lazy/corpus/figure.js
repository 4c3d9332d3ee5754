import { changesOf } from '../../ui/changes.js';
import { shifted } from '../../scene/items.js';
import { broken } from '../export/figure.js';
import { SIZE, TITLES } from './charts.js';
import { concordance } from './kwic.js';
import { layersScene } from './layers-scene.js';
import { takeoverInWords } from './reading.js';
import { summaryScene } from './summary-scene.js';
import { FEW, TOPICS } from './summary.js';

/** @typedef {import('../../scene/items.js').Item} Item */
/** @typedef {import('../export/measure.js').Measure} Measure */
/** @typedef {import('./types.js').ByLayer} ByLayer */
/** @typedef {import('../../state/state.js').State} State */

/**
 * What the page shows.
 * @typedef {object} Shown
 * @property {string} text
 * @property {string} name  of the model and the corpus
 * @property {string | null} license  of the corpus
 * @property {string} sentence  that reads the answer
 * @property {string} nearness
 * @property {import('./types.js').Search} search
 * @property {Record<'embedding' | 'context', ByLayer | null>} layers
 */

const MARGIN = 28;
const GUTTER = 40;
const WIDTH = 2 * SIZE.width + GUTTER;
const BARS = 360;
/** Lines of the concordance that paper has room for, and letters on each side. */
const LINES = 15;
const ROOM = 62;
const LINE = 19;

/** @typedef {{ items: Item[], height: number }} Block */

/** @param {string} text @param {number} width @param {{ size: number, face: 'serif' | 'sans', italic?: boolean, weight?: number, fill?: 'ink' | 'quiet' }} style @param {Measure} measure @returns {Block} */
function written(text, width, style, measure) {
  const step = Math.max(17, style.size * 1.35);
  const lines = broken(text, (part) => measure(part, style.size, style.face) <= width);
  const items = lines.map((line, i) => /** @type {Item} */ ({ kind: 'text', x: 0, y: 8 + i * step, text: line, anchor: 'start', fill: 'ink', ...style }));
  return { items, height: lines.length * step };
}

/** Blocks one below the other. @param {(Block | number)[]} blocks  a number is room @returns {Block} */
function stacked(blocks) {
  let y = 0;
  /** @type {Item[]} */
  const items = [];
  for (const block of blocks) {
    if (typeof block !== 'number') items.push(...shifted(block.items, 0, y));
    y += typeof block === 'number' ? block : block.height;
  }
  return { items, height: y };
}

/** Blocks beside each other. @param {Block[]} blocks @param {number} step  from the left of one to the next @returns {Block} */
const beside = (blocks, step) => ({ items: blocks.flatMap(({ items }, i) => shifted(items, i * step, 0)), height: Math.max(0, ...blocks.map(({ height }) => height)) });

/** @param {import('../../attention/reading.js').Part[]} parts */
const plain = (parts) => parts.map((part) => (typeof part === 'string' ? part : part.quote)).join('');

const TITLE = /** @type {const} */ ({ size: 13, face: 'sans', weight: 600 });
const NOTE = /** @type {const} */ ({ size: 11.5, face: 'sans', fill: 'quiet' });

/** @param {Shown} shown @param {State} state @param {Measure} measure */
const charts = ({ layers }, { by, layer }, measure) =>
  /** @type {const} */ (['embedding', 'context']).flatMap((kind) => {
    const answer = layers[kind];
    if (!answer) return [];
    const scene = layersScene(answer.layers, { ...SIZE, layer: by === kind ? layer : null });
    return [stacked([written(TITLES[kind], SIZE.width, TITLE, measure), written(plain(takeoverInWords(answer)), SIZE.width, { size: 14, face: 'serif' }, measure), 4, scene])];
  });

/** @param {Shown} shown @param {Measure} measure @returns {Block} */
function bars({ search: { summary } }, measure) {
  const blocks = TOPICS.filter(([topic]) => summary[topic].length).map(([topic, title]) =>
    stacked([written(title, BARS, TITLE, measure), 2, summaryScene(summary[topic].slice(0, FEW), BARS), 18]),
  );
  const rows = Array.from({ length: Math.ceil(blocks.length / 3) }, (_, i) => beside(blocks.slice(3 * i, 3 * i + 3), (WIDTH + GUTTER) / 3));
  return stacked(rows);
}

/** The nearest places, the matches under each other. @param {Shown} shown @param {Measure} measure @returns {Block} */
function lines({ search: { hits } }, measure) {
  const most = Math.max(0, ...hits.slice(0, LINES).map((hit) => measure(concordance(hit, ROOM).match.text, 14, 'serif')));
  const middle = WIDTH / 2 - most / 2;
  const items = hits.slice(0, LINES).flatMap((hit, i) => {
    const { before, match, after, cut } = concordance(hit, ROOM);
    const of = (/** @type {import('./kwic.js').Piece[]} */ pieces) => pieces.map(({ gap, text }) => gap + text).join('');
    const y = 10 + i * LINE;
    const text = (/** @type {Partial<Item> & { x: number, text: string, anchor: 'start' | 'end' }} */ one) =>
      /** @type {Item} */ ({ kind: 'text', y, face: 'serif', size: 14, fill: 'ink', ...one });
    return [
      text({ x: 0, text: hit.score.toFixed(3), anchor: 'start', face: 'sans', size: 11, fill: 'quiet' }),
      text({ x: middle - 8, text: `${cut.before ? '… ' : ''}${of(before)}`.trim(), anchor: 'end' }),
      text({ x: middle, text: match.text, anchor: 'start', fill: 'accent' }),
      text({ x: middle + most + 8, text: `${of(after)}${cut.after ? ' …' : ''}`.trim(), anchor: 'start' }),
    ];
  });
  return { items, height: Math.min(LINES, hits.length) * LINE };
}

/**
 * The answer as one figure, for paper.
 * @param {Shown} shown @param {State} state @param {Measure} measure @returns {import('../export/files.js').Figure}
 */
export function corpusFigure(shown, state, measure) {
  const caption = [shown.nearness, 'Bars: share of the neighbours with its 95 % interval; tick: share in the corpus; ● and colour: more or fewer than chance gives.', ...changesOf(state), shown.license ? `Corpus: ${shown.license}.` : ''];
  const page = stacked([
    written(shown.name, WIDTH, TITLE, measure),
    written(shown.text, WIDTH, { size: 18, face: 'serif', italic: true }, measure),
    6,
    written(shown.sentence, WIDTH, { size: 15, face: 'serif' }, measure),
    18,
    beside(charts(shown, state, measure), SIZE.width + GUTTER),
    18,
    bars(shown, measure),
    6,
    lines(shown, measure),
    16,
    written(caption.filter(Boolean).join(' '), WIDTH, NOTE, measure),
  ]);
  return { items: shifted(page.items, MARGIN, MARGIN), width: WIDTH + 2 * MARGIN, height: page.height + 2 * MARGIN, title: `${shown.name}: ${shown.sentence}` };
}
