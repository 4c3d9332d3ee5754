// docs/BENCHMARKS.md: what stands above its last heading is written by people and stays.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../start.mjs';

const FILE = path.join(root, 'docs/BENCHMARKS.md');
const HEADING = '## Figures';

/** Puts the figures of a run below the heading. */
export function write({ where, table, notes }) {
  const written = readFileSync(FILE, 'utf8').split(`${HEADING}\n`)[0];
  const machine = where.map((line) => `- ${line}`).join('\n');
  writeFileSync(FILE, `${written}${HEADING}\n\n${machine}\n\n${table}\n\n${notes}\n`);
  console.log('written: docs/BENCHMARKS.md');
}
