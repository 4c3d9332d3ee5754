import { legendParts } from '../../attention/legend.js';
import { CAP, cellBoxes, frameOf, strokes } from '../../attention/scene.js';
import { shortName } from '../../attention/units.js';
import { valueItems, valueSide } from '../../attention/values.js';
import { cellSize, strongest, heatmapItems } from '../heatmap-scene.js';
import { mapItems, mapLayout, mapSentence } from '../heads/map-scene.js';
import { layoutOf, overviewItems } from '../overview-scene.js';
import { shifted } from '../../scene/items.js';

/** @typedef {import('../../attention/picture.js').Picture} Picture */
/** @typedef {import('../../state/state.js').State} State */
/** @typedef {import('../../types.js').Overview} Overview */
/** @typedef {import('../../types.js').Unit} Unit */
/** @typedef {import('../../scene/items.js').Item} Item */
/** @typedef {{ table: import('../heads/types.js').HeadTable, labels: Map<string, import('../heads/labels.js').Label[]>, corpus: string }} Heads  what was measured of them, and on which corpus */
/** @typedef {{ picture: Picture, state: State, overview: Overview | null, heads: Heads | null, name: string }} Shown  one picture as it is on the page */
/** @typedef {{ items: Item[], width: number, height: number, legend: string[] }} Part */

export const WIDTH = 760;

const LABEL = 96;

/** @param {Unit} unit @param {{ x: number, y: number, anchor: 'start' | 'end', size: number, turn?: number }} at @returns {Item} */
const label = (unit, at) => ({
  kind: 'text',
  text: shortName(unit),
  face: unit.special || unit.masked ? 'sans' : 'serif',
  weight: unit.masked ? 600 : 400,
  fill: unit.special ? 'quiet' : unit.masked || unit.replaced !== null ? 'accent' : 'ink',
  ...at,
  size: unit.special || unit.masked ? Math.min(11, at.size) : at.size,
});

/** @param {Shown} shown @returns {Part} */
function arcs({ picture, state }) {
  const frame = frameOf(WIDTH, picture.attention.heads, picture.units.length);
  const all = { top: 0, bottom: frame.height };
  const { strokes: list, crossing } = strokes(picture.settledEdges, frame, { most: picture.settledMost, ...all, cap: CAP });
  const inset = frame.left - 6 - 8;
  const words = picture.units.flatMap((unit) => {
    const y = (unit.index + 0.5) * frame.row;
    return [
      label(unit, { x: inset, y, anchor: 'end', size: 17 }),
      label(unit, { x: WIDTH - inset, y, anchor: 'start', size: 17 }),
    ];
  });
  const numbers = state.values === 'show' ? valueItems(list, valueSide(picture.locked), all) : [];
  const cells = [
    ...cellBoxes(picture, 'left', frame, all),
    ...shifted(cellBoxes(picture, 'right', frame, all), WIDTH - frame.cell * picture.attention.heads, 0),
  ];
  return {
    items: [...cells, ...words, ...list, ...numbers],
    width: WIDTH,
    height: frame.height,
    legend: legendParts(picture, state, { thing: 'thickest arc', most: picture.settledMost, hidden: crossing - list.length }).concat(
      crossing > list.length ? [`the lightest ${(crossing - list.length).toLocaleString('en')} arcs are not drawn`] : [],
      [`cells: ${picture.cells.leftIs} (left) and ${picture.cells.rightIs} (right), by head`],
    ),
  };
}

/** @param {Shown} shown @returns {Part} */
function heatmap({ picture, state }) {
  const { matrix, units, locked } = picture;
  const cell = cellSize(WIDTH - LABEL, matrix.size);
  const most = state.scale === 'fixed' ? 1 : strongest(matrix);
  const size = Math.min(16, cell * 0.68);
  const words = units.flatMap((unit) => {
    const at = LABEL + (unit.index + 0.5) * cell;
    return [
      label(unit, { x: LABEL - 8, y: at, anchor: 'end', size }),
      label(unit, { x: at, y: LABEL - 8, anchor: 'start', size, turn: -90 }),
    ];
  });
  const cells = heatmapItems(matrix, locked, cell, most, state.values === 'show');
  const side = LABEL + cell * matrix.size;
  return {
    items: [...(cell < 9 ? [] : words), ...shifted(cells, LABEL, LABEL)],
    width: Math.max(side, 420),
    height: side,
    legend: legendParts(picture, state, { thing: 'strongest cell', most }),
  };
}

/** @param {Shown} shown @param {Overview} overview @returns {Part} */
function heads({ state, heads: measured }, overview) {
  const layout = layoutOf(overview, WIDTH, state.measure, state.order === 'measure' && state.measure !== 'none', measured?.labels);
  const legend = ['rows look, columns are looked at', 'each head against its own largest weight', 'special tokens included', ...(measured ? [`labels: measured on ${measured.corpus}`] : [])];
  return { items: overviewItems(overview, layout), width: WIDTH, height: layout.height, legend };
}

/** @param {Heads} heads @returns {Part} */
function map({ table, labels, corpus }) {
  const layout = mapLayout(table, labels, WIDTH);
  const legend = [mapSentence(layout, corpus), 'square root of the Jensen–Shannon divergence, by classical scaling', 'names: relations that a head is best at'];
  return { items: mapItems(layout), width: WIDTH, height: layout.height, legend };
}

/** What one picture of the page looks like on paper. @param {Shown} shown @returns {Part} */
export function partOf(shown) {
  if (shown.state.view === 'overview' && shown.overview) return heads(shown, shown.overview);
  if (shown.state.view === 'map' && shown.heads) return map(shown.heads);
  return shown.state.view === 'heatmap' ? heatmap(shown) : arcs(shown);
}


