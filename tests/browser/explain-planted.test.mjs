// A classifier whose answer depends on one word: on the page too, every method names it first, for either class.
import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import test, { after } from 'node:test';
import { emptyFolder } from '../start.mjs';
import { barsOf, explainAt, forcesOf, number, openExplain, wordsOf } from './explained.mjs';
import { headlight, root } from './start.mjs';

const WORD = 'zebra';
const models = emptyFolder({ after });
symlinkSync(path.join(root, 'tests/fixtures/planted'), path.join(models, 'planted'));
const app = headlight({ models });

const TEXTS = [`The ${WORD} was a good friend of the actor.`, `😀 so ${WORD} 🇺🇳 good`, `שלום עולם ${WORD} مرحبا`, `<script>alert("the ${WORD}")</script>`];
const OTHERS = ['gradient_x_input', 'occlusion', 'attention_rollout'];

/** The word of the largest weight. @param {[string, string][]} list */
const strongest = (list) => list.reduce((best, one) => (Math.abs(number(one[1])) > Math.abs(number(best[1])) ? one : best))[0];

for (const text of TEXTS) {
  test(`the planted word is first: ${text}`, async () => {
    const { labels } = await app.post('/classify', { model: 'planted', texts: [text] });
    for (const target of labels) {
      const page = await openExplain(app, explainAt(text, `target=${target}`));
      assert.ok((await barsOf(page))[0][0].includes(WORD), `LIME, ${target}`);
      assert.ok((await forcesOf(page))[0][0].includes(WORD), `SHAP, ${target}`);
      assert.ok(strongest(await wordsOf(page)).includes(WORD), `integrated gradients, ${target}`);
      await page.context().close();
    }
    for (const method of OTHERS) {
      const page = await openExplain(app, explainAt(text, `method=${method}`));
      assert.doesNotMatch(await page.locator('#words').innerText(), /Shown instead/);
      assert.ok(strongest(await wordsOf(page)).includes(WORD), method);
      await page.context().close();
    }
  });
}
