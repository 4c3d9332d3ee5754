// lime and shap for Python, once, in Headlight's folder of the user's cache (as xtask does with libtorch).
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

const REQUIREMENTS = new URL('requirements.txt', import.meta.url);
const PIP = '-m pip install --no-deps --require-hashes --no-input --disable-pip-version-check --quiet'.split(' ');

/** Runs Python to its end: what it printed. A failure is told in a sentence. */
export function python(args, options, what) {
  const { status, stdout, stderr, error } = spawnSync('python3', args, { encoding: 'utf8', maxBuffer: 1 << 28, ...options });
  if (error) throw new Error(`${what}: python3 does not run here (${error.code}). Install Python 3.11 or newer with pip.`);
  if (status !== 0) throw new Error(`${what}: ${stderr.trim().split('\n').slice(-6).join('\n')}`);
  return stdout;
}

/** The folder with the libraries, for PYTHONPATH; installed where it is missing. */
export function libraries() {
  const version = python(['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], {}, 'Python is missing').trim();
  const pins = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex').slice(0, 12);
  const folder = path.join(cache(), `python-${version}-${pins}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache(), { recursive: true });
  const partial = mkdtempSync(`${folder}.partial-`);
  try {
    const install = [...PIP, '--target', partial, '--requirement', REQUIREMENTS.pathname];
    python(install, { env: { ...process.env, PIP_REQUIRE_VIRTUALENV: '0' } }, 'pip could not install lime and shap');
    // Whole or not there at all; another run may have been faster.
    if (!existsSync(folder)) renameSync(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return folder;
}

function cache() {
  const set = process.env.XDG_CACHE_HOME ?? '';
  const mac = process.platform === 'darwin';
  const user = path.isAbsolute(set) ? set : path.join(homedir(), mac ? 'Library/Caches' : '.cache');
  return path.join(user, 'headlight');
}
