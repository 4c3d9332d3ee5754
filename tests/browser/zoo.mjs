// A folder with models of every architecture, one of twelve layers with sixteen heads, and one without a head.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MODELS, root } from './start.mjs';

const PARITY = path.join(root, 'tests/fixtures/parity');
const SMALL = ['gpt2', 'distilbert-mlm', 'roberta-mlm', 'albert-mlm', 'electra-mlm', 'bert-classifier'];
const FROM = path.join(PARITY, 'bert-uncased-mlm');

/**
 * A small model made into another one: its layers used again and again, some
 * of its weights left out.
 * @param {string} to @param {{ layers: number, keep?: RegExp, config: object }} how
 */
function derive(to, { layers, keep = /./, config }) {
  cpSync(FROM, to, { recursive: true });
  const file = readFileSync(path.join(FROM, 'model.safetensors'));
  const start = 8 + Number(file.readBigUInt64LE());
  const { __metadata__, ...tensors } = JSON.parse(file.subarray(8, start).toString());
  const header = { __metadata__ };
  const parts = [];
  let at = 0;
  const put = (name, { data_offsets: [begin, end], ...kind }) => {
    header[name] = { ...kind, data_offsets: [at, at + end - begin] };
    parts.push(file.subarray(start + begin, start + end));
    at += end - begin;
  };
  for (const [name, tensor] of Object.entries(tensors).filter(([name]) => keep.test(name))) {
    const [, before, layer, after] = /^(.*\.layer\.)(\d+)(\..*)$/.exec(name) ?? [];
    if (layer === undefined) put(name, tensor);
    else for (let l = Number(layer); l < layers; l += 3) put(`${before}${l}${after}`, tensor);
  }
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  writeFileSync(path.join(to, 'model.safetensors'), Buffer.concat([length, text, ...parts]));
  const own = JSON.parse(readFileSync(path.join(FROM, 'config.json'), 'utf8'));
  writeFileSync(path.join(to, 'config.json'), JSON.stringify({ ...own, num_hidden_layers: layers, ...config }));
}

/** Makes the folder. @returns {{ folder: string, remove: () => void }} */
export function zoo() {
  const folder = mkdtempSync(path.join(tmpdir(), 'headlight-models-'));
  for (const model of readdirSync(MODELS)) symlinkSync(path.join(MODELS, model), path.join(folder, model));
  for (const model of SMALL) symlinkSync(path.join(PARITY, model), path.join(folder, model));
  derive(path.join(folder, 'deep'), { layers: 12, config: { num_attention_heads: 16 } });
  derive(path.join(folder, 'headless'), { layers: 3, keep: /^bert\./, config: { architectures: ['BertModel'] } });
  mkdirSync(path.join(folder, 'broken'));
  writeFileSync(path.join(folder, 'broken/config.json'), '{"model_type": "bert"}');
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
