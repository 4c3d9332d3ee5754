import { percent } from '../../expects/words.js';
import { shifted } from '../../scene/items.js';
import { column } from '../explain/column.js';
import { NAMES } from '../explain/names.js';
import { plain, signed } from '../explain/numbers.js';
import { multipleScene } from './multiple-scene.js';
import { picturesOf, scalesOf, sharedScale } from './multiples.js';
import { leftOut, together } from './quality.js';

/** @typedef {import('./sections.js').Shown} Shown */
/** @typedef {import('../export/measure.js').Measure} Measure */
/** @typedef {import('./lines.js').Line} Line */

const WIDTH = 860;
const MARGIN = 28;
const GUTTER = 32;
/** Rows that one figure has room for. */
const MOST = 60;

const SMALL = /** @type {const} */ ({ size: 12, face: 'sans', fill: 'quiet' });

/** What the models say of one row. @param {Line} line @param {string} target */
function verdict({ label, sides, difference }, target) {
  const says = sides.map(({ probability }) => (probability === null ? '–' : percent(probability)));
  const given = label === null ? '' : `labelled ${label} · `;
  if (difference === null) return `${given}${target}: ${says[0]}`;
  return `${given}${target}: left ${says[0]}, right ${says[1]} (left − right ${signed(difference)})`;
}

/** Where SHAP's weights are counted from. @param {Shown} shown @param {number} row */
function bases({ shap }, row) {
  const found = shap?.explanations.find((one) => one.row === row);
  const values = (found?.results ?? []).map(({ base_value: base }) => (base === null ? '–' : plain(base)));
  if (!values.length) return '';
  return values.length > 1 ? ` · SHAP base values: left ${values[0]}, right ${values[1]}` : ` · SHAP base value ${values[0]}`;
}

/** How good each model is, in sentences. @param {Shown} shown @returns {string[]} */
function totals({ totals: known, names, rows }) {
  const all = (known?.models ?? []).map((model, i) => {
    const { accuracy, labelled, lean, calibration } = model;
    const right = accuracy && accuracy.low !== null && accuracy.high !== null ? [`accuracy ${percent(accuracy.value)} (95 %: ${percent(accuracy.low)} to ${percent(accuracy.high)}) of ${labelled} labelled rows`] : [];
    const errors = accuracy ? model.errors.map(({ label, false_positives: plus, false_negatives: minus }) => `${label}: ${plus} false positives, ${minus} false negatives`) : [];
    const leans = [lean?.neutral ? [`neutral rows ${plain(lean.neutral.value)}`] : [], lean?.masked ? [`no word ${plain(lean.masked.value)}`] : []].flat();
    const parts = [...right, ...errors, ...(calibration ? [`calibration error ${plain(calibration.ece, 3)}`] : []), ...(leans.length ? [`mean probability of the positive class: ${leans.join(', ')}`] : [])];
    const few = model.too_few && labelled ? ' Fewer than 30 labelled rows prove nothing.' : '';
    return [`${names[i]}: ${parts.join('; ')}.${few}`, ...leftOut(model).map((sentence) => `${names[i]}: ${sentence}`)];
  });
  return [...all.flat(), ...together(known?.pair, rows.length)];
}

/**
 * A whole set as one figure, for paper: every row with what the models say and
 * its small pictures, all on one scale, and the caption.
 * @param {Shown} shown @param {Measure} measure @returns {import('../export/files.js').Figure}
 */
export function setFigure(shown, measure) {
  const { names, target, lines, rows } = shown;
  const page = column(measure, WIDTH);
  const two = names.length > 1;
  page.write(two ? `Left: ${names[0]}. Right: ${names[1]}.` : names[0], { size: 16, face: 'sans', weight: 600 });
  const pictures = new Map(picturesOf(rows, { shap: shown.shap?.explanations ?? [], lime: shown.lime?.explanations ?? [] }).map((one) => [one.row, one]));
  const scale = sharedScale([...pictures.values()]);
  const half = (WIDTH - GUTTER) / 2;
  for (const line of lines.slice(0, MOST)) {
    page.skip(16);
    page.write(`${line.index + 1}. ${line.text}`, { size: 16, face: 'serif', italic: true });
    page.write(`${verdict(line, target)}${bases(shown, line.index)}`, SMALL);
    const one = pictures.get(line.index);
    const scenes = (one?.methods ?? []).flatMap(({ method, multiple }, i) =>
      one && multiple ? [{ x: i * (half + GUTTER), method, scene: multipleScene(multiple, scalesOf(one, scale), half, measure) }] : [],
    );
    const items = scenes.flatMap(({ x, method, scene }) => [
      ...shifted([/** @type {const} */ ({ kind: 'text', x: 0, y: 6, text: NAMES[method], anchor: 'start', size: 11, face: 'sans', fill: 'quiet' })], x, 0),
      ...shifted(scene.items, x, 12),
    ]);
    if (scenes.length) page.put({ items, height: 8 + Math.max(...scenes.map(({ scene }) => scene.height)) });
  }
  page.skip(14);
  if (lines.length > MOST) page.write(`The first ${MOST} of ${lines.length} rows.`, SMALL);
  for (const sentence of totals(shown)) page.write(sentence, SMALL);
  const how = pictures.size ? `Bars: what each word adds to the probability of ${target}, up for it and down against it, all on one scale from ${signed(scale.low)} to ${signed(scale.high)}. ` : '';
  page.write(`${how}${rows.length} ${rows.length === 1 ? 'row' : 'rows'}; made with Headlight.`, SMALL);
  const size = { width: WIDTH + 2 * MARGIN, height: page.height() + 2 * MARGIN };
  return { items: shifted(page.items, MARGIN, MARGIN), ...size, title: `${names.join(' and ')} on ${rows.length} sentences` };
}
