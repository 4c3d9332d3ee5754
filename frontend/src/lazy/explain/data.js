import { NAMES, unitOf } from './names.js';

/** @typedef {import('./figure.js').Shown} Shown */

/** Every weight in view, one row each. @param {Shown} shown @returns {Record<string, string | number>[]} */
export const rowsOf = ({ names, seen }) =>
  seen.flatMap(({ answer, sheets }) =>
    sheets.flatMap(({ result, rows, phrases }, i) =>
      [...rows, ...phrases].map(({ text, start, end, weight, low, high }) => ({
        model: result.model,
        model_name: names[i],
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
