const STYLE = `
body { max-width: 860px; margin: 40px auto; padding: 0 20px; background: #fff; color: #1b1f27; font: 15px/1.5 Inter, system-ui, sans-serif; }
h1 { font: italic 26px/1.3 Newsreader, Georgia, serif; }
svg { max-width: 100%; height: auto; }
table { border-collapse: collapse; margin-top: 14px; font-size: 14px; }
caption { text-align: left; font-weight: 600; padding: 8px 0; }
th, td { padding: 3px 18px 3px 0; text-align: left; font-weight: 400; border-top: 1px solid #e3e0d8; vertical-align: baseline; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
p, footer { color: #5c626d; }
pre { max-height: 320px; overflow: auto; font-size: 12px; background: #fcfbf8; padding: 12px; }`;

/** @typedef {(tag: string, ...children: (Node | string)[]) => HTMLElement} Make */
/** @typedef {{ caption: string, head: string[], rows: (string | number)[][] }} Table */

/** @param {Make} make @param {string | number} value */
function cell(make, value) {
  if (typeof value === 'string') return make('td', value);
  const element = make('td', Number.isInteger(value) ? String(value) : value.toPrecision(4));
  element.className = 'number';
  return element;
}

/** @param {Make} make @param {Table} table */
function tableOf(make, { caption, head, rows }) {
  const titles = make('tr', ...head.map((title) => make('th', title)));
  const body = rows.map((row) => make('tr', ...row.map((value) => cell(make, value))));
  return make('table', make('caption', caption), make('thead', titles), make('tbody', ...body));
}

/**
 * One page that stands alone: a figure between words, tables, and the answers.
 * Made of nodes, so that what a person typed is only ever text.
 * @param {object} page
 * @param {string} page.title  of the window
 * @param {string | null} page.text  that was read
 * @param {string[]} page.above  sentences above the figure
 * @param {string} page.svg  the figure, as text
 * @param {string[]} page.below  sentences below it
 * @param {Table[]} page.tables
 * @param {string | null} page.json  the answers
 * @param {string} page.link
 * @returns {string}
 */
export function documentOf({ title, text, above, svg, below, tables, json, link }) {
  const made = document.implementation.createHTMLDocument(`${title} · Headlight`);
  /** @type {Make} */
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
  const heading = text === null ? [] : [make('h1', text)];
  for (const element of heading) element.dir = 'auto';
  const paragraphs = (/** @type {string[]} */ sentences) => sentences.filter(Boolean).map((sentence) => make('p', sentence));
  made.body.append(...heading, ...paragraphs(above), made.createComment('figure'), ...paragraphs(below));
  made.body.append(...tables.map((table) => tableOf(make, table)));
  if (json !== null) made.body.append(make('details', make('summary', 'The answers as JSON'), make('pre', json)));
  const address = /** @type {HTMLAnchorElement} */ (make('a', link));
  address.href = link;
  made.body.append(make('footer', 'Made with Headlight, ', address));
  const html = made.documentElement.outerHTML.replace('<!--style-->', () => `<style>${STYLE}</style>`).replace('<!--figure-->', () => svg);
  return `<!doctype html>\n${html}\n`;
}
