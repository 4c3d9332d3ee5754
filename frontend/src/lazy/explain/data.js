import { NAMES, unitOf } from './names.js';

/** @typedef {import('./figure.js').Shown} Shown */

/**
 * The difference of two models, as if it were of a third one.
 * @param {import('./seen.js').Sheet[]} sheets @param {import('./grid.js').Row[]} rows
 */
function apart(sheets, rows) {
  if (!rows.length) return [];
  const [first, second] = sheets.map(({ result }) => result);
  const result = { ...first, model: `${first.model} − ${second.model}`, prediction: first.prediction - second.prediction };
  return [{ result, rows, phrases: [] }];
}

/** Every weight in view, one row each. @param {Shown} shown @returns {Record<string, string | number>[]} */
export const rowsOf = ({ names, seen }) =>
  seen.flatMap(({ answer, sheets, difference }) =>
    [...sheets, ...apart(sheets, difference)].flatMap(({ result, rows, phrases }, i) =>
      [...rows, ...phrases].map(({ text, start, end, weight, low, high }) => ({
        model: result.model,
        model_name: names[i] ?? names.join(' − '),
        method: NAMES[answer.method],
        target: answer.target,
        prediction: result.prediction,
        text,
        start: start ?? '',
        end: end ?? '',
        weight,
        low: low ?? '',
        high: high ?? '',
        unit: unitOf(answer.method, result.quality),
      })),
    ),
  );

/** Whole answers, as the server gave them, with what was asked. @param {Shown} shown @param {Record<string, unknown>} state @param {string} link */
export const jsonOf = ({ text, seen }, state, link) => `${JSON.stringify({ text, link, state, answers: seen.map(({ answer }) => answer) }, null, 2)}\n`;
