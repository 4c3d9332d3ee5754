import { h, say } from '../../ui/dom.js';
import { counted } from '../explain/numbers.js';

/** @typedef {import('./work.js').Work} Work */

/** What is done in each phase. @type {Record<string, [string, string]>} */
const PHASES = { score: ['Reading', 'texts'], masked: ['Reading with words masked', 'texts'], explain: ['', 'rows'] };
const STAGES = { totals: '', shap: 'SHAP', lime: 'LIME' };

/** How far the work is, in a few words. @param {{ name?: string, ask: { method?: 'shap' | 'lime' }, progress: import('../explain/types.js').Progress | null }} slip */
export function howFar({ ask, progress }) {
  const stage = STAGES[ask.method ?? 'totals'];
  if (!progress) return `${stage || 'Reading'} …`;
  const [what, of] = PHASES[progress.phase] ?? ['', ''];
  const name = [stage, what && (stage ? what.toLowerCase() : what)].filter(Boolean).join(', ');
  return `${name}: ${counted(progress.done)} of ${counted(progress.total)} ${of}`;
}

/** What is computed, how far it is, and the way out. @param {Work} work */
export function progressOf(work) {
  const name = h('span');
  const meter = h('progress', { 'aria-label': 'Progress' });
  const stop = h('button', { type: 'button', className: 'quiet framed small', id: 'stop', onclick: work.stop }, 'Stop');
  const element = h('div', { className: 'progress', id: 'progress', hidden: true }, meter, name, stop);
  function render() {
    const slip = work.current();
    element.hidden = !slip;
    if (!slip) return;
    say(name, howFar(slip));
    if (slip.progress) meter.value = slip.progress.done / Math.max(1, slip.progress.total);
    else meter.removeAttribute('value');
  }
  return { element, render };
}
