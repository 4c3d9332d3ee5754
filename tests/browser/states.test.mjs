import assert from 'node:assert/strict';
import test from 'node:test';
import { drawn, headlight, sentence, settled, token, type } from './start.mjs';

const app = headlight();

test('hostile texts are only ever text', async () => {
  const page = await app.open('/');
  page.on('dialog', () => assert.fail('a script ran'));
  for (const text of [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    'שלום עולם‎ مرحبا',
    '👩‍👩‍👧‍👦 🏳️‍🌈 e\u0301',
    '</script><!--',
    '[MASK] and [SEP] typed',
    '{{7*7}} ${7*7}',
  ]) {
    await type(page, text);
    assert.equal(await page.locator('#text').inputValue(), text);
    assert.ok((await page.locator('.tokens.from button').count()) > 2, text);
  }
  assert.equal(await page.locator('#app img, #app script').count(), 0);
  assert.deepEqual(page.complaints, []);
  const linked = await app.open(
    `/?text=${encodeURIComponent('</script><script>alert(1)</script>')}&x=${encodeURIComponent('<b>')}`,
  );
  assert.deepEqual(linked.complaints, []);
});

test('typing is followed and never overwritten, and is one step back', async () => {
  const page = await app.open('/');
  await page.locator('#text').fill('');
  await page.locator('#text').pressSequentially('A cat sat on the mat and saw a dog.', { delay: 60 });
  await page.waitForFunction(() => document.querySelector('.tokens.from [data-token="10"]')?.textContent === 'dog');
  await settled(page);
  assert.equal(await page.locator('#text').inputValue(), 'A cat sat on the mat and saw a dog.');
  await page.goBack();
  await page.waitForFunction(() => document.getElementById('text').value.startsWith('The girl'));
});

test('an empty text says what to do', async () => {
  const page = await app.open('/?text=');
  assert.match(await page.locator('.state').innerText(), /Type a sentence/);
  await type(page, 'A text again.');
  assert.ok((await drawn(page)).length > 0);
});

test('ten thousand words: the cut is told, few arcs are drawn, the page answers', async () => {
  const page = await app.open('/');
  await page.locator('#text').fill('pub '.repeat(10_000));
  await page.locator('#text').press('Enter');
  await page.locator('.state button').waitFor();
  assert.match(await page.locator('.state').innerText(), /\S+ .+\./, 'a sentence says that the text is too long');
  await type(page, 'The pub is in the city. '.repeat(150).trim());
  assert.match(await page.locator('#truncated').innerText(), /the model takes 512/);
  assert.equal(await page.locator('.tokens.from button').count(), 512);
  assert.match(await page.locator('#legend').innerText(), /are not drawn/);
  assert.equal((await drawn(page)).length, 500);
  const started = Date.now();
  await token(page, 'from', 3).hover();
  await page.waitForFunction(() => document.getElementById('reading').textContent.includes('looks most at'));
  assert.ok(Date.now() - started < 1500);
  await page.evaluate(() => scrollTo(0, 6000));
  await page.waitForFunction(() => parseFloat(document.querySelector('.plot canvas').style.top) > 1000);
});

test('no head chosen', async () => {
  const page = await app.open('/?heads=none');
  assert.match(await sentence(page), /No head is chosen/);
  assert.deepEqual(await drawn(page), []);
});

test('an error stands in place with Retry, and the text stays', async () => {
  let fail = true;
  const problem = {
    status: 500,
    contentType: 'application/problem+json',
    body: JSON.stringify({ code: 'internal', detail: 'The model stopped in the middle of the text.' }),
  };
  const page = await app.open('/?text=hello%20there', {
    wait: false,
    prepare: (page) => page.route('**/api/v1/attention', (route) => (fail ? route.fulfill(problem) : route.continue())),
  });
  await page.getByRole('alert').waitFor();
  assert.match(await page.getByRole('alert').innerText(), /The model stopped in the middle of the text/);
  fail = false;
  await page.getByRole('button', { name: 'Retry' }).click();
  await settled(page);
  assert.ok((await drawn(page)).length > 0);
});

test('a server that cannot be reached', async () => {
  const page = await app.open('/');
  await page.route('**/api/**', (route) => route.abort());
  await page.locator('#text').fill('nobody is there');
  await page.locator('#text').press('Enter');
  await page.getByRole('alert').waitFor();
  assert.match(await page.getByRole('alert').innerText(), /cannot be reached/);
});

test('a busy server is asked again, and that is said', async () => {
  let busy = 1;
  const page = await app.open('/', {
    wait: false,
    prepare: (page) =>
      page.route('**/api/v1/attention', (route) =>
        busy-- > 0
          ? route.fulfill({
              status: 429,
              headers: { 'Retry-After': '1' },
              contentType: 'application/problem+json',
              body: '{"code":"busy","detail":"busy"}',
            })
          : route.continue(),
      ),
  });
  await page.waitForFunction(() => document.getElementById('notices')?.textContent.includes('busy'));
  await settled(page);
  assert.ok((await drawn(page)).length > 0);
});

test('a stale answer never replaces a newer one', async () => {
  const page = await app.open('/');
  await page.route('**/api/v1/attention', async (route) => {
    if (route.request().postDataJSON().text === 'slow words') await new Promise((resolve) => setTimeout(resolve, 1200));
    await route.continue().catch(() => {});
  });
  await page.locator('#text').fill('slow words');
  await page.locator('#text').press('Enter');
  await page.waitForFunction(() => document.getElementById('figure').classList.contains('stale'));
  await type(page, 'quick words');
  await page.waitForTimeout(1500);
  assert.equal(await token(page, 'from', 1).innerText(), 'quick');
});

test('models without a vocabulary head explain themselves', async () => {
  const models = [
    {
      id: 'classes',
      name: 'Classes',
      architecture: 'bert',
      task: 'classification',
      layers: 6,
      heads: 12,
      hidden_size: 384,
      max_tokens: 512,
      default: false,
    },
    {
      id: 'cut-off',
      name: 'Cut off',
      architecture: 'bert',
      task: 'encoder',
      layers: 0,
      heads: 0,
      max_tokens: 0,
      default: false,
      error: 'its weights are cut off',
    },
  ];
  const page = await app.open('/?model=classes', {
    prepare: async (page) => {
      await page.route(/\/\?model=classes$/, async (route) => {
        const response = await route.fetch();
        const html = (await response.text()).replace(
          '"models":[',
          `"models":[${models.map((model) => JSON.stringify(model)).join(',')},`,
        );
        await route.fulfill({ response, body: html });
      });
      await page.route('**/api/v1/*', async (route) => {
        const asked = { ...route.request().postDataJSON(), model: 'headlight-mini' };
        const response = await route.fetch({ postData: JSON.stringify(asked) });
        if (!route.request().url().endsWith('analyze')) return route.fulfill({ response });
        const answer = {
          ...(await response.json()),
          predictions: null,
          classes: [
            { label: 'positive', probability: 0.8, logit: 1 },
            { label: 'negative', probability: 0.2, logit: -1 },
          ],
        };
        await route.fulfill({ response, json: answer });
      });
    },
  });
  assert.match(await page.locator('#expects').innerText(), /positive[\s\S]*80 %[\s\S]*no vocabulary head/);
  const cutOff = page.locator('#model option[value=cut-off]');
  assert.equal(await cutOff.isDisabled(), true);
  assert.match(await cutOff.innerText(), /its weights are cut off/);
});
