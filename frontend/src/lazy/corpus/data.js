import { TOPICS } from './summary.js';

/** @typedef {import('./figure.js').Shown} Shown */

const NO_WORD = { form: '', lemma: null, upos: null, xpos: null, feats: null, deprel: null };

/** Every neighbour, one row each. @param {Shown} shown @returns {Record<string, string | number>[]} */
export const hitRows = ({ search: { hits } }) =>
  hits.map(({ score, sentence, word, tokens, attended }, i) => {
    const { form, lemma, upos, xpos, feats, deprel } = word === null ? NO_WORD : tokens[word];
    const to = attended === null ? undefined : tokens[attended];
    return {
      rank: i + 1,
      score,
      sentence: sentence.id,
      word: word ?? '',
      form,
      lemma: lemma ?? '',
      upos: upos ?? '',
      xpos: xpos ?? '',
      feats: feats ?? '',
      deprel: deprel ?? '',
      attended: to?.form ?? '',
      attended_upos: to?.upos ?? '',
      attended_deprel: to?.deprel ?? '',
      text: sentence.text,
    };
  });

/** Every bar, and every share of every layer, one row each. @param {Shown} shown @returns {Record<string, string | number>[]} */
export function shareRows({ search, layers }) {
  const bars = TOPICS.flatMap(([topic]) => search.summary[topic].map(({ lift, significant, ...count }) => ({ of: topic, by: '', layer: '', ...count, lift: lift ?? '', significant: String(significant) })));
  const courses = /** @type {const} */ (['embedding', 'context']).flatMap((by) =>
    (layers[by]?.layers ?? []).flatMap(({ layer, shares }) => shares.map((share) => ({ of: 'neighbours by layer', by, layer, ...share }))),
  );
  return [...bars, ...courses];
}

/** Whole answers, as the server gave them, with what was asked. @param {Shown} shown @param {Record<string, unknown>} state @param {string} link */
export const jsonOf = ({ text, name, search, layers }, state, link) => `${JSON.stringify({ text, name, link, state, search, by_layer: layers }, null, 2)}\n`;
