import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { PNG } from 'pngjs';
import { explainAt, FANTASTIC, openExplain } from './explained.mjs';
import { saved, standsAlone } from './saved.mjs';
import { headlight, out } from './start.mjs';

const app = headlight();
const LEFT = 'sentiment-left';

test('CSV holds every weight in view, JSON the answers themselves', async () => {
  const page = await openExplain(app, '/?place=explain');
  const { name, bytes } = await saved(page, 'csv');
  assert.equal(name, 'sentiment-left-It-was-a-fantastic.csv');
  const [head, ...rows] = bytes.toString().trim().split('\r\n');
  assert.equal(head, 'model,model_name,method,target,prediction,text,start,end,weight,low,high,unit');
  assert.equal(rows.length, 15);
  const answer = await app.post('/explain', { models: [LEFT], text: FANTASTIC, method: 'shap' });
  const json = JSON.parse((await saved(page, 'json')).text);
  assert.deepEqual(json.answers.find(({ method }) => method === 'shap'), answer);
  assert.ok(rows.some((row) => row.includes(`,fantastic,9,18,${answer.results[0].weights[3].weight},`)));
});

test('an SVG stands alone; a PNG has two pixels for one', async () => {
  const page = await openExplain(app, explainAt('"Good" <b>&</b> שלום', 'model2=sentiment-right'));
  const svg = (await saved(page, 'svg')).text;
  for (const words of ['base value', 'f(x)', 'LIME', '@font-face', 'שלום']) assert.ok(svg.includes(words), words);
  assert.ok(!/(href|src)=|url\((?!"?data:)/.test(svg), 'it asks for nothing');
  const complaint = await page.evaluate((text) => new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror')?.textContent ?? null, svg);
  assert.equal(complaint, null);
  const png = (await saved(page, 'png')).bytes;
  writeFileSync(path.join(out, 'explain.png'), png);
  assert.equal(PNG.sync.read(png).width, 2 * (760 + 56));
});

test('the web page stands alone, shows text as text and asks for nothing', async () => {
  const text = '<img src=x onerror=alert(1)> </script> good';
  const page = await openExplain(app, explainAt(text));
  const other = await standsAlone(page, 'explain.html', text);
  assert.ok((await other.locator('tbody tr').count()) >= 3);
  await other.screenshot({ path: path.join(out, 'explain-page.png'), fullPage: true });
});

/** What a proof holds, as Python reads it: the file is parsed and not run, since lime and shap need not be here. */
const PARSE = `
import ast, json, sys
tree = ast.parse(open(sys.argv[1]).read())
data = next(node.value.args[0].value for node in tree.body if isinstance(node, ast.Assign) and node.targets[0].id == "DATA")
print(json.dumps(json.loads(data)))
`;

test('a proof is a Python file with every text that the libraries ask about, and its score', async () => {
  const text = 'It\'s "good" \\ 😀 שלום, good.';
  const page = await openExplain(app, explainAt(text));
  const { name, bytes } = await saved(page, 'proof');
  assert.match(name, /^sentiment-left-It-s-.+-proof\.py$/);
  const file = path.join(out, 'proof.py');
  writeFileSync(file, bytes);
  const data = JSON.parse(execFileSync('python3', ['-c', PARSE, file], { encoding: 'utf8' }));
  assert.deepEqual([data.text, data.labels, data.mask], [text, ['negative', 'positive'], '[MASK]']);
  const texts = Object.keys(data.table);
  assert.ok(texts.includes(text) && texts.includes(data.shap.results[0].blank.text));
  const sample = texts.slice(0, 20);
  const { probabilities } = await app.post('/classify', { model: LEFT, texts: sample });
  sample.forEach((one, i) => data.table[one].forEach((score, label) => assert.ok(Math.abs(score - probabilities[i][label]) < 1e-5, one)));
  const lime = await app.post('/explain', { models: [LEFT], text, method: 'lime', options: { preset: 'lime' } });
  assert.deepEqual(data.lime.results[0].weights, lime.results[0].weights);
});
