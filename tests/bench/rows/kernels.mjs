// Instructions of our own hot loops, counted by valgrind: the same on every run, so a change shows that no clock would show.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { MODELS } from '../../start.mjs';
import { exampleProgram, Missing } from '../bench.mjs';
import { MINI } from '../texts.mjs';

const KERNELS = [
  ['quantise a layer, 12 heads, 64 tokens', 'core_kernels', 'quantise'],
  ['rank a row of 30,522, top 5', 'core_kernels', 'rank'],
  ['tokenise 27 words', 'tokenize_kernels', path.join(MODELS, MINI)],
  ['LIME, 5,000 masks of 25 words', 'explain_kernels', 'lime-masks'],
  ['LIME, masks and fit', 'explain_kernels', 'lime'],
  ['SHAP, exact, 10 words', 'explain_kernels', 'shap-exact'],
  ['SHAP, whole tree, 10 words', 'explain_kernels', 'shap-tree'],
];
/** What a program does before and after its rounds cancels out between two runs. */
const ROUNDS = [1, 4];

export async function run() {
  return KERNELS.map(([what, program, argument]) => {
    const [few, many] = ROUNDS.map((rounds) => instructions(exampleProgram(program), argument, rounds));
    const each = Math.round((many - few) / (ROUNDS[1] - ROUNDS[0]));
    return { what, ours: `${each.toLocaleString('en')} instructions` };
  });
}

function instructions(program, argument, rounds) {
  const said = callgrind([program, argument, String(rounds)]);
  const counted = /Collected\s*:\s*(\d+)/.exec(said);
  if (!counted) throw new Error(`callgrind did not count:\n${said}`);
  return Number(counted[1]);
}

/** What callgrind says, which goes to standard error. */
function callgrind(command) {
  const count = ['valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1', 'callgrind', ...command];
  try {
    return execFileSync('sh', ['-c', ...count], { encoding: 'utf8' });
  } catch (error) {
    if (error.status === 127) throw new Missing('there is no valgrind: install it (Debian: apt-get install valgrind)');
    throw error;
  }
}
