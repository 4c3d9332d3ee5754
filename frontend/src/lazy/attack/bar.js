import { modelsOf } from '../../state/repair.js';
import { freshId, h } from '../../ui/dom.js';
import { chip, group } from '../../ui/group.js';
import { second } from '../explain/bar.js';

/** @typedef {import('../../store.js').Store} Store */
/** @typedef {import('../../types.js').Model} Model */
/** @typedef {import('../../state/state.js').Section} Section */

/** What can be worked at, in words. @type {[Section, string][]} */
const SECTIONS = [
  ['desk', 'By hand'],
  ['search', 'By search'],
  ['checklist', 'Checklist'],
  ['defences', 'Defences'],
];

/** @param {Store} store */
function sectionChoice(store) {
  const name = freshId('section');
  const inputs = SECTIONS.map(([value]) => h('input', { type: 'radio', name, value, 'data-section': value, onchange: () => store.change({ section: value }) }));
  const element = group('Attack', h('div', { className: 'chips' }, ...inputs.map((input, i) => chip(input, SECTIONS[i][1]))));
  /** @param {import('../../state/state.js').State} state */
  const render = ({ section }) => {
    for (const input of inputs) input.checked = input.value === section;
  };
  return { element, render };
}

/**
 * The row of controls of Attack.
 * @param {Store} store @param {Model[]} models @param {...HTMLElement} tools  menus at its end
 */
export function controlBar(store, models, ...tools) {
  const sections = sectionChoice(store);
  const beside = second(store, models);
  const push = h('div', { className: 'push' }, ...tools);
  const element = h('div', { className: 'controls', role: 'group', 'aria-label': 'Attack' }, sections.element, beside.element, push);
  /** @param {import('../../state/state.js').State} state @param {Model} model */
  function render(state, model) {
    sections.render(state);
    beside.element.hidden = modelsOf('attack', models).length < 2;
    beside.render(state, model);
    // What the other sections show is saved by menus of their own.
    push.hidden = state.section !== 'desk' && state.section !== 'search';
  }
  return { element, render };
}
