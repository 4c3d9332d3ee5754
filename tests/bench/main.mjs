// Runs rows of figures and prints them as a table: `node tests/bench/main.mjs [--quick] [--write] [ROW...]`.
// `--needs` only says which programs the rows need. `cargo xtask bench` builds and provides all that, and runs it.
import { parseArgs } from 'node:util';
import { bench, Missing } from './bench.mjs';
import { write } from './document.mjs';
import { machine } from './machine.mjs';
import { notes, table } from './table.mjs';

/** In the order of the table, each with the programs that it needs. */
const ROWS = {
  attention: ['python'],
  switch: [],
  payload: [],
  clients: ['python'],
  interactive: [],
  start: [],
  memory: [],
  lime: ['python'],
  shap: ['python'],
  accuracy: ['python'],
  ig: ['python'],
  heldout: [],
  corpus: ['python'],
  attack: ['python'],
  guard: [],
  page: ['chromium'],
  heads512: ['chromium'],
  kernels: [],
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean' }, write: { type: 'boolean' }, needs: { type: 'boolean' } },
});
const unknown = positionals.filter((name) => !Object.hasOwn(ROWS, name));
if (unknown.length) {
  console.error(`There is no row “${unknown.join('”, “')}”. Rows: ${Object.keys(ROWS).join(', ')}.`);
  process.exit(2);
}
if (values.quick && values.write) {
  console.error('A quick run has no figures to write.');
  process.exit(2);
}
const chosen = Object.keys(ROWS).filter((row) => !positionals.length || positionals.includes(row));
if (values.needs) {
  console.log([...new Set(chosen.flatMap((row) => ROWS[row]))].join(' '));
  process.exit();
}

/** One row's figures, or why there are none: the rows after it are measured all the same. */
async function measure(row, quick) {
  const at = bench({ quick });
  try {
    const { run } = await import(`./rows/${row}.mjs`);
    return { row, figures: await run(at) };
  } catch (error) {
    process.exitCode = 1;
    if (!(error instanceof Missing)) console.error(error);
    return { row, figures: [{ what: 'not measured', ours: '', note: String(error.message) }] };
  } finally {
    await at.end();
  }
}

const results = [];
for (const row of chosen) {
  console.log(`measuring: ${row}`);
  results.push(await measure(row, Boolean(values.quick)));
}
const report = { where: await machine(), table: table(results), notes: notes(results) };
console.log(['', ...report.where, '', report.table, '', report.notes].join('\n'));
if (values.write) write(report);
