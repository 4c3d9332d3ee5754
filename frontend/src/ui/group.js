import { h } from './dom.js';

/** Controls that belong together, under their name. @param {string} legend @param {...Node} children */
export const group = (legend, ...children) => h('fieldset', {}, h('legend', {}, legend), ...children);

/** A radio button or check box that looks like a small button. @param {HTMLInputElement} input @param {string} label */
export const chip = (input, label) => h('label', { className: 'chip' }, input, h('span', {}, label));
