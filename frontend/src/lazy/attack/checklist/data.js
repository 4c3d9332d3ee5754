import { measured, rowsOf } from './rows.js';

/** @typedef {import('./types.js').Answer} Answer */

/** @param {boolean | null} pass */
const verdict = (pass) => (pass === null ? 'no answer' : pass ? 'pass' : 'fail');

/** Every test and what each model does, one row each. @param {Answer} answer @returns {Record<string, string | number>[]} */
export function tableOf(answer) {
  const target = measured(answer);
  return rowsOf(answer).map(({ checked, expected, kind, sides }) => {
    const { name, sentence, text } = checked.case;
    const said = sides.flatMap(({ pass, got, before, after }, i) => {
      const { model } = answer.models[i];
      return [
        [model, verdict(pass)],
        [`${model} says`, got],
        [`${model} p(${target}) before`, before ?? ''],
        [`${model} p(${target}) after`, after ?? ''],
      ];
    });
    return { kind, test: name, sentence, variant: text, expected, ...Object.fromEntries(said) };
  });
}

/** The whole answer, as the server gave it. @param {Answer} answer @param {Record<string, unknown>} state @param {string} link */
export const jsonOf = (answer, state, link) => `${JSON.stringify({ link, state, ...answer }, null, 2)}\n`;
