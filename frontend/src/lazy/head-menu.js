import { layerOf } from '../state/state.js';
import { h } from '../ui/dom.js';
import { popover } from '../ui/popover.js';

/**
 * @param {import('../attention/actions.js').Actions} actions @param {import('../state/state.js').State} state
 * @param {import('../types.js').Model | undefined} model @param {number} head @param {HTMLElement} beside
 */
export function openHeadMenu(actions, state, model, head, beside) {
  if (!model) return;
  const layer = layerOf(state, model);
  const alone = state.heads?.length === 1 && state.heads[0] === head;
  const off = state.ablate.some((at) => at.layer === layer && at.head === head);
  const item = (/** @type {string} */ label, /** @type {() => void} */ act) =>
    h('button', { type: 'button', className: 'quiet', onclick: () => (close(), act()) }, label);
  const { close } = popover(
    beside,
    `Head ${head}`,
    h('p', { className: 'note' }, `Layer ${layer}, head ${head}`),
    item(alone ? 'All heads' : 'Only this head', () => actions.only(head)),
    item(off ? 'Switch it on again' : 'Switch it off in the model', () => actions.ablate(head)),
  );
}
