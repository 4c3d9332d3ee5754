import { unitOf, unitsOf } from '../../attention/units.js';
import { once } from '../../once.js';
import { freshId, h } from '../../ui/dom.js';

/** @typedef {import('../../types.js').Unit} Unit */

/**
 * A select whose options are only made anew when they are others.
 * @param {string} name @param {(value: string) => void} choose
 */
export function choice(name, choose) {
  const select = h('select', { id: freshId('find'), onchange: () => choose(select.value) });
  const element = h('label', { className: 'field' }, h('span', {}, name), select);
  const fill = once((/** @type {string} */ printed) => {
    const options = /** @type {[string, string][]} */ (JSON.parse(printed));
    select.replaceChildren(...options.map(([value, label]) => h('option', { value }, label)));
  });
  /** @param {[string, string][]} options @param {string} value */
  function render(options, value) {
    fill(JSON.stringify(options));
    select.value = value;
  }
  return { element, render };
}

/**
 * The word that looks and the one that is looked at: what is locked in the picture, and choosing here locks it there.
 * @param {import('../../store.js').Store} store
 */
export function wordsChoice(store) {
  const from = choice('from', (value) => lock(value, held().to));
  const to = choice('to', (value) => lock(held().from, value));
  /** @type {Unit[]} */
  let units = [];

  /** What is locked on each side, as places among the units; '' for nothing. */
  function held() {
    const { lock: locks } = store.get().state;
    const of = (/** @type {'from' | 'to'} */ side) => {
      const last = locks.filter((one) => one.side === side).at(-1);
      const unit = last && unitOf(units, last.index);
      return unit ? String(unit.index) : '';
    };
    return { from: of('from'), to: of('to') };
  }

  /** @param {string} first @param {string} second  places among the units, '' for none */
  function lock(first, second) {
    const of = (/** @type {string} */ value, /** @type {'from' | 'to'} */ side) => (value === '' ? [] : [{ index: units[Number(value)].first, side }]);
    store.change({ lock: [...of(first, 'from'), ...of(second, 'to')] });
  }

  /**
   * @param {import('../../types.js').Analysis} analysis @param {import('../../state/state.js').State} state
   * @returns {{ units: Unit[], looks: Unit | undefined, target: Unit | undefined }} the words, and those that are chosen
   */
  function render(analysis, state) {
    units = unitsOf(analysis.tokens, analysis.words, 'words', state.replace);
    const named = units.map((unit) => /** @type {[string, string]} */ ([String(unit.index), unit.label]));
    const chosen = held();
    from.render([['', 'choose a word'], ...named], chosen.from);
    to.render([['', 'any word'], ...named], chosen.to);
    const at = (/** @type {string} */ place) => (place === '' ? undefined : units[Number(place)]);
    return { units, looks: at(chosen.from), target: at(chosen.to) };
  }
  return { elements: [from.element, to.element], render };
}
