import { paletteOf } from '../../scene/canvas.js';
import { sheet } from '../../scene/sheet.js';
import { once } from '../../once.js';
import { h, say } from '../../ui/dom.js';
import { failure } from '../../ui/states.js';
import { instead } from './making.js';
import { evidenceOf, keyOf } from './labels.js';
import { mapItems, mapLayout, mapSentence } from './map-scene.js';

/** @typedef {import('../../store.js').Store} Store */
/** @typedef {import('../../types.js').Model} Model */
/** @typedef {import('./desk.js').Desk} Desk */
/** @typedef {import('./map-scene.js').Layout} Layout */
/** @typedef {import('./map-scene.js').Point} Point */
/** @typedef {import('./types.js').HeadTable} HeadTable */

const LEGEND = 'Root of the Jensen–Shannon divergence, by classical scaling · names: relations that a head is best at';

const NOTHING = 'The map shows which heads do the same, once they are measured on a corpus.';

/** @param {Point} point */
const inWords = (point) => `Layer ${point.layer}, head ${point.head}${point.labels.length ? `: ${evidenceOf(point.labels)}` : ': no label'}`;

/** The point that lies next in a direction. @param {Point[]} points @param {number} at @param {number} dx @param {number} dy */
export function neighbour(points, at, dx, dy) {
  const from = points[at];
  let [best, cost] = [at, Infinity];
  points.forEach(({ x, y }, i) => {
    const along = (x - from.x) * dx + (y - from.y) * dy;
    const aside = Math.abs((x - from.x) * dy) + Math.abs((y - from.y) * dx);
    if (i !== at && along > 0.01 && along + 2 * aside < cost) [best, cost] = [i, along + 2 * aside];
  });
  return best;
}

/** @type {Record<string, [number, number]>} */
const STEPS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

/**
 * All heads in a plane, those that do the same near each other; choosing one opens it as arcs.
 * @param {Store} store @param {Model[]} models @param {(id: string) => string} own
 */
export function headMap(store, models, own) {
  const canvas = h('canvas', { 'aria-hidden': 'true' });
  const heads = h('div', { className: 'head-buttons', role: 'toolbar', 'aria-label': 'Heads' });
  const label = h('p', { className: 'legend', id: own('legend') }, LEGEND);
  const field = h('div', { className: 'overview head-map', id: own('map') }, canvas, heads);
  const other = h('div', { className: 'map-instead' });
  const element = h('div', { className: 'figure' }, label, field, other);
  const base = sheet(canvas);
  /** @type {{ table: HeadTable, labels: Map<string, import('./labels.js').Label[]>, corpus: string } | null} */
  let shown = null;
  /** @type {Layout | null} */
  let layout = null;
  let home = 0;
  let width = 0;
  const layOut = once((/** @type {HeadTable} */ table, /** @type {Map<string, import('./labels.js').Label[]>} */ labels, /** @type {number} */ width) => mapLayout(table, labels, width));
  const insteadOf = once((/** @type {Desk} */ desk, /** @type {number} */ _, /** @type {string | null} */ __, /** @type {Model} */ model) => instead(desk, store, models, model, 'heads'));
  const failed = once(failure);

  function draw() {
    if (!shown || !width) return;
    layout = layOut(shown.table, shown.labels, width);
    const { points, radius, height } = layout;
    field.style.height = `${height}px`;
    base.draw(mapItems(layout), { left: 0, top: 0, width, height }, paletteOf(field));
    if (heads.childElementCount !== points.length) heads.replaceChildren(...points.map(() => h('button', { type: 'button', tabIndex: -1 })));
    const { layer, heads: chosen } = store.get().state;
    const current = chosen?.length === 1 ? `${layer}.${chosen[0]}` : '';
    points.forEach((point, i) => {
      const button = /** @type {HTMLButtonElement} */ (heads.children[i]);
      button.style.translate = `${point.x - radius - 3}px ${point.y - radius - 3}px`;
      button.style.width = button.style.height = `${2 * radius + 6}px`;
      button.dataset.head = keyOf(point);
      button.ariaLabel = button.title = inWords(point);
      button.tabIndex = i === home ? 0 : -1;
      button.classList.toggle('current', keyOf(point) === current);
    });
  }

  /** @param {Event} event @returns {number} -1: none */
  const indexOf = (event) => [...heads.children].indexOf(/** @type {Element} */ (event.target));
  heads.addEventListener('click', (event) => {
    const point = layout?.points[indexOf(event)];
    if (point) store.change({ view: 'arcs', layer: point.layer, heads: [point.head] });
  });
  heads.addEventListener('keydown', (event) => {
    const [i, step] = [indexOf(event), STEPS[event.key]];
    if (!step || i < 0 || !layout) return;
    event.preventDefault();
    /** @type {HTMLElement} */ (heads.children[home]).tabIndex = -1;
    home = neighbour(layout.points, i, ...step);
    const next = /** @type {HTMLElement} */ (heads.children[home]);
    next.tabIndex = 0;
    next.focus();
  });
  for (const type of ['pointerover', 'focusin'])
    heads.addEventListener(type, (event) => {
      const point = layout?.points[indexOf(event)];
      say(label, point ? inWords(point) : LEGEND);
    });
  heads.addEventListener('pointerleave', () => say(label, LEGEND));
  new ResizeObserver(([{ contentRect }]) => {
    width = Math.round(contentRect.width);
    draw();
  }).observe(field);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);

  /** @param {Desk} desk @param {import('../../state/state.js').State} state @param {Model} model @returns {string} the picture's sentence */
  function render(desk, state, model) {
    const { table, labels, corpus, problem } = desk.known(state, model);
    const why = insteadOf(desk, desk.works.version(), state.corpus, model) ?? (problem ? [failed(problem, desk.retry)] : null);
    shown = table && labels && corpus ? { table, labels, corpus: corpus.name } : null;
    field.hidden = label.hidden = !shown;
    if (why ? other.firstChild !== why[0] : other.firstChild) other.replaceChildren(...(why ?? []));
    if (!shown) return NOTHING;
    draw();
    return mapSentence(layOut(shown.table, shown.labels, width || 720), shown.corpus);
  }
  return { element, render };
}
