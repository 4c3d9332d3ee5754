import { h, say } from '../ui/dom.js';
import { arcCanvas } from './arcs.js';
import { headCells } from './headcells.js';
import { legendOf } from './legend.js';
import { edgeTable } from './table.js';
import { tokenColumn } from './tokens.js';

/** @typedef {import('./picture.js').Picture} Picture */
/** @typedef {import('../store.js').Store} Store */
/** @typedef {import('./actions.js').Actions} Actions */

const ROW = 26;
const GAP = 14;

/** Where things lie for a plot of this width. @param {number} width @param {number} heads @param {number} rows */
function frameOf(width, heads, rows) {
  const cell = Math.max(4, Math.min(9, Math.floor((width * 0.17) / heads)));
  const label = Math.round(Math.max(88, Math.min(150, width * 0.19)));
  const inset = cell * heads + GAP + label + 6;
  return { row: ROW, width, height: rows * ROW, cell, label, left: inset, right: width - inset };
}

/** @typedef {ReturnType<typeof tokenColumn>} Column */

/** An arrow key leads to the same row of the other column. @param {Column} column @param {Column} other @param {string} key */
function crossOver(column, other, key) {
  column.element.addEventListener('keydown', (event) => {
    if (event.key !== key) return;
    event.preventDefault();
    other.focusRow(column.home());
  });
}

/** @param {number | null} head  hovered */
const which = (head) => (head === null ? 'by head' : `head ${head}`);

/** Two columns of tokens with arcs between them, heads at the sides. @param {Store} store @param {Actions} actions */
export function figure(store, actions) {
  const from = tokenColumn('from', 'Tokens that look', store, actions);
  const to = tokenColumn('to', 'Tokens that are looked at', store, actions);
  const canvas = h('canvas', { 'aria-hidden': 'true' });
  const left = headCells('left', store, actions);
  const right = headCells('right', store, actions);
  const heading = { left: h('span'), right: h('span') };
  const headings = h(
    'div',
    { className: 'headings', 'aria-hidden': 'true' },
    heading.left,
    h('span', { className: 'from' }, 'from'),
    h('span', { className: 'to' }, 'to'),
    heading.right,
  );
  const plot = h('div', { className: 'plot', id: 'plot' }, canvas, left.element, from.element, to.element, right.element);
  const legend = h('p', { className: 'legend', id: 'legend' });
  const table = edgeTable();
  const element = h('div', { className: 'figure' }, legend, headings, plot, table.element);
  const arcs = arcCanvas(canvas, plot);
  /** @type {{ picture: Picture, head: number | null } | null} */
  let shown = null;
  let width = 0;

  crossOver(from, to, 'ArrowRight');
  crossOver(to, from, 'ArrowLeft');

  function draw() {
    if (!shown || !width) return;
    const { picture, head } = shown;
    const frame = frameOf(width, picture.attention.heads, picture.units.length);
    const sizes = { row: ROW, height: frame.height, cells: frame.cell * picture.attention.heads, label: frame.label };
    for (const [name, px] of Object.entries(sizes)) element.style.setProperty(`--${name}`, `${px}px`);
    const hidden = arcs.draw(picture, frame, head);
    legend.replaceChildren(...legendOf(picture, store.get().state, hidden));
  }
  new ResizeObserver(([{ contentRect }]) => {
    width = Math.round(contentRect.width);
    draw();
  }).observe(plot);
  addEventListener(
    'scroll',
    () => {
      if (shown && arcs.left(shown.picture.units.length * ROW)) draw();
    },
    { passive: true },
  );
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);

  /** @param {Picture} picture @param {number | null} head */
  function render(picture, head) {
    shown = { picture, head };
    from.render(picture);
    to.render(picture);
    left.render(picture);
    right.render(picture);
    say(heading.left, `${picture.cells.leftIs}, ${which(head)}`);
    say(heading.right, `${picture.cells.rightIs}, ${which(head)}`);
    draw();
    table.render(picture);
  }
  return { element, render };
}
