import { decimal } from '../attention/reading.js';
import { levelOf } from '../scene/items.js';

/** @typedef {import('../types.js').Overview} Overview */
/** @typedef {import('../types.js').HeadSummary} HeadSummary */
/** @typedef {import('../state/state.js').Measure} Measure */
/** @typedef {import('../scene/items.js').Item} Item */
/** @typedef {{ layer: number, head: number, value: number | null, label: import('./heads/labels.js').Label | null, x: number, y: number }} Place  of a head, numbers from 1 */

/** Room for the names of layers, and between heads, in px. */
const NAMES = 58;
const GAP = 8;
const LINE = 15;
const LARGEST = 62;
/** A letter of a label, about so wide. */
const LETTER = 5.9;
/** A head with its name and value beneath. */
const LEGIBLE = 36;

/** What the overview can colour and sort by. @type {Record<Exclude<Measure, 'none'>, string>} */
export const MEASURES = {
  entropy: 'Entropy (0 to 1)',
  distance: 'Distance (tokens)',
  previous: 'Share on the token before',
  next: 'Share on the token after',
  self: 'Share on itself',
  special: 'Share on special tokens',
};

/** @param {Overview} overview @param {number} layer @param {number} head @param {Measure} measure @returns {number | null} */
function valueOf({ summary }, layer, head, measure) {
  return summary && measure !== 'none' ? summary[layer - 1][head - 1][measure] : null;
}

/**
 * Where every head lies: a row for each layer, or all of them by falling value.
 * @param {Overview} overview @param {number} width  px @param {Measure} measure @param {boolean} sorted
 * @param {import('../ui/controls.js').Labels} [labels]  what was measured of heads
 */
export function layoutOf(overview, width, measure, sorted, labels = null) {
  const { layers, heads } = overview;
  const fitting = Math.min(LARGEST, Math.floor((width - NAMES) / heads) - GAP);
  const thumb = Math.max(sorted ? LEGIBLE : 14, fitting);
  const step = { x: thumb + GAP, y: thumb + GAP + (measure === 'none' ? 0 : LINE) + (sorted ? LINE : 0) + (labels ? LINE : 0) };
  /** @type {Place[]} */
  const places = [];
  for (let layer = 1; layer <= layers; layer++)
    for (let head = 1; head <= heads; head++)
      places.push({ layer, head, value: valueOf(overview, layer, head, measure), label: labels?.get(`${layer}.${head}`)?.[0] ?? null, x: 0, y: 0 });
  if (sorted) places.sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const columns = sorted ? Math.max(1, Math.floor((width + GAP) / step.x)) : heads;
  places.forEach((place, i) => {
    place.x = (sorted ? 0 : NAMES) + (i % columns) * step.x;
    place.y = (sorted ? 0 : LINE + 5) + Math.floor(i / columns) * step.y;
  });
  const rows = Math.ceil(places.length / columns);
  return { places, thumb, columns, sorted, height: (places[0]?.y ?? 0) + rows * step.y };
}

/** @typedef {ReturnType<typeof layoutOf>} Layout */

/** @param {Overview} overview @param {Layout} layout @returns {Item[]} */
export function overviewItems(overview, layout) {
  const most = Math.max(...layout.places.map(({ value }) => value ?? 0)) || 1;
  return [...(layout.sorted ? [] : headings(layout)), ...layout.places.flatMap((place) => headItems(overview, place, layout, most))];
}

/** Head numbers above, layer numbers at the left. @param {Layout} layout @returns {Item[]} */
function headings({ places, thumb, columns }) {
  const common = /** @type {const} */ ({ kind: 'text', face: 'sans', size: 11, fill: 'quiet' });
  return [
    ...places
      .slice(0, columns)
      .map(({ head, x }) => /** @type {Item} */ ({ ...common, x: x + thumb / 2, y: 8, text: `${head}`, anchor: 'middle' })),
    ...places
      .filter(({ head }) => head === 1)
      .map(({ layer, y }) => /** @type {Item} */ ({ ...common, x: 0, y: y + thumb / 2, text: `Layer ${layer}`, anchor: 'start' })),
  ];
}

/** @param {Overview} overview @param {Place} place @param {Layout} layout @param {number} most @returns {Item[]} */
function headItems({ heads, size, weights }, { layer, head, value, label, x, y }, { thumb, sorted }, most) {
  const start = ((layer - 1) * heads + head - 1) * size * size;
  const own = weights.subarray(start, start + size * size);
  const largest = own.reduce((a, b) => Math.max(a, b), 1);
  const levels = Uint8Array.from(own, (weight) => levelOf(weight, largest));
  const words = [...(sorted ? [`${layer}.${head}`] : []), ...(value === null ? [] : [decimal(value)])];
  const room = { x: x + thumb / 2, y: y + thumb + 9 + words.length * (LINE - 2) };
  return [
    { kind: 'box', x, y, width: thumb, height: thumb, fill: 'line', opacity: 0.55 },
    ...(value === null
      ? []
      : [/** @type {Item} */ ({ kind: 'box', x, y, width: thumb, height: thumb, fill: 'arc', opacity: (0.6 * value) / most })]),
    { kind: 'grid', x, y, cell: thumb / size, columns: size, levels, fill: 'ink' },
    ...words.map(
      (text, i) =>
        /** @type {Item} */ ({
          kind: 'text',
          x: x + thumb / 2,
          y: y + thumb + 9 + i * (LINE - 2),
          text,
          face: 'sans',
          size: 10.5,
          anchor: 'middle',
          fill: i === words.length - 1 && value !== null ? 'ink' : 'quiet',
        }),
    ),
    ...(label ? [labelItem(label, room, thumb)] : []),
  ];
}

/** The label of a head, as much of it as fits. @param {import('./heads/labels.js').Label} label @param {{ x: number, y: number }} at @param {number} thumb @returns {Item} */
function labelItem({ name, short, share, relation }, at, thumb) {
  const texts = relation ? [`${name} ${Math.round(100 * share)} %`, name, short] : [name, short];
  const text = texts.find((one) => LETTER * one.length <= thumb + 2) ?? short;
  return { kind: 'text', ...at, text, face: 'sans', size: 10, weight: relation ? 600 : 400, anchor: 'middle', fill: relation ? 'accent' : 'quiet' };
}

/** A head in words. @param {Overview} overview @param {{ layer: number, head: number }} place */
export function headInWords({ summary }, { layer, head }) {
  const name = `Layer ${layer}, head ${head}`;
  if (!summary) return name;
  const { entropy, distance, previous, next, self, special } = summary[layer - 1][head - 1];
  const shares = { 'the token before': previous, 'the token after': next, itself: self, 'special tokens': special };
  const [most, share] = Object.entries(shares).sort(([, a], [, b]) => b - a)[0];
  return `${name}: ${Math.round(share * 100)} % on ${most}, entropy ${entropy.toFixed(2)}, mean distance ${distance.toFixed(1)}`;
}

/** The picture's sentence. @param {Overview} overview @param {Measure} measure */
export function overviewSentence(overview, measure) {
  const { layers, heads } = overview;
  if (measure === 'none' || !overview.summary) return `${layers} layers of ${heads} heads: choose one to see it as arcs.`;
  const { places } = layoutOf(overview, 800, measure, true);
  const name = MEASURES[measure].replace(/ \(.*/, '');
  const first = places[0];
  return `${name} is largest at layer ${first.layer}, head ${first.head} (${decimal(first.value ?? 0)}).`;
}
