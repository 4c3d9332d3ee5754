import { inOrder, threshold } from '../../attention/pipeline.js';
import { shortName } from '../../attention/units.js';
import { toView } from '../../state/link.js';
import { evidenceOf } from '../heads/labels.js';
import { mapLayout } from '../heads/map-scene.js';

/** @typedef {import('./parts.js').Shown} Shown */

/** What was measured of a head. @param {Shown} shown @param {number} layer @param {number} head @returns {Record<string, string>} */
function measured({ heads }, layer, head) {
  if (!heads) return {};
  const labels = heads.labels.get(`${layer}.${head}`) ?? [];
  return { corpus: heads.corpus, labels: labels.map(({ name }) => name).join(' '), evidence: evidenceOf(labels, 3) };
}

/** @param {Shown} shown @returns {Record<string, string | number>[]} what is drawn, one row each */
export function rowsOf(shown) {
  const { picture, state, overview, name } = shown;
  const where = { picture: name };
  if (state.view === 'overview') {
    const heads = overview?.summary ?? [];
    return heads.flatMap((layer, l) => layer.map((summary, h) => ({ ...where, layer: l + 1, head: h + 1, ...summary, ...measured(shown, l + 1, h + 1) })));
  }
  if (state.view === 'map' && shown.heads) {
    const { points } = mapLayout(shown.heads.table, shown.heads.labels, 1);
    return points.map(({ layer, head, x, y }) => ({ ...where, layer, head, x, y, ...measured(shown, layer, head) }));
  }
  const edges = state.view === 'heatmap' ? threshold(picture.matrix, 1) : picture.settledEdges;
  return Array.from(inOrder(edges), (e) => {
    const [from, to] = [picture.units[edges.from[e]], picture.units[edges.to[e]]];
    return {
      ...where,
      layer: picture.attention.layer,
      heads: picture.heads.join(' '),
      from: from.first,
      from_text: shortName(from),
      to: to.first,
      to_text: shortName(to),
      weight: edges.weight[e],
    };
  });
}

/** A field that a spreadsheet would run as a formula is told to be text. @param {string | number} value */
function field(value) {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @param {Record<string, string | number>[]} rows  whose keys name the columns @returns {string} RFC 4180 */
export function csvTable(rows) {
  const keys = [...new Set(rows.flatMap(Object.keys))];
  return [keys.join(','), ...rows.map((row) => keys.map((key) => field(row[key] ?? '')).join(','))].join('\r\n') + '\r\n';
}

/** @param {Shown[]} pictures @returns {string} */
export const csvOf = (pictures) => csvTable(pictures.flatMap(rowsOf));

/** @param {Shown[]} pictures @returns {string} */
export function jsonOf(pictures) {
  const entries = pictures.map((shown) => ({
    name: shown.name,
    state: toView(shown.state),
    model: shown.picture.model.id,
    layer: shown.picture.attention.layer,
    heads: shown.picture.heads,
    tokens: shown.picture.attention.tokens,
    drawn: rowsOf(shown).map(({ picture: _, heads: __, layer, ...row }) => (['overview', 'map'].includes(shown.state.view) ? { layer, ...row } : row)),
  }));
  return `${JSON.stringify({ pictures: entries }, null, 2)}\n`;
}
