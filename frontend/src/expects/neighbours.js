import { later } from '../later.js';
import { h } from '../ui/dom.js';
import { sheet } from '../ui/sheet.js';

/**
 * Where a corpus looks the same to the model, folded: nothing of it is fetched before it is opened.
 * @param {import('../store.js').Store} store @param {import('../types.js').Model[]} models @param {() => void} changed
 * @param {(id: string) => string} own
 */
export function neighbourFold(store, models, changed, own) {
  const place = h('div');
  const element = h('details', { className: 'neighbours', id: own('neighbours'), ontoggle: changed }, h('summary', {}, h('strong', {}, 'Neighbours'), ' where a corpus looks the same'), place);
  const panel = later(async () => {
    const [{ neighbourPanel }] = await Promise.all([import('../lazy/corpus/neighbours.js'), sheet('corpus.css')]);
    return neighbourPanel(store, models, changed);
  }, changed);

  /** @param {import('../store.js').Snapshot} now @param {import('../types.js').Model} model @param {import('../answers.js').Answers} answers */
  function render({ state }, model, { analysis }) {
    element.hidden = state.lock.length + state.mask.length === 0;
    const shown = !element.hidden && element.open ? panel() : null;
    if (!shown) return;
    if (place.firstChild !== shown.element) place.replaceChildren(shown.element);
    shown.render(state, model, analysis.current ? analysis.value : null);
  }
  return { element, render };
}
