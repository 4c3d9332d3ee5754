import { freshId, h } from '../../../ui/dom.js';
import { chip, group } from '../../../ui/group.js';
import { saveMenu } from '../../../ui/save.js';
import { counted } from '../../explain/numbers.js';
import { progress } from '../progress.js';

/** @typedef {import('../../../store.js').Store} Store */
/** @typedef {import('./work.js').Work} Work */
/** @typedef {'set' | 'csv' | 'json'} Kind */

/** @type {Record<Kind, [string, string]>} */
const KINDS = {
  set: ['Set', 'the tests, for headlight checklist run'],
  csv: ['CSV', 'every test and what each model does'],
  json: ['JSON', 'the whole answer, as the server gave it'],
};

/** All tests, or those that fail. @param {Store} store */
function filter(store) {
  const name = freshId('passed');
  const radio = (/** @type {'show' | 'hide'} */ value) => h('input', { type: 'radio', name, value, 'data-passed': value, onchange: () => store.change({ passed: value }) });
  const [all, failures] = [radio('show'), radio('hide')];
  const element = group('Tests', h('div', { className: 'chips' }, chip(all, 'All'), chip(failures, 'Failures only')));
  /** @param {import('../../../state/state.js').State} state */
  const render = ({ passed }) => {
    all.checked = passed === 'show';
    failures.checked = passed === 'hide';
  };
  return { element, render };
}

/** How far the tests are, in a few words; null: nothing is at work. @param {ReturnType<Work['get']>} now */
function howFar(now) {
  if (now?.step !== 'running' && now?.step !== 'waiting') return null;
  return now.progress ? `${counted(now.progress.done)} of ${counted(now.progress.total)} tests` : 'Running the tests …';
}

/**
 * The row of controls above the tests.
 * @param {Store} store @param {Work} work @param {(kind: Kind) => Promise<void>} save @param {HTMLElement[]} add @param {(file: File) => void} open
 */
export function checklistBar(store, work, save, add, open) {
  const file = h('input', { type: 'file', id: 'case-file', className: 'unseen', accept: '.json', onchange: () => take() });
  const [passed, running] = [filter(store), progress(work.stop)];
  const tools = h('div', { className: 'push' }, ...add, h('label', { className: 'quiet' }, 'Open a set', file), ...saveMenu(save, KINDS));
  const element = h('div', { className: 'controls', role: 'group', 'aria-label': 'Checklist' }, passed.element, running.element, tools);

  function take() {
    const [chosen] = file.files ?? [];
    if (chosen) open(chosen);
    file.value = '';
  }

  /** @param {import('../../../state/state.js').State} state */
  function render(state) {
    const now = work.get();
    passed.render(state);
    running.show(howFar(now), now?.progress ? now.progress.done / now.progress.total : null);
  }
  return { element, render };
}
