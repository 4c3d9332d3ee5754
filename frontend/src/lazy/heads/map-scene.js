import { HABITS, keyOf } from './labels.js';
import { scaled } from './mds.js';

/** @typedef {import('./types.js').HeadTable} HeadTable */
/** @typedef {import('./types.js').Habit} Habit */
/** @typedef {import('./labels.js').Label} Label */
/** @typedef {import('../../scene/items.js').Item} Item */
/** @typedef {{ layer: number, head: number, x: number, y: number, labels: Label[] }} Point */

/** How large points are, how far from the edge, and how tall the plane may be against its width: a phone has room below. */
const WIDE = { radius: 6.5, margin: 34, tallest: 0.6 };
const NARROW = { radius: 4.5, margin: 14, tallest: 1.05 };
/** Below this width, in px, it is a phone. */
const PHONE = 480;
const KEY = 56;
/** Letters of names and of the key, about so wide. */
const LETTER = 6.8;
const KEY_LETTER = 5.9;
const LINE = 13;

/** The strength of the first layer's colour; the last one's is 1. */
const FAINTEST = 0.12;

/** Corners around the middle of a shape of radius 1. @param {number} corners @param {number} turn  of a whole turn */
const polygon = (corners, turn) => Array.from({ length: corners }, (_, i) => 2 * Math.PI * (i / corners + turn)).flatMap((angle) => [Math.cos(angle), Math.sin(angle)]);

const CROSS = [-0.35, -1, 0.35, -1, 0.35, -0.35, 1, -0.35, 1, 0.35, 0.35, 0.35, 0.35, 1, -0.35, 1, -0.35, 0.35, -1, 0.35, -1, -0.35, -0.35, -0.35];

/** A shape for each habit; heads without one are round. @type {Record<Habit | 'none', number[]>} */
const SHAPES = {
  none: polygon(20, 0),
  previous: polygon(3, 0.5),
  next: polygon(3, 0),
  self: polygon(5, -0.25),
  special: polygon(4, 0.125),
  punctuation: polygon(4, 0),
  same_word: CROSS,
  broad: polygon(6, 0),
};

/** @param {Label[]} labels @returns {Habit | 'none'} */
const habitOf = (labels) => labels.find(({ habit }) => habit)?.habit ?? 'none';

/** @param {number} layer @param {number} layers */
const strength = (layer, layers) => (layers < 2 ? 1 : FAINTEST + ((1 - FAINTEST) * (layer - 1)) / (layers - 1));

/** One head: the fuller, the later its layer. @param {number} x @param {number} y @param {Habit | 'none'} habit @param {number} full @param {number} [radius]  px @returns {Item[]} */
function shape(x, y, habit, full, radius = WIDE.radius) {
  const points = SHAPES[habit].map((at, i) => (i % 2 ? y : x) + radius * at);
  return [
    { kind: 'path', points, fill: 'paper', opacity: 1 },
    { kind: 'path', points, fill: 'arc', opacity: full },
    { kind: 'path', points: [...points, ...points.slice(0, 4)], stroke: 'arc', width: 1.25, opacity: 0.9 },
  ];
}

/**
 * Where every head lies in the plane: near what it is like.
 * @param {HeadTable} table @param {Map<string, Label[]>} labels @param {number} width  px
 */
export function mapLayout({ heads, divergence }, labels, width) {
  const { points, kept } = scaled(divergence);
  const [xs, ys] = [0, 1].map((axis) => points.map((point) => point[axis]));
  const spans = [xs, ys].map((all) => ({ low: Math.min(...all), span: Math.max(...all) - Math.min(...all) || 1 }));
  const { radius, margin, tallest } = width < PHONE ? NARROW : WIDE;
  // One scale for both axes: distances are what the picture is of.
  const scale = Math.min((width - 2 * margin) / spans[0].span, (tallest * width - 2 * margin) / spans[1].span);
  const left = (width - scale * spans[0].span) / 2;
  const place = (/** @type {number} */ i) => ({ x: left + scale * (xs[i] - spans[0].low), y: margin + scale * (ys[i] - spans[1].low) });
  const all = heads.map(({ layer, head }, i) => /** @type {Point} */ ({ layer, head, ...place(i), labels: labels.get(keyOf({ layer, head })) ?? [] }));
  const plane = 2 * margin + scale * spans[1].span;
  return { points: all, kept, radius, layers: Math.max(...heads.map(({ layer }) => layer)), width, plane, height: plane + KEY };
}

/** @typedef {ReturnType<typeof mapLayout>} Layout */

/** @param {Layout} layout @returns {Item[]} */
export function mapItems({ points, radius, layers, width, plane }) {
  const drawn = points.flatMap(({ x, y, layer, labels }) => shape(x, y, habitOf(labels), strength(layer, layers), radius));
  return [...drawn, ...names(points, radius, width), ...key(points, layers, width, plane)];
}

/** The relations that heads are best at, where there is room. @param {Point[]} points @param {number} radius @param {number} width @returns {Item[]} */
function names(points, radius, width) {
  const taken = points.map(({ x, y }) => ({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }));
  return points.flatMap(({ x, y, labels }) => {
    const relation = labels.find((label) => label.relation)?.name;
    if (!relation) return [];
    const long = LETTER * relation.length;
    const sides = /** @type {const} */ ([
      { x: x + radius + 4, y, anchor: 'start', left: x + radius + 1 },
      { x: x - radius - 4, y, anchor: 'end', left: x - radius - 5 - long },
      { x, y: y - radius - 8, anchor: 'middle', left: x - long / 2 },
      { x, y: y + radius + 8, anchor: 'middle', left: x - long / 2 },
    ]);
    const boxOf = (/** @type {typeof sides[number]} */ side) => ({ left: side.left, right: side.left + long + 4, top: side.y - LINE / 2, bottom: side.y + LINE / 2 });
    const free = (/** @type {ReturnType<typeof boxOf>} */ box) => box.left >= 0 && box.right <= width && !taken.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom);
    const side = sides.find((one) => free(boxOf(one)));
    if (!side) return [];
    taken.push(boxOf(side));
    return [/** @type {Item} */ ({ kind: 'text', x: side.x, y: side.y, text: relation, face: 'sans', size: 11, weight: 600, anchor: side.anchor, fill: 'ink' })];
  });
}

/** What shapes and colours mean. @param {Point[]} points @param {number} layers @param {number} width @param {number} top @returns {Item[]} */
function key(points, layers, width, top) {
  const there = new Set(points.map(({ labels }) => habitOf(labels)));
  const habits = /** @type {(Habit | 'none')[]} */ (Object.keys(SHAPES)).filter((habit) => there.has(habit));
  const entries = [
    ...habits.map((habit) => ({ items: (/** @type {number} */ x, /** @type {number} */ y) => shape(x, y, habit, 0.5), text: habit === 'none' ? 'no habit' : HABITS[habit][0] })),
    ...[...new Set([1, layers])].map((layer) => ({ items: (/** @type {number} */ x, /** @type {number} */ y) => shape(x, y, 'none', strength(layer, layers)), text: `layer ${layer}` })),
  ];
  let [x, y] = [WIDE.radius + 2, top + 8];
  return entries.flatMap(({ items, text }) => {
    const long = KEY_LETTER * text.length + 36;
    if (x + long > width) [x, y] = [WIDE.radius + 2, y + 22];
    const made = [...items(x, y), /** @type {Item} */ ({ kind: 'text', x: x + 13, y, text, face: 'sans', size: 11, anchor: 'start', fill: 'quiet' })];
    x += long;
    return made;
  });
}

/** The picture's sentence. @param {Layout} layout @param {string} corpus */
export const mapSentence = ({ points, kept }, corpus) =>
  `${points.length} heads, the nearer the more alike on ${corpus}; a plane shows ${Math.round(100 * kept)} % of that.`;
