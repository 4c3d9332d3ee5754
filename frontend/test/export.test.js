import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { csvOf } from '../src/lazy/export/data.js';
import { broken } from '../src/lazy/export/figure.js';
import { PRINT } from '../src/lazy/export/palette.js';
import { svgOf } from '../src/lazy/export/svg.js';
import { paint } from '../src/scene/canvas.js';
import { curve, levelOf, LEVELS, shifted } from '../src/scene/items.js';

/** @type {import('../src/scene/items.js').Item[]} */
const SCENE = [
  { kind: 'box', x: 1, y: 2, width: 30, height: 4.5, fill: 'cell', opacity: 0.5 },
  { kind: 'arc', x0: 10, y0: 5, x1: 90, y1: 55.25, width: 2.5, stroke: 'arc', opacity: 0.75 },
  { kind: 'arc', x0: 10, y0: 5, x1: 90, y1: 5, width: 0.75, stroke: 'arc', opacity: 0.15 },
  { kind: 'text', x: 4, y: 8, text: '<&"> 😀', face: 'serif', size: 17, anchor: 'end', fill: 'ink', italic: true },
];

/** Everything that the canvas back end draws, as the SVG back end would name it. @param {import('../src/scene/items.js').Item[]} items */
function onCanvas(items) {
  /** @type {unknown[][]} */
  const calls = [];
  /** @type {any} */
  const context = {
    save() {},
    restore() {},
    rotate() {},
    beginPath() {},
    translate: (/** @type {number} */ x, /** @type {number} */ y) => (context.at = [x, y]),
    fillRect: (/** @type {number[]} */ ...at) => calls.push(['rect', ...at, context.fillStyle, context.globalAlpha]),
    moveTo: (/** @type {number[]} */ ...at) => (context.path = at),
    bezierCurveTo: (/** @type {number[]} */ ...at) => context.path.push(...at),
    stroke: () => calls.push(['path', ...context.path, context.strokeStyle, context.lineWidth, context.globalAlpha]),
    fillText: (/** @type {string} */ text) => calls.push(['text', ...context.at, text, context.fillStyle, context.textAlign]),
  };
  paint(context, items, PRINT);
  return calls;
}

/** What an SVG file draws, read back from its text. @param {string} svg */
function inSvg(svg) {
  const attribute = (/** @type {string} */ element, /** @type {string} */ name) =>
    new RegExp(`[ <]${name}="([^"]*)"`).exec(element)?.[1] ?? '';
  const numbers = (/** @type {string} */ text) => [...text.matchAll(/-?[\d.]+/g)].map(Number);
  const text = (/** @type {string} */ xml) => xml.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
  return [...svg.matchAll(/<(rect x|path|text)[^>]*>(?:([^<]*)<\/text>)?/g)].map(([element, kind, inner]) => {
    const number = (/** @type {string} */ name) => Number(attribute(element, name));
    const fill = attribute(element, 'fill');
    if (kind === 'rect x')
      return ['rect', number('x'), number('y'), number('width'), number('height'), fill, number('fill-opacity')];
    if (kind === 'text') return ['text', number('x'), number('y'), text(inner), fill, attribute(element, 'text-anchor')];
    const stroke = [attribute(element, 'stroke'), number('stroke-width'), number('stroke-opacity')];
    return ['path', ...numbers(attribute(element, 'd')), ...stroke];
  });
}

test('canvas and SVG draw the same scene', () => {
  const svg = svgOf(SCENE, { width: 100, height: 60 }, PRINT, { title: 'a' });
  assert.deepEqual(inSvg(svg), onCanvas(SCENE));
});

test('a grid has the same squares at the same strength', () => {
  const levels = Uint8Array.from([0, LEVELS, LEVELS, 7]);
  const svg = svgOf([{ kind: 'grid', x: 0, y: 0, cell: 10, columns: 2, levels, fill: 'arc' }], { width: 9, height: 9 }, PRINT, { title: '' });
  assert.match(svg, /fill-opacity="1" [^>]* d="M10 0h10v10h-10zM0 10h10v10h-10z"/);
  assert.match(svg, /fill-opacity="0.11" [^>]* d="M10 10h10v10h-10z"/);
  assert.equal(levelOf(1e-9, 1), 1, 'what is above zero is seen');
  assert.equal(levelOf(0, 1), 0);
});

test('an SVG file holds hostile text as text', () => {
  const svg = svgOf(SCENE, { width: 1, height: 1 }, PRINT, { title: '</title><script>\u0000' });
  assert.ok(!svg.includes('<script>') && !svg.includes('\u0000'));
});

test('figures have the light colours of the page', () => {
  const [light] = readFileSync(new URL('../../static/app.css', import.meta.url), 'utf8').split('@media');
  for (const [name, colour] of Object.entries(PRINT))
    if (name !== 'paper') assert.ok(light.includes(`--${name}: ${colour};`), name);
});

test('shifting moves everything', () => {
  const [, arc] = shifted(SCENE, 5, 7);
  assert.ok(arc.kind === 'arc');
  assert.deepEqual(curve(arc), [15, 12, 55, 12, 55, 62.25, 95, 62.25]);
});

test('lines break at spaces', () => {
  assert.deepEqual(broken('aa bb cccccc d', (line) => line.length <= 5), ['aa bb', 'cccccc', 'd']);
});

test('a CSV field is quoted where it must be, and never a formula', () => {
  const unit = (/** @type {string} */ label) => ({ first: 1, label, masked: false, replaced: null });
  /** @type {any} */
  const shown = {
    name: 'm, layer 1',
    state: { view: 'arcs' },
    picture: {
      attention: { layer: 1 },
      heads: [1, 2],
      units: [unit('=1+1'), unit('say "a, b"')],
      settledEdges: { count: 1, from: [0], to: [1], weight: [0.25] },
    },
  };
  assert.equal(
    csvOf([shown]),
    'picture,layer,heads,from,from_text,to,to_text,weight\r\n"m, layer 1",1,1 2,1,\'=1+1,1,"say ""a, b""",0.25\r\n',
  );
});
