import { courseOf, labelsOf, runsOf, takeover } from './layers.js';

/** @typedef {import('./types.js').LayerShares} LayerShares */
/** @typedef {import('../../scene/items.js').Item} Item */
/** @typedef {import('../../scene/items.js').Colour} Colour */

const LEFT = 50;
const RIGHT = 16;
const TOP = 22;
const BOTTOM = 24;
/** Lines that can be told apart. */
const LINES = 6;
/** Labels keep this far from each other, in px. */
const APART = 13;
/** A line that never comes higher has no name: it is one of the rest. */
const NAMED = 0.1;

/** A dot, by the corners around its middle. */
const DOT = [-2.5, 0, 0, -2.5, 2.5, 0, 0, 2.5];

/** How a line looks, by its colour. @type {Partial<Record<Colour, { width: number, opacity: number }>> & { plus: { width: number, opacity: number } }} */
const LOOK = { plus: { width: 2.5, opacity: 1 }, ink: { width: 1.5, opacity: 0.85 }, quiet: { width: 1.25, opacity: 0.5 } };

/** The axis ends at a round share above all that is drawn. @param {number} most  0..1 */
const ceiling = (most) => [0.25, 0.5, 0.75].find((top) => most <= top) ?? 1;

/** @param {number} layers  how many columns @param {number} width */
const columnsOf = (layers, width) => (/** @type {number} */ i) => LEFT + (layers < 2 ? 0 : (i * (width - LEFT - RIGHT)) / (layers - 1));

/** The layer that a point of the chart means. @param {LayerShares[]} layers @param {number} width @param {number} x @returns {number} */
export function layerAt(layers, width, x) {
  const column = columnsOf(layers.length, width);
  const far = layers.map((_, i) => Math.abs(column(i) - x));
  return layers[far.indexOf(Math.min(...far))].layer;
}

/**
 * How the shares of labels among the neighbours change from layer to layer: a
 * line for each label, the one that leads in the end and the one that led at
 * first in colour, others that ever led dark; its share in the whole corpus dashed.
 * @param {LayerShares[]} layers  ascending, at least one @param {{ width: number, height: number, layer: number | null }} look  `layer` is marked
 * @returns {{ items: Item[], width: number, height: number }}
 */
export function layersScene(layers, { width, height, layer }) {
  const labels = labelsOf(layers, LINES);
  const courses = labels.map((label) => courseOf(layers, label));
  const probed = layers.flatMap(({ probe }) => (probe ? [probe.probability] : []));
  const top = ceiling(Math.max(0, ...probed, ...courses.flat().map(({ share }) => share)));
  const x = columnsOf(layers.length, width);
  const y = (/** @type {number} */ share) => TOP + (1 - share / top) * (height - TOP - BOTTOM);
  const end = takeover(layers);
  const leaders = runsOf(layers).map(({ label }) => label);
  /** @param {string} label @returns {Colour} */
  const colourOf = (label) => (label === end?.label ? 'plus' : label === leaders[0] ? 'minus' : leaders.includes(label) ? 'ink' : 'quiet');
  /** @type {Item[]} */
  const items = [];
  const marked = layers.findIndex((at) => at.layer === layer);
  if (marked >= 0) items.push({ kind: 'path', points: [x(marked), TOP - 6, x(marked), height - BOTTOM], stroke: 'cell-off', width: 14, opacity: 0.35 });
  for (const share of [0, top / 2, top]) {
    items.push({ kind: 'path', points: [LEFT - 6, y(share), width - RIGHT + 6, y(share)], stroke: 'line', width: 1, opacity: 1 });
    items.push({ kind: 'text', x: LEFT - 12, y: y(share), text: `${Math.round(share * 100)} %`, face: 'sans', size: 11, anchor: 'end', fill: 'quiet' });
  }
  layers.forEach((at, i) =>
    items.push({ kind: 'text', x: x(i), y: height - 10, text: String(at.layer), face: 'sans', size: 11, weight: at.layer === end?.first || at.layer === layer ? 600 : 400, anchor: 'middle', fill: at.layer === end?.first ? 'accent' : 'quiet' }),
  );
  if (end) items.push({ kind: 'path', points: [x(0), y(end.base), x(layers.length - 1), y(end.base)], stroke: 'plus', width: 1, dash: 3, opacity: 0.7 });
  const lines = labels.map((label, l) => ({ label, colour: colourOf(label), points: courses[l].flatMap(({ share }, i) => [x(i), y(share)]) })).reverse();
  for (const { points, colour } of lines) {
    const { width, opacity } = LOOK[colour] ?? LOOK.plus;
    items.push({ kind: 'path', points: points.length > 2 ? points : [...points, points[0] + 1, points[1]], stroke: colour, width, opacity });
  }
  const named = lines.reverse().filter((_, l) => Math.max(...courses[l].map(({ share }) => share)) >= NAMED);
  return { items: [...items, ...names(named, width), ...probeItems(layers, x, y)], width, height };
}

/**
 * What the probe of each layer says of the token itself: a dotted line at its probability, named where it says something
 * else than at the layer before.
 * @param {LayerShares[]} layers @param {(i: number) => number} x @param {(share: number) => number} y @returns {Item[]}
 */
function probeItems(layers, x, y) {
  const at = layers.flatMap(({ probe }, i) => (probe ? [{ i, probe }] : []));
  if (!at.length) return [];
  const points = at.flatMap(({ i, probe }) => [x(i), y(probe.probability)]);
  const dots = at.map(({ i, probe }) => /** @type {Item} */ ({ kind: 'path', points: DOT.map((far, c) => far + (c % 2 ? y(probe.probability) : x(i))), fill: 'cell', opacity: 1 }));
  const news = at.filter(({ probe }, n) => n === 0 || at[n - 1].probe.label !== probe.label);
  const said = news.map(({ i, probe }) => /** @type {Item} */ ({ kind: 'text', x: x(i), y: y(probe.probability) + APART, text: `probe: ${probe.label}`, face: 'sans', size: 11, anchor: i === 0 ? 'start' : i === layers.length - 1 ? 'end' : 'middle', fill: 'cell' }));
  return [...(points.length > 2 ? [/** @type {Item} */ ({ kind: 'path', points, stroke: 'cell', width: 1.5, dash: 2, opacity: 0.9 })] : []), ...dots, ...said];
}

/** Each line's name at its highest point. @param {{ label: string, colour: Colour, points: number[] }[]} lines @param {number} width @returns {Item[]} */
function names(lines, width) {
  /** @type {{ x: number, y: number }[]} */
  const taken = [];
  return lines.map(({ label, colour, points }) => {
    const heights = points.filter((_, i) => i % 2);
    const at = heights.indexOf(Math.min(...heights));
    const x = points[2 * at];
    let y = Math.max(8, heights[at] - 9);
    while (taken.some((other) => Math.abs(other.x - x) < 64 && Math.abs(other.y - y) < APART)) y += APART;
    taken.push({ x, y });
    const anchor = x < 80 ? 'start' : x > width - 80 ? 'end' : 'middle';
    return { kind: 'text', x: anchor === 'start' ? x + 4 : x, y, text: label, face: 'sans', size: 12, weight: colour === 'quiet' ? 400 : 600, anchor, fill: colour };
  });
}
