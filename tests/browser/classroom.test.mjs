// The course report on two files as students get them: from import to exported figures (points 3, 4 and 6).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test, { after } from 'node:test';
import { evaluated, rowsOf } from './evaluated.mjs';
import { explained, retype } from './explained.mjs';
import { saved } from './saved.mjs';
import { headlight, root } from './start.mjs';
import { zoo } from './zoo.mjs';

const models = zoo();
const app = headlight({ models: models.folder, options: ['--default-model', 'headlight-mini'] });
after(models.remove);

/** Two checkpoints under the names that the course gives them. */
const FILES = { TA_model_1: 'custom_head.pt', TA_model_2: 'sigmoid_head.pt' };
const weights = (name) => readFileSync(path.join(root, 'tests/fixtures/checkpoints', name));

/** Imports a file by the panel of models. */
async function add(page, name, file) {
  await page.locator('#models-button').click();
  await page.locator('#import-file').setInputFiles({ name: `${name}.pt`, mimeType: 'application/octet-stream', buffer: weights(file) });
  await page.locator('#models-panel details').evaluate((details) => {
    details.open = true;
  });
  await page.getByLabel('Heads per layer').fill('4');
  await page.getByLabel('Labels').fill('negative, positive');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.locator('#import-result').waitFor();
  const said = await page.locator('#import-result').innerText();
  assert.match(said, new RegExp(`${name} is in the list\\.`));
  // Swapped labels would be seen here.
  assert.match(said, /It was a fantastic performance![\s\S]*The experience was terrible\./);
  await page.keyboard.press('Escape');
}

test('two .pt files, the report’s points 3, 4 and 6, and its figures', async () => {
  const page = await app.open('/?place=explain', { wait: false });
  await explained(page);
  for (const [name, file] of Object.entries(FILES)) await add(page, name, file);
  await page.locator('#model').selectOption('TA_model_1');
  await page.locator('#model2').selectOption('TA_model_2');

  // 3. Both on the six sentences.
  await page.locator('[data-which=set]').check({ force: true });
  await evaluated(page);
  assert.equal((await rowsOf(page)).length, 6);
  assert.equal(await page.locator('#multiples > li').count(), 6);
  assert.match(await page.locator('#quality').innerText(), /Left: TA_model_1[\s\S]*Right: TA_model_2/);
  const figure = await saved(page, 'svg');
  assert.equal(figure.name, 'TA_model_1-TA_model_2-6-sentences.svg');
  assert.match(figure.text, /Left: TA_model_1\. Right: TA_model_2\./);
  assert.equal(figure.text.match(/>LIME</g).length, 6);

  // 4. LIME and SHAP of one of them, base values side by side, for either class.
  await page.getByRole('button', { name: 'The movie was okay; it had some good and bad parts.' }).first().click();
  await explained(page);
  assert.equal(await page.locator('#lime .weights').count(), 2);
  assert.equal(await page.locator('#shap svg').count(), 2);
  await page.locator('#bases svg').waitFor();
  for (const label of ['negative', 'positive']) {
    await page.locator(`.classes input[value=${label}]`).check({ force: true });
    await page.waitForFunction((label) => location.search.includes(`target=${label}`), label);
    await explained(page);
    const csv = (await saved(page, 'csv')).text;
    assert.match(csv, new RegExp(`TA_model_1 − TA_model_2,.*SHAP,${label},`));
  }
  assert.match((await saved(page, 'svg')).text, /base value/);

  // 6. Integrated gradients.
  await retype(page, 'this was not a good movie');
  await explained(page);
  assert.equal(await page.locator('#method').inputValue(), 'integrated_gradients');
  assert.equal(await page.locator('#words .marked').count(), 2);
  assert.doesNotMatch(await page.locator('#words').innerText(), /Shown instead/);
  const last = await saved(page, 'svg');
  assert.match(last.text, /Integrated gradients, TA_model_2/);
  assert.deepEqual(page.complaints, []);
});
