import { paletteOf } from '../scene/canvas.js';
import { sheet } from '../scene/sheet.js';
import { h, say } from '../ui/dom.js';
import { headCells } from './headcells.js';
import { legendOf, measured } from './legend.js';
import { pointing } from './pointing.js';
import { CAP, frameOf, strokes } from './scene.js';
import { arcTable } from './table.js';
import { hasLeft, rowsIn, tileOf } from './tile.js';
import { tokenColumn } from './tokens.js';
import { valueItems, valueSide } from './values.js';

/** @typedef {import('./picture.js').Picture} Picture */
/** @typedef {import('../store.js').Store} Store */
/** @typedef {import('./actions.js').Actions} Actions */
/** @typedef {ReturnType<typeof tokenColumn>} Column */
/** @typedef {import('../store.js').Snapshot['hover']} Hover */
/** @typedef {Pick<Picture, 'near' | 'most' | 'shownHeads' | 'specials' | 'sentence'>} Seen  what pointing changes */

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

/**
 * Two columns of tokens with arcs between them, heads at the sides. Cells, arcs
 * and what is only pointed at lie on canvases of their own, so that pointing
 * draws little; what that is the worker finds out (see preview.js), and until
 * it has, what stood there stays.
 * @param {Store} store @param {Actions} actions @param {(id: string) => string} own  names parts within the page
 * @param {(sentence: Picture['sentence'], pointed: boolean) => void} tell  puts the sentence above
 * @param {(heads: number[]) => string} evidence  what was measured of a head that is seen alone
 */
export function figure(store, actions, own, tell, evidence) {
  const from = tokenColumn('from', 'Tokens that look', store, actions);
  const to = tokenColumn('to', 'Tokens that are looked at', store, actions);
  const [arcCanvas, hoverCanvas] = ['arcs-sheet', 'hover-sheet'].map((className) => h('canvas', { className, 'aria-hidden': 'true' }));
  const [arcSheet, hoverSheet] = [arcCanvas, hoverCanvas].map(sheet);
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
  const parts = [left, from, to, right].map((part) => part.element);
  const plot = h('div', { className: 'plot', id: own('plot') }, arcCanvas, hoverCanvas, ...parts);
  const legend = h('p', { className: 'legend', id: own('legend') });
  const table = arcTable(own);
  const element = h('div', { className: 'figure' }, legend, headings, plot, table.element);
  const pointed = pointing(plot, hoverSheet, () => draw(false));
  /** @type {{ picture: Picture, hover: Hover, key: string } | null} */
  let shown = null;
  /** What was asked of the worker last. @type {Hover | null} */
  let asked = null;
  let width = 0;
  let tile = { top: 0, bottom: 0 };
  let palette = paletteOf(plot);
  /** @type {ReturnType<typeof strokes>} */
  let settled = { strokes: [], crossing: 0 };

  crossOver(from, to, 'ArrowRight');
  crossOver(to, from, 'ArrowLeft');

  const frame = () => frameOf(width, shown?.picture.attention.heads ?? 1, shown?.picture.units.length ?? 0);

  /** Where arcs lie. */
  function view() {
    const at = frame();
    return { left: at.left, top: tile.top, width: at.right - at.left, height: tile.bottom - tile.top };
  }

  /** Measures, before anything of the page is changed. @param {Picture} picture @param {boolean} whole */
  function measure(picture, whole) {
    const at = frame();
    tile = whole ? { top: 0, bottom: at.height } : tileOf(plot, at.height);
    palette = paletteOf(plot);
    const sizes = { width, row: at.row, height: at.height, cells: at.cell * picture.attention.heads, label: at.label };
    for (const [name, px] of Object.entries(sizes)) element.style.setProperty(`--${name}`, `${px}px`);
  }

  /** The arcs without what is pointed at. @param {Picture} picture @param {boolean} now */
  function drawArcs(picture, now) {
    settled = strokes(picture.settledEdges, frame(), { most: picture.settledMost, ...tile, cap: CAP });
    const list = settled.strokes;
    const numbers = store.get().state.values === 'show' ? valueItems(list, valueSide(picture.locked), tile) : [];
    if (now) arcSheet.drawNow([...list, ...numbers], view(), palette);
    else arcSheet.draw([...list, ...numbers], view(), palette, () => (plot.dataset.arcs = String(list.length)));
  }

  /** What follows the pointer but the arcs. @param {Picture} picture @param {Seen} seen @param {number} hidden  arcs that the cap left out */
  function follow(picture, seen, hidden) {
    tell(seen.sentence, seen !== picture);
    for (const column of [from, to]) column.mark(seen.near, rowsIn(tile, frame().row));
    legend.replaceChildren(...legendOf({ ...seen, model: picture.model }, store.get().state, { thing: 'thickest arc', hidden }), ...measured(evidence(seen.shownHeads)));
  }

  /** Nothing is pointed at but, at most, an arc, which lies on top of the others. @param {Picture} picture */
  function settle(picture) {
    asked = null;
    arcCanvas.classList.remove('under');
    pointed.show(settled.strokes, picture, view(), palette);
    follow(picture, picture, settled.crossing - settled.strokes.length);
  }

  /** The arcs of a token or a head that is pointed at, in place of the others. @param {Picture} picture @param {Hover} hover */
  function preview(picture, hover) {
    asked = hover;
    hoverSheet.preview({ hover, frame: frame(), tile }, view(), palette, (seen) => {
      arcCanvas.classList.add('under');
      follow(picture, seen, seen.hidden);
    });
  }

  /** @param {boolean} all  whether more has changed than what is pointed at @param {'screen' | 'paper'} [medium]  paper shows the whole and does not wait */
  function draw(all, medium = 'screen') {
    if (!shown || !width || !plot.isConnected) return;
    const { picture, hover } = shown;
    const paper = medium === 'paper';
    if (all) {
      measure(picture, paper);
      drawArcs(picture, paper);
      for (const cells of [left, right]) cells.draw(picture, frame(), tile, palette, paper);
    }
    const news = hoverSheet.about({ attention: picture.attention, state: store.get().state, model: picture.model });
    for (const cells of [left, right]) cells.point(hover.head);
    if (paper || (hover.token === null && hover.head === null)) settle(picture);
    else if (all || news || asked !== hover) preview(picture, hover);
  }

  new ResizeObserver(([{ contentRect }]) => {
    width = Math.round(contentRect.width);
    draw(true);
  }).observe(plot);
  addEventListener('scroll', () => hasLeft(plot, frame().height, tile) && draw(true), { passive: true });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => draw(true));
  addEventListener('beforeprint', () => draw(true, 'paper'));
  addEventListener('afterprint', () => draw(true));

  /** @param {Picture} picture  without what is pointed at @param {Hover} hover */
  function render(picture, hover) {
    const key = [store.get().state.values, picture.heads, picture.off, picture.settledMost, evidence(picture.shownHeads)].join('|');
    const last = shown?.picture;
    const same = shown?.key === key && last?.settledEdges === picture.settledEdges && last.cells === picture.cells;
    shown = { picture, hover, key };
    from.render(picture);
    to.render(picture);
    draw(!same);
    say(heading.left, `${picture.cells.leftIs}, ${which(hover.head)}`);
    say(heading.right, `${picture.cells.rightIs}, ${which(hover.head)}`);
    table.render(picture);
  }
  return { element, render };
}
