// What a row works with.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MODELS, root, serve } from '../start.mjs';
import { connect } from './http.mjs';
import { python, start } from './peer.mjs';
import { MINI } from './texts.mjs';

/** What a server is told that keeps nothing: a text asked twice costs twice. */
export const NO_CACHE = ['--cache-bytes', '1'];

/** Something that this machine lacks; the row is left out, and why is said. */
export class Missing extends Error {}

/**
 * @param {{ quick: boolean }} options quick: a few rounds of everything, to see that it works
 */
export function bench({ quick }) {
  const closing = [];
  /** Done when the row ends, last first. */
  const after = (close) => closing.push(close);
  async function end() {
    while (closing.length) await closing.pop()();
  }

  /** A folder that is gone when the row ends. */
  function folder() {
    const made = mkdtempSync(path.join(tmpdir(), 'headlight-bench-'));
    after(() => rmSync(made, { recursive: true, force: true }));
    return made;
  }

  /** The real server, warm, with a client of one connection. */
  async function server(args = [], data = folder()) {
    const started = await serve({ data, args });
    after(() => started.stop());
    const client = connect(started.address);
    after(client.close);
    await client.attention({ model: MINI, text: 'Warm.' });
    return { ...client, address: started.address, pid: started.process.pid, stop: started.stop };
  }

  /** A peer of tests/bench/peers. */
  async function peer(script, ...args) {
    const interpreter = process.env.HEADLIGHT_BENCH_PYTHON;
    if (!interpreter) throw new Missing('no Python: cargo xtask bench prepares one, HEADLIGHT_BENCH_PYTHON names yours');
    const started = await python(interpreter, path.join(root, 'tests/bench/peers', script), [MODELS, ...args]);
    after(started.stop);
    return started;
  }

  /** A program that `cargo xtask bench` builds; it answers each line with a line. */
  function example(name, ...args) {
    const program = exampleProgram(name);
    const started = start(program, args);
    after(started.stop);
    return started;
  }

  /** The one number that fits: the whole of it, or what is enough to see that a row works. */
  const size = (whole, little) => (quick ? little : whole);
  return { quick, size, after, end, folder, server, peer, example };
}

/** Where an example of ours lies. */
export function exampleProgram(name) {
  const folder = process.env.HEADLIGHT_EXAMPLES ?? path.join(root, 'target/release/examples');
  const program = path.join(folder, name);
  if (!existsSync(program)) throw new Missing(`no example “${name}”: cargo xtask bench builds it`);
  return program;
}
