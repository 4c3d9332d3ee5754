import { once } from '../once.js';
import { range } from '../state/state.js';
import { focus, fromRows, intoColumns, received } from './cells.js';
import { betweenTexts, byUnit, combine, largest, threshold, touching, withoutSpecials } from './pipeline.js';
import { reading, specialShare } from './reading.js';
import { tokensOf, unitOf, unitsOf } from './units.js';

/** @typedef {import('../store.js').Snapshot} Snapshot */
/** @typedef {import('../state/state.js').State} State */
/** @typedef {import('./pipeline.js').Matrix} Matrix */
/** @typedef {import('../types.js').Attention} Attention */
/** @typedef {import('../types.js').Model} Model */
/** @typedef {import('../types.js').Unit} Unit */
/** @typedef {import('../types.js').Lock} Lock */
/** @typedef {ReturnType<ReturnType<typeof createPainter>>} Picture  all that the figure shows */

/**
 * The steps from heads to edges, each remembered while its inputs stay the
 * same. The largest steps write over what they gave before: a picture is good
 * until the next one is painted.
 */
function createPipeline() {
  const special = once(specialsOf);
  const sides = once(sidesOf);
  const combined = reusing(combinedPlain, ({ values }) => values);
  const between = once(betweenTexts);
  const grouped = once(byUnit);
  const kept = reusing(threshold, (edges) => edges);
  /** @param {Attention} attention @param {Unit[]} units @param {number[]} heads @param {State} state */
  return (attention, units, heads, state) => {
    const plain = combined(attention, heads, state.combine, special(attention), state.specials);
    const matrix = grouped(between(plain, sides(attention), state.pairs), units);
    return { matrix, edges: kept(matrix, state.threshold / 100) };
  };
}

/**
 * @param {Attention} attention @param {number[]} heads @param {State['combine']} how
 * @param {boolean[]} special @param {State['specials']} specials @param {Float32Array} [room]
 */
function combinedPlain({ weights, tokens }, heads, how, special, specials, room) {
  const whole = combine(weights, tokens.length, heads, how, room);
  return withoutSpecials(whole, special, specials, whole.values);
}

/**
 * Runs only when one of its inputs is another one, and gives the step what it may write over.
 * @template {unknown[]} A @template R @template B
 * @param {(...inputs: [...A, B?]) => R} step @param {(result: R) => B} roomOf @returns {(...inputs: A) => R}
 */
function reusing(step, roomOf) {
  /** @type {B | undefined} */
  let room;
  return once((/** @type {A} */ ...inputs) => {
    const result = step(...inputs, room);
    room = roomOf(result);
    return result;
  });
}

/** @param {Attention} attention */
const specialsOf = ({ tokens }) => tokens.map((token) => token.special);

/** @param {Attention} attention */
const sidesOf = ({ tokens }) => tokens.map((token) => token.side);

/** @param {Unit[]} units @param {Lock[]} locks  by token @returns {Lock[]} by unit, each once */
function byUnits(units, locks) {
  const held = new Map(
    locks.flatMap(({ index, side }) => {
      const unit = unitOf(units, index);
      return unit ? [[`${unit.index}${side}`, { index: unit.index, side }]] : [];
    }),
  );
  return [...held.values()];
}

/**
 * The units that are held or that an arc touches.
 * @param {import('./pipeline.js').Edges} edges @param {Lock[]} held
 * @returns {Record<import('../types.js').Side, Set<number>> | null} null: none is held, so none stands out
 */
function nearOf({ from, to }, held) {
  if (!held.length) return null;
  const near = { from: new Set(from), to: new Set(to) };
  for (const { index, side } of held) near[side].add(index);
  return near;
}

/** @param {Attention} attention @param {Unit[]} units @param {Lock[]} held */
function cellsOf(attention, units, held) {
  const rows = held.filter(({ side }) => side === 'from').flatMap(({ index }) => tokensOf(units[index]));
  const columns = held.filter(({ side }) => side === 'to').map(({ index }) => units[index]);
  return {
    left: columns.length ? intoColumns(attention, units, columns) : focus(attention, units),
    right: rows.length ? fromRows(attention, units, rows) : received(attention, units),
    leftIs: columns.length ? 'weight' : 'focus',
    rightIs: rows.length ? 'weight' : 'received',
  };
}

/** @param {{ units: Unit[], layer: number, allHeads: number }} common @param {Matrix} matrix @param {Lock[]} held @param {number[]} heads */
const said = (common, matrix, held, heads) => reading({ ...common, matrix, held, heads });

/** Paints pictures of attention, one after the other. */
export function createPainter() {
  const settledPipeline = createPipeline();
  const previewPipeline = createPipeline();
  const unitsFor = once(unitsOf);
  const lockedUnits = once(byUnits);
  const allHeads = once(range);
  const oneHead = once(range);
  const cells = once(cellsOf);
  const lockedEdges = once(touching);
  const settledMost = once(largest);
  const most = once(largest);
  const near = once(nearOf);
  const inCommon = once((/** @type {Unit[]} */ units, /** @type {number} */ layer, /** @type {number} */ allHeads) => ({ units, layer, allHeads }));
  const sentence = once(said);
  const settledSentence = once(said);
  const specials = once(specialsTake);

  /** @param {Attention} attention @param {Pick<Snapshot, 'state' | 'hover'>} snapshot @param {Model} model */
  return (attention, { state, hover }, model) => {
    const units = unitsFor(attention.tokens, attention.words, state.units, state.replace);
    const locked = lockedUnits(units, state.lock);
    const heads = state.heads ?? allHeads(1, model.heads);
    const settled = settledPipeline(attention, units, heads, state);
    const held = hover.token ? byUnits(units, [hover.token]) : locked;
    const shownHeads = hover.head === null ? heads : oneHead(hover.head, hover.head);
    const shown = hover.head === null ? settled : previewPipeline(attention, units, shownHeads, state);
    const settledEdges = lockedEdges(settled.edges, locked);
    const edges = shown === settled && held === locked ? settledEdges : touching(shown.edges, held);
    const off = state.ablate.filter(({ layer }) => layer === attention.layer).map(({ head }) => head);
    const common = inCommon(units, attention.layer, model.heads);
    return {
      attention,
      units,
      locked,
      held,
      heads,
      shownHeads,
      model,
      off,
      matrix: settled.matrix,
      shownMatrix: shown.matrix,
      rows: units.filter((unit) => state.specials === 'show' || !unit.special).map(({ index }) => index),
      edges,
      settledEdges,
      near: near(edges, held),
      most: state.scale === 'fixed' ? 1 : most(edges),
      settledMost: state.scale === 'fixed' ? 1 : settledMost(settledEdges),
      cells: cells(attention, units, locked),
      sentence: sentence(common, shown.matrix, held, shownHeads),
      settledSentence: settledSentence(common, settled.matrix, locked, heads),
      specials: specials(attention, shownHeads, held, units),
    };
  };
}

/** @param {Attention} attention @param {number[]} heads @param {Lock[]} held @param {Unit[]} units */
function specialsTake(attention, heads, held, units) {
  const rows = held.filter(({ side }) => side === 'from').flatMap(({ index }) => tokensOf(units[index]));
  const plain = attention.tokens.filter((token) => !token.special).map((token) => token.index);
  return specialShare(attention, heads, rows.length ? rows : plain);
}
