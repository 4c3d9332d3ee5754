import { layerOf, headsOf, range, toggleHead } from '../state/state.js';
import { lowestLayer, modelOf } from '../state/repair.js';
import { once } from '../once.js';
import { freshId, h, say } from './dom.js';
import { chip, group } from './group.js';
import { saveMenu } from './save.js';
import { viewMenu } from './view.js';

/** @typedef {import('../store.js').Store} Store */
/** @typedef {import('../types.js').Model} Model */
/** @typedef {import('../state/state.js').State} State */
/** @typedef {import('./save.js').Kind} Kind */
/** @typedef {Map<string, import('../lazy/heads/labels.js').Label[]> | null} Labels  by "layer.head"; null: nothing was measured */

/** One radio button per layer, from the lowest that the place has. @param {Store} store */
export function layerControl(store) {
  const row = h('div', { className: 'chips', id: 'layers' });
  const name = freshId('layer');
  /** @param {number} layer */
  const radio = (layer) =>
    chip(h('input', { type: 'radio', name, value: String(layer), onchange: () => store.change({ layer }) }), String(layer));
  /** @param {State} state @param {Model} model */
  const render = (state, model) => {
    const layers = range(lowestLayer(state), model.layers);
    if (row.childElementCount !== layers.length) row.replaceChildren(...layers.map(radio));
    const chosen = layerOf(state, model);
    row.querySelectorAll('input').forEach((input, i) => {
      input.checked = layers[i] === chosen;
    });
  };
  return { element: group('Layer', row), render };
}

/**
 * One check box per head; hover and keyboard focus preview it alone.
 * @param {Store} store @param {Model[]} models @param {import('../attention/actions.js').Actions} actions
 */
export function headControl(store, models, actions) {
  const row = h('div', { className: 'chips', id: 'heads' });
  const flip = h('button', {
    type: 'button',
    className: 'quiet small',
    id: 'all-heads',
    onclick: () => store.change({ heads: store.get().state.heads === null ? [] : null }),
  });
  const find = h('button', { type: 'button', className: 'quiet small', id: 'find-button', title: 'Which head does what (f)', onclick: actions.find }, 'Find');
  /** @param {number} head */
  const toggle = (head) => {
    const { state } = store.get();
    const model = modelOf(state, models);
    if (model) store.change(toggleHead(state, model, head));
  };
  /** @param {number} head */
  function box(head) {
    const input = h('input', {
      type: 'checkbox',
      value: String(head),
      'aria-label': `Head ${head}`,
      onchange: () => toggle(head),
    });
    const label = chip(input, String(head));
    label.append(h('small', { className: 'does' }));
    const preview = () => store.hover({ head });
    const stop = () => store.hover({ head: null });
    input.addEventListener('focus', () => input.matches(':focus-visible') && preview());
    input.addEventListener('blur', stop);
    label.addEventListener('dblclick', () => actions.only(head));
    label.addEventListener('contextmenu', (event) => {
      event.preventDefault();
      actions.headMenu(head, label);
    });
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') actions.only(head);
      else if (event.key === 'e') actions.headMenu(head, label);
    });
    label.addEventListener('pointerenter', preview);
    label.addEventListener('pointerleave', stop);
    return label;
  }

  /** What was measured of a head, below its number. @param {HTMLLabelElement} chip @param {number} head @param {import('../lazy/heads/labels.js').Label[]} own  of it */
  function name(chip, head, own) {
    say(/** @type {HTMLElement} */ (chip.lastElementChild), own[0]?.short ?? '');
    const input = /** @type {HTMLInputElement} */ (chip.firstElementChild);
    input.ariaLabel = [`Head ${head}`, ...own.slice(0, 1).map(({ name }) => name)].join(', ');
  }

  /** @param {State} state @param {Model} model @param {number | null} hovered @param {Labels} [labels] */
  const render = (state, model, hovered, labels = null) => {
    if (row.childElementCount !== model.heads) row.replaceChildren(...range(1, model.heads).map(box));
    const chosen = headsOf(state, model);
    row.querySelectorAll('input').forEach((input, i) => {
      input.checked = chosen.includes(i + 1);
    });
    const off = state.ablate.filter(({ layer }) => layer === layerOf(state, model)).map(({ head }) => head);
    row.querySelectorAll('label').forEach((label, i) => {
      label.classList.toggle('hovered', hovered === i + 1);
      label.classList.toggle('off', off.includes(i + 1));
      const own = labels?.get(`${layerOf(state, model)}.${i + 1}`) ?? [];
      name(label, i + 1, own);
      label.title = off.includes(i + 1) ? `Head ${i + 1} is switched off at this layer` : own.map(({ evidence }) => evidence).join('\n');
    });
    row.classList.toggle('named', labels !== null);
    flip.textContent = state.heads === null ? 'None' : 'All';
    find.setAttribute('aria-pressed', String(state.find !== null));
    find.hidden = state.place !== 'attention';
  };
  return { element: group('Heads', row, flip, find), render };
}

/** @param {Store} store */
function thresholdControl(store) {
  let dragging = false;
  const value = h('output', {});
  const slider = h('input', {
    type: 'range',
    id: 'threshold',
    min: '0',
    max: '100',
    step: '1',
    'aria-label': 'Threshold: percent of each row that is drawn',
    oninput: () => {
      store.change({ threshold: Number(slider.value) }, dragging ? 'replace' : 'push');
      dragging = true;
    },
    onchange: () => {
      dragging = false;
    },
  });
  /** @param {State} state */
  const render = ({ threshold }) => {
    if (Number(slider.value) !== threshold) slider.value = String(threshold);
    slider.style.setProperty('--at', `${threshold}%`);
    value.textContent = `${threshold} %`;
  };
  return { element: group('Threshold', h('div', { className: 'slider' }, slider, value)), render };
}

/**
 * What is less often used: the picture that is kept beside, View, Save.
 * @param {Store} store @param {import('../attention/actions.js').Actions} actions @param {(kind: Kind) => Promise<void>} save
 */
function tools(store, actions, save) {
  const pin = h('button', { type: 'button', className: 'quiet', id: 'pin', title: 'Keep this picture beside the next (p)', onclick: actions.pin });
  const view = viewMenu(store);
  /** @param {State} state */
  const render = (state) => {
    say(pin, state.pin === null ? 'Pin' : 'Unpin');
    view.render(state);
  };
  return { element: h('div', { className: 'push' }, pin, ...view.elements, ...saveMenu(save)), render };
}

/**
 * @param {Store} store @param {Model[]} models @param {import('../attention/actions.js').Actions} actions
 * @param {(kind: Kind) => Promise<void>} save @param {() => Labels} labels  what was measured of heads
 */
export function controls(store, models, actions, save, labels) {
  const layer = layerControl(store);
  const heads = headControl(store, models, actions);
  const threshold = thresholdControl(store);
  const rest = tools(store, actions, save);
  const element = h(
    'div',
    { className: 'controls', role: 'group', 'aria-label': 'Picture' },
    layer.element,
    heads.element,
    threshold.element,
    rest.element,
  );
  /** What pointing does not change. */
  const renderRest = once((/** @type {State} */ state, /** @type {Model} */ model) => {
    layer.render(state, model);
    threshold.element.hidden = state.view !== 'arcs';
    threshold.render(state);
    rest.render(state);
  });
  /** @param {import('../store.js').Snapshot} now */
  const render = ({ state, hover }) => {
    const model = modelOf(state, models);
    if (!model) return;
    heads.render(state, model, hover.head, labels());
    renderRest(state, model);
  };
  return { element, render };
}
