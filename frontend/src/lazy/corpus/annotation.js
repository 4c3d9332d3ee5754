import { percent } from '../../expects/words.js';
import { h } from '../../ui/dom.js';
import { darkness, piecesOf } from './kwic.js';
import { shadedWord } from './shade.js';

/** @typedef {import('./types.js').Hit} Hit */
/** @typedef {import('./types.js').CorpusWord} CorpusWord */

/** @param {CorpusWord} word @param {CorpusWord[]} all */
function relation({ deprel, head }, all) {
  if (!deprel) return '';
  const to = head ? all[head - 1]?.form : undefined;
  return to === undefined ? deprel : `${deprel} → ${to}`;
}

/** @param {Hit} hit @param {import('./kwic.js').Piece} piece @param {number[]} dark */
function word(hit, { text, index }, dark) {
  const annotated = hit.tokens[index];
  const { lemma, upos, feats } = annotated;
  const lines = [upos, relation(annotated, hit.tokens), lemma === null || lemma === text ? '' : lemma, feats?.replaceAll('|', ' ') ?? ''];
  const share = hit.attention_to[index];
  return h(
    'li',
    { className: index === hit.word ? 'match' : '' },
    shadedWord(text || annotated.form, dark[index], 'bdi'),
    ...lines.map((line) => h('small', {}, line || '\u00a0')),
    share === undefined ? null : h('small', {}, percent(share)),
  );
}

/** A whole sentence with all that is known of its words, one below the other; the last line is the attention of the match. @param {Hit} hit */
export function annotation(hit) {
  const dark = darkness(hit);
  return h('ol', { className: 'interlinear' }, ...piecesOf(hit).map((piece) => word(hit, piece, dark)));
}
