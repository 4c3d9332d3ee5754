import { paletteOf } from '../scene/canvas.js';
import { sheet } from '../scene/sheet.js';
import { freshId, h, say } from '../ui/dom.js';
import { headTable } from './overview-table.js';
import { evidenceOf } from './heads/labels.js';
import { headInWords, layoutOf, MEASURES, overviewItems } from './overview-scene.js';

/** @typedef {import('../types.js').Overview} Overview */
/** @typedef {import('./overview-scene.js').Layout} Layout */
/** @typedef {import('../state/state.js').State} State */
/** @typedef {import('../ui/controls.js').Labels} Labels */

const LEGEND = 'Rows look, columns are looked at · each head against its own largest weight · special tokens included';

/** @param {import('../store.js').Store} store @param {'measure' | 'order'} key @param {string} name @param {Record<string, string>} values */
function choice(store, key, name, values) {
  const options = Object.entries(values).map(([value, label]) => h('option', { value }, label));
  const select = h('select', { id: freshId(key), onchange: () => store.change({ [key]: select.value }) }, ...options);
  return { select, element: h('label', { className: 'field' }, h('span', {}, name), select) };
}

/**
 * All heads of all layers, small; choosing one opens it as arcs.
 * @param {import('../store.js').Store} store @param {(id: string) => string} own
 */
export function overviewOf(store, own) {
  const measure = choice(store, 'measure', 'Colour by', { none: 'Nothing', ...MEASURES });
  const order = choice(store, 'order', 'Order', { grid: 'Layers', measure: 'Value' });
  const canvas = h('canvas', { 'aria-hidden': 'true' });
  const heads = h('div', { className: 'head-buttons', role: 'toolbar', 'aria-label': 'Heads' });
  const label = h('p', { className: 'legend', id: own('legend') }, LEGEND);
  const field = h('div', { className: 'overview', id: own('overview') }, canvas, heads);
  const table = headTable(own);
  const choices = h('div', { className: 'measures' }, measure.element, order.element);
  const ask = h('button', { type: 'button', className: 'link', onclick: () => store.change({ find: 'relation' }) }, 'Find a head');
  const hint = h('p', { className: 'note' }, 'Heads bear names here once they are measured on a corpus. ', ask, ' says how.');
  const element = h('div', { className: 'figure' }, choices, label, field, table.element, hint);
  const base = sheet(canvas);
  /** @type {{ overview: Overview, state: State, chosen: { layer: number, heads: number[] }, labels: Labels } | null} */
  let shown = null;
  /** @type {Layout | null} */
  let layout = null;
  let home = 0;
  let width = 0;

  /** What it does here, and what was measured of it. @param {Overview} overview @param {{ layer: number, head: number }} place */
  function inWords(overview, place) {
    const own = shown?.labels?.get(`${place.layer}.${place.head}`);
    return `${headInWords(overview, place)}${own ? `. ${evidenceOf(own)}` : ''}`;
  }

  /** @param {Layout} layout @param {Overview} overview */
  function lay({ places, thumb }, overview) {
    if (heads.childElementCount !== places.length)
      heads.replaceChildren(...places.map(() => h('button', { type: 'button', tabIndex: -1 })));
    places.forEach((place, i) => {
      const button = /** @type {HTMLButtonElement} */ (heads.children[i]);
      const { layer, head } = place;
      button.style.translate = `${place.x}px ${place.y}px`;
      button.style.width = button.style.height = `${thumb}px`;
      button.dataset.head = `${layer}.${head}`;
      button.ariaLabel = button.title = inWords(overview, place);
      button.tabIndex = i === home ? 0 : -1;
      const current = shown?.chosen.layer === layer && shown.chosen.heads.length === 1 && shown.chosen.heads[0] === head;
      button.classList.toggle('current', current);
    });
  }

  function draw() {
    if (!shown || !width) return;
    const { overview, state, labels } = shown;
    layout = layoutOf(overview, width, state.measure, state.order === 'measure' && state.measure !== 'none', labels);
    field.style.height = `${layout.height}px`;
    base.draw(overviewItems(overview, layout), { left: 0, top: 0, width, height: layout.height }, paletteOf(field));
    lay(layout, overview);
  }

  /** @param {Event} event @returns {number} -1: none */
  const indexOf = (event) => [...heads.children].indexOf(/** @type {Element} */ (event.target));
  heads.addEventListener('click', (event) => {
    const place = layout?.places[indexOf(event)];
    if (place) store.change({ view: 'arcs', layer: place.layer, heads: [place.head] });
  });
  heads.addEventListener('keydown', (event) => {
    const i = indexOf(event);
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: layout?.columns, ArrowUp: -(layout?.columns ?? 0) }[event.key];
    const next = /** @type {HTMLElement | undefined} */ (step === undefined || i < 0 ? undefined : heads.children[i + step]);
    if (!next) return;
    event.preventDefault();
    /** @type {HTMLElement} */ (heads.children[home]).tabIndex = -1;
    home = i + Number(step);
    next.tabIndex = 0;
    next.focus();
  });
  for (const type of ['pointerover', 'focusin'])
    heads.addEventListener(type, (event) => {
      const place = layout?.places[indexOf(event)];
      say(label, place && shown ? inWords(shown.overview, place) : LEGEND);
    });
  heads.addEventListener('pointerleave', () => say(label, LEGEND));
  new ResizeObserver(([{ contentRect }]) => {
    width = Math.round(contentRect.width);
    draw();
  }).observe(field);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);

  /** @param {Overview} overview @param {State} state @param {{ layer: number, heads: number[] }} chosen @param {Labels} labels */
  function render(overview, state, chosen, labels) {
    shown = { overview, state, chosen, labels };
    choices.hidden = !overview.summary;
    hint.hidden = labels !== null;
    measure.select.value = state.measure;
    order.select.value = state.order;
    order.select.disabled = state.measure === 'none';
    draw();
    table.render(overview, labels);
  }
  return { element, render };
}
