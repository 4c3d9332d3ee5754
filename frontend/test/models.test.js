import test from 'node:test';
import assert from 'node:assert/strict';
import { architectureName, idFor, onPage, parametersIn, sizeOf, taskName } from '../src/lazy/models/words.js';

test('a file gives its model a name that may be one and is free', () => {
  assert.equal(idFor('TA_model_1.pt', []), 'TA_model_1');
  assert.equal(idFor('my model (final) é.safetensors', []), 'my-model-final');
  assert.equal(idFor('v1.2.bin', ['v1.2', 'v1.2-2']), 'v1.2-3');
  assert.equal(idFor('.pt', []), 'model');
  assert.equal(idFor('模型.pt', []), 'model');
  assert.equal(idFor(`${'a'.repeat(90)}.pt`, ['a'.repeat(64)]), `${'a'.repeat(62)}-2`);
});

test('sizes read like sizes', () => {
  const bytes = [0, 900, 504_000, 91_600_000, 1_340_000_000];
  assert.deepEqual(bytes.map(sizeOf), ['0 bytes', '900 bytes', '504 kB', '91.6 MB', '1.3 GB']);
  assert.deepEqual([540, 57_385, 22_892_346, 1.5e9].map(parametersIn), ['540', '57.4 thousand', '22.9 million', '1.5 billion']);
});

test('models say what they are in words', () => {
  assert.deepEqual(['gpt2', 'roberta', 'other'].map(architectureName), ['GPT-2', 'RoBERTa', 'other']);
  const model = { id: 'm', name: 'M', architecture: 'bert', layers: 1, heads: 1, max_tokens: 9, parameters: 1, default: false };
  assert.equal(taskName({ ...model, task: 'classification', labels: ['no', 'yes'] }), 'no, yes');
  assert.equal(taskName({ ...model, task: 'causal' }), 'next words');
});

test('options of the command line are called what the fields are called', () => {
  assert.equal(onPage('Say --heads or --head, or --like.'), 'Say “Heads per layer” or “Classifier’s matrix”, or “Built like”.');
});
