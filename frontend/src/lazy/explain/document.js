import { percent } from '../../expects/words.js';
import { rowsOf } from './data.js';
import { NAMES } from './names.js';

/** @typedef {import('./figure.js').Shown} Shown */

const STYLE = `
body { max-width: 820px; margin: 40px auto; padding: 0 20px; background: #fff; color: #1b1f27; font: 15px/1.5 Inter, system-ui, sans-serif; }
h1 { font: italic 26px/1.3 Newsreader, Georgia, serif; }
svg { max-width: 100%; height: auto; }
table { border-collapse: collapse; margin-top: 12px; }
caption { text-align: left; font-weight: 600; padding: 8px 0; }
th, td { padding: 3px 18px 3px 0; text-align: left; font-weight: 400; border-top: 1px solid #e3e0d8; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
p, footer { color: #5c626d; }
pre { max-height: 320px; overflow: auto; font-size: 12px; background: #fcfbf8; padding: 12px; }`;

/** What the table tells of a weight. */
const COLUMNS = { model_name: 'Model', method: 'Method', text: 'Word', weight: 'Weight', low: 'From', high: 'To', unit: 'Counted in' };

/**
 * One page that stands alone: the figure, every number, and the answers. Made
 * of nodes, so that the text is only ever text.
 * @param {Shown} shown @param {string} svg  the figure, as text @param {string} json  the answers @param {string} link
 * @returns {string}
 */
export function documentOf(shown, svg, json, link) {
  const made = document.implementation.createHTMLDocument(`${shown.text.slice(0, 60)} · Headlight`);
  /** @param {string} tag @param {string} [text] @param {...Node} children */
  const make = (tag, text = '', ...children) => {
    const element = made.createElement(tag);
    element.append(text, ...children);
    return element;
  };
  made.documentElement.lang = 'en';
  const charset = make('meta');
  charset.setAttribute('charset', 'utf-8');
  made.head.prepend(charset);
  made.head.append(make('style', STYLE));
  const title = make('h1', shown.text);
  title.dir = 'auto';
  const figure = made.importNode(new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement, true);
  const says = (shown.seen[0]?.sheets ?? []).map(({ result }, i) => `${shown.names[i]} gives ${shown.seen[0].answer.target} ${percent(result.prediction)}.`);
  const verdicts = shown.seen.flatMap(({ answer, sheets }) => sheets.map(({ verdict }) => make('li', `${NAMES[answer.method]}: ${verdict.text}`)));
  const address = /** @type {HTMLAnchorElement} */ (make('a', link));
  address.href = link;
  made.body.append(title, make('p', says.join(' ')), figure, make('ul', '', ...verdicts), weights(shown, make));
  made.body.append(make('details', '', make('summary', 'The answers as JSON'), make('pre', json)), make('footer', 'Made with Headlight, ', address));
  return `<!doctype html>\n${made.documentElement.outerHTML}\n`;
}

/** @param {Shown} shown @param {(tag: string, text?: string, ...children: Node[]) => HTMLElement} make */
function weights(shown, make) {
  const cell = (/** @type {string | number} */ value) => {
    const element = make('td', typeof value === 'number' ? value.toPrecision(4) : value);
    if (typeof value === 'number') element.className = 'number';
    return element;
  };
  const columns = Object.entries(COLUMNS).filter(([key]) => key !== 'model_name' || shown.names.length > 1);
  const head = make('tr', '', ...columns.map(([, name]) => make('th', name)));
  const rows = rowsOf(shown).map((row) => make('tr', '', ...columns.map(([key]) => cell(row[key]))));
  return make('table', '', make('caption', 'Every weight, with its 95 % interval where one is known'), make('thead', '', head), make('tbody', '', ...rows));
}
