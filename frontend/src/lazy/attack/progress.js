import { h, say } from '../../ui/dom.js';

/** How far some work is, and the way out. @param {() => void} stop */
export function progress(stop) {
  const said = h('span');
  const meter = h('progress', { 'aria-label': 'Progress' });
  const button = h('button', { type: 'button', className: 'quiet framed small', id: 'stop', onclick: stop }, 'Stop');
  const element = h('div', { className: 'progress', id: 'progress', hidden: true }, meter, said, button);
  /** @param {string | null} words  null: nothing is at work @param {number | null} [share]  that is done, 0..1; null: nobody knows */
  function show(words, share = null) {
    element.hidden = words === null;
    say(said, words ?? '');
    if (share === null) meter.removeAttribute('value');
    else meter.value = share;
  }
  return { element, show };
}
