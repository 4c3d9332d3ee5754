import { h } from './dom.js';

/** What was repaired or is being waited for, one sentence each. @param {import('../store.js').Store} store */
export function notices(store) {
  const list = h('div', { className: 'sentences', role: 'status', id: 'notices' });
  const close = h('button', { type: 'button', className: 'quiet', onclick: store.dismiss }, 'Got it');
  const element = h('div', { className: 'notices', hidden: true }, list, close);
  let shown = '';
  /** @param {import('../store.js').Snapshot} now */
  const render = ({ notices: repaired, busy }) => {
    const now = busy === null ? repaired : [...repaired, busy];
    if (now.join('\n') === shown) return;
    shown = now.join('\n');
    element.hidden = now.length === 0;
    close.hidden = repaired.length === 0;
    list.replaceChildren(...now.map((notice) => h('p', {}, notice)));
  };
  return { element, render };
}
