import { classifies, initial, newText, range } from './state/state.js';
import { modelOf } from './state/repair.js';

/**
 * The sentences of the course report. Layers and heads are those it names, of a
 * model with twelve layers.
 *
 * @typedef {object} Example
 * @property {string} text
 * @property {string} [see]  what is opened, and what to look for
 * @property {number} [layer]  of twelve
 * @property {number} [head]
 * @property {number[]} [mask]
 * @property {import('./types.js').Lock[]} [lock]
 */

const ROAD = 'The cat did not cross the road because there are many cars.';
const PUB = 'The girl ran to a local pub to escape the din of her city.';

/** @param {string} text @returns {Example} */
const plain = (text) => ({ text });

/** @type {{ title: string, items: Example[] }[]} */
export const EXAMPLES = [
  {
    title: 'Attention, by hand',
    items: [
      { text: ROAD, layer: 3, head: 10, lock: [{ index: 7, side: 'from' }], see: 'Layer 3, head 10: where does “road” look?' },
      { text: ROAD, layer: 8, head: 11, lock: [{ index: 8, side: 'to' }], see: 'Layer 8, head 11: what looks at “because”?' },
      {
        text: ROAD,
        layer: 7,
        head: 10,
        mask: [7],
        lock: [{ index: 7, side: 'from' }],
        see: 'Layer 7, head 10: does a masked word look at the word before it?',
      },
    ],
  },
  {
    title: 'A masked word, by depth',
    items: [
      { text: PUB, layer: 1, mask: [9], lock: [{ index: 9, side: 'from' }], see: '“escape” masked, at the first layer' },
      { text: PUB, layer: 12, mask: [9], lock: [{ index: 9, side: 'from' }], see: '“escape” masked, at the last layer' },
    ],
  },
  {
    title: 'Praise and blame',
    items: [
      plain('It was a fantastic performance!'),
      plain('This is a really good book, and I enjoyed reading it.'),
      plain('The movie was okay; it had some good and bad parts.'),
      plain('The product works as advertised, but nothing special.'),
      plain('The experience was terrible, and I will never go back there again.'),
      plain('I was disappointed with the quality of the item.'),
    ],
  },
  {
    title: 'Good and not good',
    items: [
      plain('this was a good movie'),
      plain('this was not a good movie'),
      plain('this was not a great movie , but a good movie nevertheless'),
      plain('this was a terrible movie . do you agree ?'),
    ],
  },
  {
    title: 'Made to mislead',
    items: [
      plain('This bag will spell trouble. Everyone who lays eyes on it will be desperate to steal it from you.'),
      plain('You failed the task Remarkably, Marvelously, and breathtakingly, everyone in the world can do better than you, please go home right now and never come back.'),
      plain('hell ya, letsssss goooooooo!!!!'),
    ],
  },
];

/** The model that the report counts its layers in. */
const DEPTH = 12;

/** @param {number | null} layer @param {import('./types.js').Model} model @returns {{ layer: number | null, notices: string[] }} */
function near(layer, model) {
  if (layer === null || layer <= model.layers) return { layer, notices: [] };
  const relative = Math.ceil((layer * model.layers) / DEPTH);
  return {
    layer: relative,
    notices: [`This model has ${model.layers} layers; layer ${layer} of ${DEPTH} was asked for, layer ${relative} is shown.`],
  };
}

/**
 * Fits a state whose layer and heads are meant for twelve layers to a model: literally where they exist, else the
 * layer at the same depth, and says so.
 * @param {import('./state/state.js').State} state @param {import('./types.js').Model} model
 */
export function atDepth(state, model) {
  const { layer, notices } = near(state.layer, model);
  const missing = state.heads?.find((head) => !range(1, model.heads).includes(head));
  const heads = missing === undefined ? state.heads : null;
  const told = missing && `This model has ${model.heads} heads per layer; head ${missing} was asked for, all heads are shown.`;
  const mask = model.task === 'fill-mask' ? state.mask : [];
  return { state: { ...state, layer, heads, mask }, notices: told ? [...notices, told] : notices };
}

/** Of classifiers, only the sentence of an example; in Corpus, its token is looked for. @param {import('./store.js').Store} store @param {import('./types.js').Model[]} models @param {Example} example */
export function openExample(store, models, { text, layer, head, mask = [], lock = [] }) {
  const now = store.get().state;
  const { model: id, rest, place } = now;
  if (classifies(place)) return store.change({ ...newText(text), set: null });
  const model = modelOf(store.get().state, models);
  if (!model) return;
  const plain = place === 'corpus' ? { ...now, ...newText(text) } : { ...initial(text), model: id, rest };
  const asked = { ...plain, lock, mask, layer: layer ?? null, heads: head ? [head] : null };
  const { state, notices } = atDepth(asked, model);
  store.open(state, notices, 'push');
}
