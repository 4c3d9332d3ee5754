/** @typedef {import('../../../scene/items.js').Item} Item */
/** @typedef {import('../../../scene/items.js').Colour} Colour */
/** @typedef {import('../../export/measure.js').Measure} Measure */

const LEFT = 44;
const RIGHT = 14;
const TOP = 30;
const BOTTOM = 26;
const DOT = 3.5;
/** The room that a line takes before its name. */
const SAMPLE = 26;
/** The room that the name of the start takes. */
const FIRST = 60;
/** A name of a step that is cut further than to this many letters says nothing. */
const LETTERS = 3;

/** The models' colours, left and right. @type {{ stroke: Colour, dash?: number }[]} */
const LOOKS = [{ stroke: 'accent' }, { stroke: 'cell', dash: 4 }];

/** A small disc, as a polygon. @param {number} x @param {number} y @returns {number[]} */
const disc = (x, y) =>
  Array.from({ length: 12 }, (_, i) => (i * Math.PI) / 6).flatMap((angle) => [x + DOT * Math.cos(angle), y + DOT * Math.sin(angle)]);

/** As much of a text as fits, or nothing. @param {string} text @param {number} room @param {Measure} measure */
function cut(text, room, measure) {
  const letters = [...text];
  for (let count = letters.length; count >= LETTERS; count--) {
    const short = count === letters.length ? text : `${letters.slice(0, count).join('')}…`;
    if (measure(short, 11, 'sans') <= room) return short;
  }
  return '';
}

/**
 * What becomes of the answer step by step: for each model a line of the
 * probability of the label that it gave first.
 * @param {{ names: string[], series: number[][], steps: string[], half: boolean }} trace
 *   `series[model][point]`, the first point being the text as it was; `steps`: what each later point changed; `half`: with two labels one half is where the answer turns
 * @param {{ width: number, height: number }} size  px @param {Measure} measure
 * @returns {{ items: Item[], width: number, height: number }}
 */
export function traceScene({ names, series, steps, half }, { width, height }, measure) {
  const points = steps.length + 1;
  const column = points < 2 ? 0 : (width - LEFT - RIGHT) / (points - 1);
  const x = (/** @type {number} */ i) => LEFT + i * column;
  const y = (/** @type {number} */ value) => TOP + (1 - value) * (height - TOP - BOTTOM);
  /** @type {Item[]} */
  const items = [0, 0.5, 1].flatMap((value) => [
    { kind: 'path', points: [LEFT, y(value), width - RIGHT, y(value)], stroke: value === 0.5 && half ? 'quiet' : 'line', width: 1, dash: value === 0.5 && half ? 3 : undefined, opacity: 1 },
    { kind: 'text', x: LEFT - 8, y: y(value), text: `${value * 100} %`, face: 'sans', size: 11, anchor: 'end', fill: 'quiet' },
  ]);
  items.push({ kind: 'text', x: x(0), y: height - BOTTOM + 16, text: 'as it was', face: 'sans', size: 11, anchor: 'start', fill: 'quiet' });
  for (const [i, step] of steps.entries()) {
    const last = i === steps.length - 1;
    const room = Math.min(column - 12, i === 0 ? (last ? 1 : 2) * (column - FIRST) : Infinity);
    const text = cut(step, last && i ? column / 2 : room, measure);
    if (text) items.push({ kind: 'text', x: x(i + 1), y: height - BOTTOM + 16, text, face: 'sans', size: 11, anchor: last ? 'end' : 'middle', fill: 'ink' });
  }
  series.forEach((values, m) => {
    const { stroke, dash } = LOOKS[m];
    const line = values.flatMap((value, i) => [x(i), y(value)]);
    if (values.length > 1) items.push({ kind: 'path', points: line, stroke, width: 2, dash, opacity: 1 });
    for (const [i, value] of values.entries()) items.push({ kind: 'path', points: disc(x(i), y(value)), fill: stroke, opacity: 1 });
  });
  return { items: [...legend(names, measure), ...items], width, height };
}

/** The models' names with their lines, above the chart. @param {string[]} names @param {Measure} measure @returns {Item[]} */
function legend(names, measure) {
  let at = LEFT;
  return names.flatMap((text, m) => {
    const from = at;
    at += SAMPLE + measure(text, 12, 'sans') + 24;
    const { stroke, dash } = LOOKS[m];
    return /** @type {Item[]} */ ([
      { kind: 'path', points: [from, 8, from + SAMPLE - 6, 8], stroke, width: 2, dash, opacity: 1 },
      { kind: 'text', x: from + SAMPLE, y: 8, text, face: 'sans', size: 12, anchor: 'start', fill: 'ink' },
    ]);
  });
}
