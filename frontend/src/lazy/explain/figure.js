import { percent } from '../../expects/words.js';
import { shifted } from '../../scene/items.js';
import { broken } from '../export/figure.js';
import { barsScene } from './bars-scene.js';
import { forceScene } from './force-scene.js';
import { byWeight } from './grid.js';
import { markedScene } from './marked-scene.js';
import { NAMES, unitOf } from './names.js';
import { digitsFor, signed } from './numbers.js';

/** @typedef {import('../../scene/items.js').Item} Item */
/** @typedef {import('../export/measure.js').Measure} Measure */
/** @typedef {import('./seen.js').Seen} Seen */
/** @typedef {import('./seen.js').Sheet} Sheet */
/** @typedef {{ text: string, names: string[], labels: string[], seen: Seen[] }} Shown  what the page shows: `names` of the models, `labels` of the first */

const WIDTH = 760;
const MARGIN = 28;
/** Bars that a figure has room for. */
const MOST_BARS = 25;

/** A word whose direction leaves what stands beside it as it is. @param {string} text */
const isolated = (text) => `\u2068${text}\u2069`;

/** A column of texts and pictures, one below the other. @param {Measure} measure */
function column(measure) {
  /** @type {Item[]} */
  const items = [];
  let y = 8;
  return {
    items,
    height: () => y,
    /** @param {number} room */
    skip: (room) => void (y += room),
    /** @param {string} text @param {{ size: number, face: 'serif' | 'sans', italic?: boolean, weight?: number, fill?: 'ink' | 'quiet' }} style */
    write(text, style) {
      for (const line of broken(text, (part) => measure(part, style.size, style.face) <= WIDTH)) {
        items.push({ kind: 'text', x: 0, y, text: line, anchor: 'start', fill: 'ink', ...style });
        y += Math.max(17, style.size * 1.35);
      }
    },
    /** @param {{ items: Item[], height: number }} scene */
    put(scene) {
      items.push(...shifted(scene.items, 0, y));
      y += scene.height + 12;
    },
  };
}

/** @param {Seen} seen @param {Sheet} sheet @param {Measure} measure */
function picture({ answer, text, most }, { rows, phrases, result }, measure) {
  if (answer.method === 'lime') return barsScene(byWeight(rows).slice(0, MOST_BARS), most, WIDTH);
  if (answer.method === 'shap') return forceScene([...rows, ...phrases], result.base_value ?? 0, result.prediction, WIDTH, measure);
  return markedScene(text, rows, most, WIDTH, measure);
}

/** Every value of a force plot, which has no room for them. @param {Seen} seen @param {Sheet} sheet */
const values = ({ answer, most }, { rows, phrases }) =>
  answer.method === 'shap' ? byWeight([...rows, ...phrases]).slice(0, MOST_BARS).map(({ text, weight }) => `${isolated(text)} ${signed(weight, digitsFor(most))}`).join('  ·  ') : '';

/**
 * All explanations in view as one figure, for paper.
 * @param {Shown} shown @param {Measure} measure @returns {import('../export/files.js').Figure}
 */
export function explainFigure({ text, names, seen }, measure) {
  const page = column(measure);
  page.write(text, { size: 18, face: 'serif', italic: true });
  const first = seen[0];
  for (const [i, { result }] of (first?.sheets ?? []).entries())
    page.write(`${names[i]}: ${first.answer.target} ${percent(result.prediction)}`, { size: 13, face: 'sans', fill: 'quiet' });
  for (const one of seen) {
    for (const [i, sheet] of one.sheets.entries()) {
      page.skip(18);
      const model = one.sheets.length > 1 ? `, ${names[i]}` : '';
      page.write(`${NAMES[one.answer.method]}${model} (${unitOf(one.answer.method, sheet.result.quality)})`, { size: 13, face: 'sans', weight: 600 });
      page.skip(6);
      page.put(picture(one, sheet, measure));
      if (values(one, sheet)) page.write(values(one, sheet), { size: 12, face: 'sans' });
      page.write(sheet.verdict.text, { size: 11.5, face: 'sans', fill: 'quiet' });
    }
  }
  return {
    items: shifted(page.items, MARGIN, MARGIN),
    width: WIDTH + 2 * MARGIN,
    height: page.height() + 2 * MARGIN,
    title: `${names.join(' and ')}: ${text}`,
  };
}
