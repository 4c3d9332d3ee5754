import { reportOf } from './report.js';

/** @typedef {import('./saving.js').Shown} Shown */

const STYLE = `
body { max-width: 820px; margin: 40px auto; padding: 0 20px; background: #fff; color: #1b1f27; font: 15px/1.5 Inter, system-ui, sans-serif; }
h1 { font: italic 26px/1.3 Newsreader, Georgia, serif; }
svg { max-width: 100%; height: auto; }
table { border-collapse: collapse; margin-top: 16px; }
caption { text-align: left; font-weight: 600; padding: 8px 0; }
th, td { padding: 3px 18px 3px 0; text-align: left; font-weight: 400; border-top: 1px solid #e3e0d8; }
footer { color: #5c626d; }
pre { max-height: 320px; overflow: auto; font-size: 12px; background: #fcfbf8; padding: 12px; }`;

/**
 * One page that stands alone: the figure, the tables and the answers. Made of nodes, so that the text is only ever text.
 * @param {Shown} shown @param {string} svg  the figure, as text @param {string} json  the answers @param {string} link @returns {string}
 */
export function documentOf(shown, svg, json, link) {
  const report = reportOf(shown);
  const made = document.implementation.createHTMLDocument(`${report.title.slice(0, 60)} · Headlight`);
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
  const title = make('h1', report.title);
  title.dir = 'auto';
  const row = (/** @type {'th' | 'td'} */ tag, /** @type {string[]} */ cells) => make('tr', ...cells.map((cell) => make(tag, cell)));
  const tables = report.tables.map(({ caption, head, rows }) => make('table', make('caption', caption), make('thead', row('th', head)), make('tbody', ...rows.map((cells) => row('td', cells)))));
  const sentences = [report.says, ...report.warnings, report.ending, report.count].filter(Boolean).map((sentence) => make('p', sentence));
  const address = /** @type {HTMLAnchorElement} */ (make('a', link));
  address.href = link;
  made.body.append(title, made.createComment('figure'), ...sentences, ...tables);
  made.body.append(make('details', make('summary', 'The answers as JSON'), make('pre', json)), make('footer', 'Made with Headlight, ', address));
  const html = made.documentElement.outerHTML.replace('<!--style-->', () => `<style>${STYLE}</style>`).replace('<!--figure-->', () => svg);
  return `<!doctype html>\n${html}\n`;
}
