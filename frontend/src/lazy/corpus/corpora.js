import { once } from '../../once.js';
import { h } from '../../ui/dom.js';
import { counted } from '../explain/numbers.js';
import { sizeOf } from '../models/words.js';
import { buildOf } from './request.js';

/** @typedef {import('../../types.js').Model} Model */
/** @typedef {import('./types.js').Build} Build */
/** @typedef {import('./types.js').Corpus} Corpus */
/** @typedef {import('./types.js').Progress} Progress */
/** @typedef {import('./work.js').Works} Works */
/** @typedef {import('./calls.js').Work} Work */

/** What is counted in each phase. */
const COUNTED = { download: ['Fetching', ''], read: ['Reading', 'sentences'], tokenize: ['Cutting into tokens', 'sentences'], build: ['Building', 'tokens'], measure: ['Measuring', 'sentences'], train: ['Training', 'passes'] };

/** @param {number} seconds */
export function timeOf(seconds) {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

/** How far the work is, in words. @param {Progress | null} progress */
export function progressInWords(progress) {
  if (!progress) return 'Starting …';
  const [what, things] = COUNTED[progress.phase];
  const number = progress.phase === 'download' ? sizeOf : counted;
  const rate = progress.rate ? ` · ${number(Math.round(progress.rate))} a second` : '';
  const left = progress.seconds_left === null ? '' : ` · ${timeOf(progress.seconds_left)} left`;
  return `${what}: ${number(progress.done)} of ${number(progress.total)}${things && ` ${things}`}${rate}${left}`;
}

/** How far work is, and how it is stopped. @param {Works} works @param {Work} work */
export function busy(works, work) {
  const running = works.running(work);
  const meter = h('progress', { max: 1, 'aria-label': 'Progress' });
  if (running?.progress?.total) meter.value = running.progress.done / running.progress.total;
  const stop = h('button', { type: 'button', className: 'quiet framed small', 'data-act': 'cancel', onclick: () => works.stop(work) }, 'Cancel');
  return [h('div', { className: 'progress' }, meter, h('span', {}, progressInWords(running?.progress ?? null)), stop)];
}

/** @param {string} label @param {() => void} onclick @param {string} [beside] */
const act = (label, onclick, beside) => [
  beside ? h('span', { className: 'cost' }, beside) : null,
  h('button', { type: 'button', className: 'quiet framed', 'data-act': label.toLowerCase(), onclick }, label),
];

/** @param {Corpus} corpus @param {Works} works */
function fetching(corpus, works) {
  const work = /** @type {Work} */ ({ corpus: corpus.id, verb: 'get' });
  if (corpus.state === 'getting') return busy(works, work);
  const size = corpus.download === null ? '' : `${sizeOf(corpus.download)} to fetch`;
  return [
    ...act('Get', () => works.start(work), size),
    h('p', { className: 'note' }, 'or run ', h('code', {}, `headlight corpus get ${corpus.id}`)),
    ...problems(works.failed(work)?.message ?? corpus.error),
  ];
}

/** @param {string | null | undefined} sentence */
const problems = (sentence) => (sentence ? [h('p', { className: 'problem', role: 'alert' }, sentence)] : []);

/** What a build takes. @param {Build | undefined} build */
function costOf(build) {
  if (!build?.bytes) return '';
  return `${sizeOf(build.bytes)} on disk${build.seconds === null ? '' : `, about ${timeOf(build.seconds)}`}`;
}

/** @param {Corpus} corpus @param {Model} model @param {Works} works @param {{ chosen: boolean, choose: () => void }} choice */
function building(corpus, model, works, { chosen, choose }) {
  const work = /** @type {Work} */ ({ corpus: corpus.id, verb: 'build', model: model.id });
  const build = buildOf(corpus, model);
  const state = build?.state ?? 'absent';
  const why = works.failed(work)?.message ?? (state === 'mismatch' || state === 'failed' ? build?.error : null);
  if (state === 'building') return busy(works, work);
  if (state === 'ready')
    return chosen ? [h('span', { className: 'shown' }, 'searched')] : [...act('Search', choose, sizeOf(build?.bytes ?? 0))];
  const label = state === 'stopped' ? 'Go on' : state === 'mismatch' ? 'Build again' : 'Build';
  return [...act(label, () => works.start(work), costOf(build)), ...problems(why)];
}

/**
 * All corpora of the server: what they are, and what can be done to have them searched.
 * @param {Works} works @param {(corpus: string) => void} choose
 */
export function corpusList(works, choose) {
  const element = h('ul', { className: 'corpora', id: 'corpora' });

  /** @param {Corpus} corpus @param {Model} model @param {string | undefined} chosen */
  const item = (corpus, model, chosen) =>
    h(
      'li',
      { 'data-corpus': corpus.id },
      h(
        'div',
        {},
        h('h3', {}, corpus.name),
        h('p', {}, `${counted(corpus.words)} words in ${counted(corpus.sentences)} sentences · ${corpus.annotation || 'no annotation'}`),
        h('p', { className: 'note' }, [corpus.license ?? 'licence not stated', corpus.language].filter(Boolean).join(' · ')),
      ),
      h(
        'div',
        { className: 'act' },
        ...(corpus.state === 'ready'
          ? building(corpus, model, works, { chosen: corpus.id === chosen, choose: () => choose(corpus.id) })
          : fetching(corpus, works)
        ).filter((part) => part !== null),
      ),
    );

  /** Draws anew when there is news. */
  const render = once((/** @type {number} */ _, /** @type {Model} */ model, /** @type {string | undefined} */ chosen) => {
    const focused = /** @type {HTMLElement | null} */ (element.contains(document.activeElement) ? document.activeElement : null);
    const row = /** @type {HTMLElement | null} */ (focused?.closest('[data-corpus]'))?.dataset.corpus;
    element.replaceChildren(...(works.list() ?? []).map((corpus) => item(corpus, model, chosen)));
    if (row) /** @type {HTMLElement | null} */ (element.querySelector(`[data-corpus="${CSS.escape(row)}"] button`))?.focus();
  });
  return { element, render };
}
