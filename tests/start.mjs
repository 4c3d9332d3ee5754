// The real binary: what the tests in system/ and browser/ start, run and stop.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const MODELS = process.env.HEADLIGHT_MODELS ?? path.join(root, 'models');
export const BINARY = process.env.HEADLIGHT_BINARY ?? path.join(root, 'target/release/headlight');

/** An empty folder that is gone when the test `t` ends; of a whole file of tests `t` is `{ after }`. */
export function emptyFolder(t) {
  const folder = mkdtempSync(path.join(tmpdir(), 'headlight-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts `headlight` with these arguments alone: no options from the environment, and no headlight.toml. */
function start(args, options = {}) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('HEADLIGHT_')));
  const child = spawn(BINARY, args, { stdio: ['ignore', 'pipe', 'pipe'], env, cwd: tmpdir(), ...options });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr']) {
    child[stream].setEncoding('utf8').on('data', (text) => (said[stream] += text));
  }
  return { child, said };
}

/** Runs a command of `headlight` to its end: { code, stdout, stderr }. */
export async function run(args, options) {
  const { child, said } = start(args, { timeout: 60_000, ...options });
  const [code] = await once(child, 'close');
  return { code, ...said };
}

/**
 * Starts `headlight serve` on a free port and resolves once its default model is loaded: `address`, the `process`, and
 * `stop(signal)`, which resolves to { code, signal, stderr } and may be called again.
 */
export async function serve({ listen = '127.0.0.1:0', models = MODELS, data, args = [] }) {
  const all = ['serve', '--listen', listen, '--models', models, '--data', data, ...args];
  const { child, said } = start(all);
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, ...said }));
  const stop = (signal = 'SIGTERM') => {
    child.kill(signal);
    return ended;
  };
  const early = ended.then(({ code, stderr }) => {
    throw new Error(`the server ended with ${code}:\n${stderr}`);
  });
  early.catch(() => {});
  const address = await Promise.race([listening(said), early]);
  while (!(await fetch(`${address}/readyz`)).ok) await sleep(20);
  return { address, process: child, stop };
}

async function listening(said) {
  for (;;) {
    const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said.stdout);
    if (found) return found[0];
    await sleep(10);
  }
}
