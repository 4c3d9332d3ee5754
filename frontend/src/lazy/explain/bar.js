import { freshId, h, say } from '../../ui/dom.js';
import { chip, group } from '../../ui/group.js';
import { modelsOf } from '../../state/repair.js';
import { NAMES } from './names.js';
import { howFar } from './states.js';
import { whichChoice } from './which.js';

/** @typedef {import('../../store.js').Store} Store */
/** @typedef {import('../../types.js').Model} Model */
/** @typedef {import('./desk.js').Desk} Desk */

/** A second model to explain beside the first. @param {Store} store @param {Model[]} models */
export function second(store, models) {
  const choose = h('select', { id: 'model2', 'aria-label': 'Beside it', onchange: () => store.change({ model2: choose.value || null }) });
  let listed = '';
  /** @param {import('../../state/state.js').State} state @param {Model} model */
  function render({ model2 }, model) {
    const others = modelsOf('explain', models).filter(({ id }) => id !== model.id);
    const list = JSON.stringify(others.map(({ id, name }) => [id, name]));
    if (list !== listed)
      choose.replaceChildren(h('option', { value: '' }, 'No other model'), ...others.map(({ id, name }) => h('option', { value: id }, name)));
    listed = list;
    choose.value = model2 ?? '';
  }
  return { element: group('Beside it', choose), render };
}

/** A library's units as they are, or by word. @param {Store} store */
function unitChoice(store) {
  const name = freshId('grid');
  const radio = (/** @type {'words' | 'own'} */ value) =>
    h('input', { type: 'radio', name, value, 'data-grid': value, onchange: () => store.change({ grid: value }) });
  const [words, own] = [radio('words'), radio('own')];
  const element = group('Units', h('div', { className: 'chips' }, chip(words, 'Words'), chip(own, 'The library’s own')));
  /** @param {import('../../state/state.js').State} state */
  const render = ({ grid, preset }) => {
    element.hidden = preset === 'headlight';
    words.checked = grid === 'words';
    own.checked = grid === 'own';
  };
  return { element, render };
}

/** What is being computed, how far it is, and the way out. @param {Desk} desk */
function progress(desk) {
  const name = h('span');
  const meter = h('progress', { 'aria-label': 'Progress' });
  const stop = h('button', { type: 'button', className: 'quiet framed small', id: 'stop', onclick: desk.stop }, 'Stop');
  const element = h('div', { className: 'progress', id: 'progress', hidden: true }, meter, name, stop);
  function render() {
    const slip = desk.current();
    element.hidden = !slip;
    if (!slip) return;
    say(name, howFar(slip, NAMES[slip.ask.method]));
    if (slip.progress) meter.value = slip.progress.done / Math.max(1, slip.progress.total);
    else meter.removeAttribute('value');
  }
  return { element, render };
}

/**
 * The row of controls of Explain.
 * @param {Store} store @param {Model[]} models @param {Desk} desk @param {...HTMLElement} tools  menus at its end
 */
export function controlBar(store, models, desk, ...tools) {
  const beside = second(store, models);
  const units = unitChoice(store);
  const work = progress(desk);
  const push = h('div', { className: 'push' }, ...tools);
  const what = whichChoice(store);
  const element = h('div', { className: 'controls', role: 'group', 'aria-label': 'Explanation' }, what.element, beside.element, units.element, work.element, push);
  /** @param {import('../../state/state.js').State} state @param {Model} model */
  function render(state, model) {
    beside.element.hidden = modelsOf('explain', models).length < 2;
    beside.render(state, model);
    what.render(state);
    units.render(state);
    work.render();
  }
  return { element, render };
}
