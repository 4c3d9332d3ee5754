import { h } from '../../ui/dom.js';

/**
 * A part of the page that is folded until it is wanted.
 * @param {string} id @param {string} title @param {string} hint  what it shows @param {() => void} changed
 */
export function fold(id, title, hint, changed) {
  const body = h('div', { className: 'fold-body' });
  const element = h('details', { className: 'fold', id, ontoggle: changed }, h('summary', {}, h('strong', {}, title), ' ', h('span', {}, hint)), body);
  /** @type {unknown[]} */
  let shown = [];
  return {
    element,
    body,
    get open() {
      return element.open;
    },
    /** Draws when anything that it depends on is another one. @param {unknown[]} keys @param {() => (Node | string)[]} draw @returns {boolean} */
    draw(keys, draw) {
      if (!element.open || (keys.length === shown.length && keys.every((key, i) => Object.is(key, shown[i])))) return false;
      shown = keys;
      body.replaceChildren(...draw());
      return true;
    },
  };
}
