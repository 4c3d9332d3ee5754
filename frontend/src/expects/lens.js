import { h } from '../ui/dom.js';
import { percent, readable } from './words.js';

/** @typedef {import('../types.js').LensLayer} LensLayer */

/** Guesses per layer that have room beside each other. */
const SHOWN = 3;

/** @param {LensLayer} row */
const candidates = ({ predictions, original }) =>
  h(
    'span',
    { className: 'candidates' },
    ...predictions
      .slice(0, SHOWN)
      .map(({ token, id, probability }, i) =>
        h(
          'span',
          { className: `${i ? '' : 'first'} ${id === original?.id ? 'right' : ''}` },
          h('bdi', {}, readable(token)),
          ' ',
          h('small', {}, percent(probability)),
        ),
      ),
  );

/**
 * What the model would say after each layer, one row per layer.
 * @param {LensLayer[]} layers @param {number} shown  the layer of the picture
 * @param {string | null} truth  the word behind the mask @param {string} id
 */
export function lensTable(layers, shown, truth, id) {
  const head = h(
    'thead',
    {},
    h(
      'tr',
      {},
      h('th', { scope: 'col' }, 'Layer'),
      h('th', { scope: 'col' }, 'Its best guesses'),
      truth === null
        ? null
        : h('th', { scope: 'col', className: 'count', title: `Rank of “${truth}” among all words of the vocabulary` }, 'Rank'),
      h('th', { scope: 'col', className: 'count', title: 'How undecided the layer is, in nats: 0 = certain' }, 'Entropy'),
    ),
  );
  const rows = layers.map((row) =>
    h(
      'tr',
      {
        'data-layer': row.layer,
        className: row.layer === shown ? 'current' : '',
        'aria-current': row.layer === shown ? 'true' : undefined,
      },
      h(
        'th',
        { scope: 'row', title: row.layer ? `After layer ${row.layer}` : 'The embeddings, before the first layer' },
        String(row.layer),
      ),
      h('td', {}, candidates(row)),
      truth === null ? null : h('td', { className: 'count' }, row.original ? row.original.rank.toLocaleString('en') : '–'),
      h('td', { className: 'count' }, row.entropy.toFixed(1)),
    ),
  );
  return h(
    'table',
    { className: 'lens', id },
    h('caption', { className: 'unseen' }, 'Predictions after every layer'),
    head,
    h('tbody', {}, ...rows),
  );
}
