import { percent } from '../../expects/words.js';
import { shifted } from '../../scene/items.js';
import { barsScene } from './bars-scene.js';
import { column } from './column.js';
import { forceScene, reachOf } from './force-scene.js';
import { byWeight, largest } from './grid.js';
import { markedScene } from './marked-scene.js';
import { NAMES, unitOf } from './names.js';
import { digitsFor, signed } from './numbers.js';

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

/** @param {Seen} seen @param {Sheet} sheet @param {Measure} measure */
function picture({ answer, text, most, sheets }, { rows, phrases, result }, measure) {
  if (answer.method === 'lime') return barsScene(byWeight(rows).slice(0, MOST_BARS), most, WIDTH);
  if (answer.method === 'shap') return forceScene([...rows, ...phrases], result.base_value ?? 0, result.prediction, WIDTH, measure, reachOf(sheets));
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
  const page = column(measure, WIDTH);
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
    if (!one.difference.length) continue;
    page.skip(18);
    page.write(`${NAMES[one.answer.method]}, ${names.join(' − ')}`, { size: 13, face: 'sans', weight: 600 });
    page.skip(6);
    page.put(barsScene(byWeight(one.difference).slice(0, MOST_BARS), largest(one.difference), WIDTH));
  }
  return {
    items: shifted(page.items, MARGIN, MARGIN),
    width: WIDTH + 2 * MARGIN,
    height: page.height() + 2 * MARGIN,
    title: `${names.join(' and ')}: ${text}`,
  };
}
