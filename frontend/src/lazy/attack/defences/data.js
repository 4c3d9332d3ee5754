import { nameOf } from './names.js';

/** @typedef {import('./rows.js').Row} Row */

const EXAMPLE = { works: 'still works', stopped: 'stopped', never: 'did not work anyway' };

/** Every defence, one row each. @param {Row[]} rows @param {string[]} models @param {string} target @returns {Record<string, string | number>[]} */
export const tableOf = (rows, models, target) =>
  rows.map(({ defence, example, found, success, here, queries, clean }) => {
    const said = found.flatMap(({ before, after }, i) => [
      [`${models[i]} p(${target}) of the text`, before],
      [`${models[i]} p(${target}) of the edited text`, after],
    ]);
    const right = models.flatMap((model, i) => [
      [`${model} accuracy`, clean?.[i]?.share.share ?? ''],
      [`${model} rows`, clean?.[i]?.share.of ?? ''],
    ]);
    const recipe = { texts: success.of, reached: success.hits, 'success low': success.low, 'success high': success.high, 'reached on the text': String(here), queries };
    return { defence: nameOf(defence), example: EXAMPLE[example], ...Object.fromEntries(said), ...recipe, ...Object.fromEntries(right) };
  });

/** Whole answers, as the server gave them, with what was asked. @param {import('./types.js').Trial} trial @param {import('./work.js').Known} known @param {Record<string, unknown>} state @param {string} link */
export const jsonOf = (trial, { none, tried, missing }, state, link) =>
  `${JSON.stringify({ link, state, asked: trial, defences: [none, ...tried.values()], missing: [...missing].map(([defence, detail]) => ({ defence, detail })) }, null, 2)}\n`;
