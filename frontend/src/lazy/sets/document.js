import { tableOf } from './data.js';

/** @typedef {import('./sections.js').Shown} Shown */

const STYLE = `
body { max-width: 940px; margin: 40px auto; padding: 0 20px; background: #fff; color: #1b1f27; font: 15px/1.5 Inter, system-ui, sans-serif; }
svg { max-width: 100%; height: auto; }
table { border-collapse: collapse; font-size: 13px; }
caption { text-align: left; font-weight: 600; padding: 8px 0; }
th, td { padding: 3px 14px 3px 0; text-align: left; font-weight: 400; border-top: 1px solid #e3e0d8; vertical-align: baseline; }
footer { color: #5c626d; }`;

/**
 * One page that stands alone: the figure and every row. Made of nodes, so that the text is only ever text.
 * @param {Shown} shown @param {string} svg  the figure, as text @param {string} link @returns {string}
 */
export function documentOf(shown, svg, link) {
  const made = document.implementation.createHTMLDocument(`${shown.rows.length} sentences · Headlight`);
  /** @param {string} tag @param {...(Node | string)} children */
  const make = (tag, ...children) => {
    const element = made.createElement(tag);
    element.append(...children);
    return element;
  };
  made.documentElement.lang = 'en';
  const charset = make('meta');
  charset.setAttribute('charset', 'utf-8');
  made.head.prepend(charset);
  // Styles and the figure go in as text: this page may not have any, but the file may.
  made.head.append(made.createComment('style'));
  const figure = made.createComment('figure');
  const rows = tableOf(shown);
  const keys = Object.keys(rows[0] ?? {});
  const head = make('thead', make('tr', ...keys.map((key) => make('th', key))));
  const text = (/** @type {string | number} */ value) => (typeof value === 'number' && !Number.isInteger(value) ? value.toPrecision(4) : String(value));
  const body = make('tbody', ...rows.map((row) => make('tr', ...keys.map((key) => make('td', text(row[key]))))));
  const address = /** @type {HTMLAnchorElement} */ (make('a', link));
  address.href = link;
  made.body.append(figure, make('table', make('caption', 'Every row'), head, body), make('footer', 'Made with Headlight, ', address));
  const html = made.documentElement.outerHTML.replace('<!--style-->', () => `<style>${STYLE}</style>`).replace('<!--figure-->', () => svg);
  return `<!doctype html>\n${html}\n`;
}
