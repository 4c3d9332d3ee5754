import { freshId, h } from '../../ui/dom.js';
import { chip, group } from '../../ui/group.js';
import { SIX } from '../sets/keep.js';

/** The set that was looked at last. */
let last = SIX;

/** One sentence, or a set of them. @param {import('../../store.js').Store} store */
export function whichChoice(store) {
  const name = freshId('which');
  const radio = (/** @type {'one' | 'set'} */ value) =>
    h('input', { type: 'radio', name, value, 'data-which': value, onchange: () => store.change({ set: value === 'one' ? null : last }) });
  const [one, several] = [radio('one'), radio('set')];
  const element = group('Explain', h('div', { className: 'chips' }, chip(one, 'One sentence'), chip(several, 'A set')));
  /** @param {import('../../state/state.js').State} state */
  function render({ set }) {
    last = set ?? last;
    one.checked = set === null;
    several.checked = set !== null;
  }
  return { element, render };
}
