import { h } from '../../ui/dom.js';
import { architectureName, parametersIn, taskName } from './words.js';

/** @typedef {import('../../types.js').Model} Model */

const COLUMNS = ['Model', 'Architecture', 'Predicts', 'Layers × heads', 'Parameters', 'Licence'];

/** A cell that names its column where the columns are not beside each other. @param {number} column @param {string} [text] */
const cell = (column, text = '') => h('td', { 'data-column': COLUMNS[column] }, text);

/** @param {Model} model @param {boolean} shown @param {(id: string) => void} choose */
function working(model, shown, choose) {
  const name = h(
    'button',
    { type: 'button', 'aria-current': shown ? 'true' : undefined, onclick: () => choose(model.id) },
    h('span', { className: 'title' }, model.name),
    shown ? h('span', { className: 'shown' }, 'shown') : null,
  );
  return h(
    'tr',
    { 'data-model': model.id },
    h('th', { scope: 'row' }, name),
    cell(1, architectureName(model.architecture)),
    cell(2, taskName(model)),
    cell(3, `${model.layers} × ${model.heads}`),
    cell(4, parametersIn(model.parameters)),
    cell(5, model.license),
  );
}

/** @param {Model} model */
const broken = ({ id, name, error }) =>
  h(
    'tr',
    { 'data-model': id, className: 'broken' },
    h('th', { scope: 'row' }, h('span', { className: 'title' }, name)),
    h('td', { colSpan: COLUMNS.length - 1 }, `Cannot be used: ${error}`),
  );

/**
 * All models, one row each; the name of one that works is a button.
 * @param {Model[]} models @param {string | undefined} shown  id @param {(id: string) => void} choose
 */
export function modelTable(models, shown, choose) {
  const head = h('tr', {}, ...COLUMNS.map((name) => h('th', { scope: 'col' }, name)));
  const rows = models.map((model) => (model.error ? broken(model) : working(model, model.id === shown, choose)));
  return h(
    'table',
    { className: 'models', id: 'models' },
    h('caption', { className: 'unseen' }, 'Models of this server'),
    h('thead', {}, head),
    h('tbody', {}, ...rows),
  );
}
