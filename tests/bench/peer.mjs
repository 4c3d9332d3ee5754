// Programs beside which Headlight is measured: they read a line, do one thing, and write a line.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import { createInterface } from 'node:readline';

/** What both sides are given: as many threads as there are cores, and threads that wait do not spin. */
const THREADS = String(os.availableParallelism());
const FAIR = {
  OMP_WAIT_POLICY: 'passive',
  MALLOC_ARENA_MAX: '2',
  OMP_NUM_THREADS: THREADS,
  MKL_NUM_THREADS: THREADS,
  HF_HUB_OFFLINE: '1',
  TOKENIZERS_PARALLELISM: 'true',
};

/**
 * Starts a program that answers each line with a line: `say` sends one, `stop` ends it.
 * @param {string} program
 * @param {string[]} args
 */
export function start(program, args, env = process.env) {
  const child = spawn(program, args, { env: { ...env, ...FAIR }, stdio: ['pipe', 'pipe', 'pipe'] });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (complaints = (complaints + text).slice(-4000)));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = Promise.race([once(child, 'close'), once(child, 'error')]);

  async function hear() {
    const { value, done } = await lines.next();
    if (!done) return value;
    const [how] = await ended;
    throw new Error(`${args[0] ?? program} ended (${how}):\n${complaints}`);
  }
  const say = (line) => {
    child.stdin.write(`${line}\n`);
    return hear();
  };
  const stop = () => {
    child.kill();
    return ended;
  };
  return { hear, say, stop };
}

/** A peer in Python: its first line says what it found best, then a JSON object is answered with another. */
export async function python(interpreter, script, args) {
  // PyTorch comes with its own libraries, and shall not find ours.
  const { LD_LIBRARY_PATH, DYLD_LIBRARY_PATH, ...env } = process.env;
  const peer = start(interpreter, ['-u', script, ...args], env);
  const ready = JSON.parse(await peer.hear());
  const ask = async (question) => JSON.parse(await peer.say(JSON.stringify(question)));
  return { ready, ask, stop: peer.stop };
}
