import { h } from '../../ui/dom.js';
import { menu } from '../../ui/menu.js';
import { isHere } from '../kept.js';
import { rowsOf, SIX, valueOf } from './keep.js';
import { readSet, writeSet } from './read.js';

/** @typedef {import('./read.js').Read} Read */

/** The server evaluates no more at once. */
const MOST_ROWS = 10_000;
const MOST_BYTES = 12 * 1024 * 1024;
/** Lines that are named when they cannot be read. */
const NAMED = 5;

const HELP = 'One sentence a line; or CSV, TSV or JSON lines with a “text” and, where you know it, a “label” such as positive, neutral or negative.';

/** What is wrong with a text that shall be a set, as sentences. @param {Read} read @returns {string[]} */
export function complaints({ rows, problems }) {
  const said = problems.slice(0, NAMED).map(({ line, detail }) => `Line ${line}: ${detail}`);
  if (problems.length > NAMED) said.push(`And ${problems.length - NAMED} more lines that cannot be read.`);
  if (rows.length > MOST_ROWS) said.push(`At most ${MOST_ROWS.toLocaleString('en')} sentences are evaluated at once; these are ${rows.length.toLocaleString('en')}.`);
  return said;
}

/**
 * The panel in which a set is written, pasted or taken from a file.
 * @param {import('../../store.js').Store} store
 */
export function loadPanel(store) {
  const box = h('textarea', { id: 'set-text', rows: 10, spellcheck: false, 'aria-label': 'Sentences', 'aria-describedby': 'set-help', oninput: check });
  const said = h('div', { className: 'problem', role: 'status' });
  const use = h('button', { type: 'submit', className: 'quiet framed strong', id: 'set-use' }, 'Use these');
  const file = h('input', { type: 'file', id: 'set-file', className: 'unseen', accept: '.csv,.tsv,.txt,.json,.jsonl,.ndjson', onchange: open });
  const six = h('button', { type: 'button', className: 'quiet framed', onclick: () => take(SIX) }, 'The report’s six');
  const note = h('p', { className: 'note', id: 'set-help' }, HELP);
  const form = h('form', { onsubmit: submit }, note, box, said, h('div', { className: 'choices' }, use, h('label', { className: 'quiet framed' }, 'Open a file', file), six));
  const panel = h('div', { id: 'set-panel', className: 'set-panel' }, form);
  const button = menu('Sentences', panel);
  let bad = false;
  // Before it opens: what is typed at once must not be written over.
  panel.addEventListener('beforetoggle', (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === 'open') fill();
  });

  function fill() {
    const { set } = store.get().state;
    const rows = set === null ? null : rowsOf(set);
    box.value = rows ? writeSet(rows) : '';
    said.textContent = '';
    check();
  }

  /** @returns {Read} what can be read, and says of the rest why not */
  function check() {
    const read = readSet(box.value);
    const sentences = complaints(read);
    bad = read.rows.length > MOST_ROWS || !read.rows.length;
    const left = read.problems.length ? [`${read.rows.length} sentences can be used without them.`] : [];
    said.replaceChildren(...[...sentences, ...left].map((sentence) => h('p', {}, sentence)));
    use.disabled = bad;
    use.textContent = `Use ${read.rows.length === 1 ? 'this one' : `these ${read.rows.length.toLocaleString('en')}`}`;
    return read;
  }

  /** @param {string} value */
  function take(value) {
    panel.hidePopover();
    store.change({ set: value });
  }

  /** @param {Event} event */
  function submit(event) {
    event.preventDefault();
    const { rows } = check();
    if (!bad) take(valueOf(rows));
  }

  async function open() {
    const [chosen] = file.files ?? [];
    if (!chosen) return;
    if (chosen.size > MOST_BYTES) return said.replaceChildren(h('p', {}, 'The file is larger than 12 MB.'));
    box.value = await chosen.text();
    file.value = '';
    check();
  }
  return { elements: [button, panel], open: () => panel.showPopover() };
}

/** What is said of a set that no link can hold. @param {string} value */
export const keptNote = (value) => (isHere(value) ? 'This set is too large for a link: it stays in this tab. Save it as JSON or CSV to keep it, and load the file again elsewhere.' : '');
