import { FACES } from '../../scene/canvas.js';
import { curve, LEVELS, opacityOfLevel } from '../../scene/items.js';

/** @typedef {import('../../scene/items.js').Item} Item */
/** @typedef {import('../../scene/canvas.js').Palette} Palette */

/** @param {number} value  px, to a hundredth */
const n = (value) => String(Math.round(value * 100) / 100);

/** @param {string} text @returns {string} as XML; characters that XML cannot hold are left out */
const escaped = (text) =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

/** @param {Item & { kind: 'grid' }} grid @param {string} fill @returns {string} one path for each level, runs of squares in one */
function gridPaths({ x, y, cell, columns, levels }, fill) {
  const paths = Array.from({ length: LEVELS + 1 }, () => '');
  for (let i = 0; i < levels.length; ) {
    const [row, column, level] = [Math.floor(i / columns), i % columns, levels[i]];
    let run = 1;
    while (column + run < columns && levels[i + run] === level) run++;
    if (level) paths[level] += `M${n(x + column * cell)} ${n(y + row * cell)}h${n(run * cell)}v${n(cell)}h${n(-run * cell)}z`;
    i += run;
  }
  return paths
    .map((d, level) => (d ? `<path fill="${fill}" fill-opacity="${n(opacityOfLevel(level))}" shape-rendering="crispEdges" d="${d}"/>` : ''))
    .join('');
}

/** @param {Item & { kind: 'text' }} text @param {string} fill */
function textElement({ x, y, text, face, italic, weight = 400, size, anchor, turn }, fill) {
  const style = `${italic ? 'italic ' : ''}${weight} ${n(size)}px ${FACES[face]}`;
  const turned = turn ? ` transform="rotate(${n(turn)} ${n(x)} ${n(y)})"` : '';
  const attributes = `x="${n(x)}" y="${n(y)}" text-anchor="${anchor}" dominant-baseline="central" fill="${fill}" style="font: ${escaped(style)}"`;
  return `<text ${attributes}${turned} xml:space="preserve">${escaped(text)}</text>`;
}

/** @param {import('../../scene/items.js').Path} path @param {Palette} palette */
function pathElement({ points, fill, stroke, width = 1, dash, opacity }, palette) {
  const d = `M${points.map(n).join(' ')}${fill ? 'z' : ''}`;
  const line = stroke ? ` stroke="${palette[stroke]}" stroke-width="${n(width)}" stroke-opacity="${n(opacity)}"` : '';
  const dashes = dash ? ` stroke-dasharray="${n(dash)}"` : '';
  return `<path d="${d}" fill="${fill ? palette[fill] : 'none'}" fill-opacity="${n(opacity)}"${line}${dashes}/>`;
}

/** @param {Item} item @param {Palette} palette @returns {string} */
function element(item, palette) {
  if (item.kind === 'grid') return gridPaths(item, palette[item.fill]);
  if (item.kind === 'text') return textElement(item, palette[item.fill]);
  if (item.kind === 'box') {
    const { x, y, width, height, fill, opacity } = item;
    return `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" fill="${palette[fill]}" fill-opacity="${n(opacity)}"/>`;
  }
  if (item.kind === 'path') return pathElement(item, palette);
  const [x, y, ...rest] = curve(item).map(n);
  const d = `M${x} ${y}C${rest.join(' ')}`;
  return `<path d="${d}" fill="none" stroke="${palette[item.stroke]}" stroke-width="${n(item.width)}" stroke-opacity="${n(item.opacity)}"/>`;
}

/**
 * A scene as a file of its own.
 * @param {Item[]} items @param {{ width: number, height: number }} size  px @param {Palette} palette
 * @param {{ title: string, fonts?: string }} about  what it shows, in words; @font-face rules
 * @returns {string}
 */
export function svgOf(items, { width, height }, palette, { title, fonts = '' }) {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${n(width)}" height="${n(height)}" viewBox="0 0 ${n(width)} ${n(height)}" role="img">`,
    `<title>${escaped(title)}</title>`,
    fonts && `<style>${fonts}</style>`,
    `<rect width="100%" height="100%" fill="${palette.paper}"/>`,
    ...items.map((item) => element(item, palette)),
    '</svg>',
  ]
    .filter(Boolean)
    .join('\n');
}
