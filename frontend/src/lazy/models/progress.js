import { h } from '../../ui/dom.js';
import { sizeOf } from './words.js';

/** How far an upload is: a bar with Cancel, then the wait for the answer. @param {() => void} cancel */
export function progress(cancel) {
  const bar = h('progress', { max: 1, 'aria-label': 'Upload' });
  const said = h('span', { className: 'note' });
  const aloud = h('p', { className: 'unseen', role: 'status' });
  const stop = h('button', { type: 'button', className: 'quiet', onclick: cancel }, 'Cancel');
  const element = h('div', { className: 'progress', hidden: true }, bar, said, stop);

  function reading() {
    bar.removeAttribute('value');
    aloud.textContent = said.textContent = 'Reading the file …';
    stop.hidden = true;
  }
  return {
    element,
    aloud,
    start() {
      element.hidden = false;
      stop.hidden = false;
      bar.value = 0;
      said.textContent = '';
      aloud.textContent = 'Sending the file …';
    },
    /** @param {number} sent @param {number} whole */
    sent(sent, whole) {
      bar.value = whole ? sent / whole : 0;
      said.textContent = `${sizeOf(sent)} of ${sizeOf(whole)}`;
      if (sent >= whole) reading();
    },
    end() {
      element.hidden = true;
      aloud.textContent = '';
    },
  };
}
