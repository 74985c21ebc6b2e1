// A play as a marketer makes it: taken ready, changed by choosing, rehearsed, started, done by a human, and asked why.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { company, enter, faults, visitor } from './support.mjs';

let harbour;
let signedIn;
let play;

before(async () => {
  harbour = await company(300);
  const page = await enter(harbour);
  signedIn = await page.context().storageState();
});
after(() => harbour?.close());

const open = async (path, options = {}) => {
  const page = await visitor(harbour.browser, { storageState: signedIn, ...options });
  await page.goto(harbour.address + path);
  return page;
};
const part = (page, says) => page.locator('.part > summary').filter({ hasText: says });
const shown = (page, selector) => page.locator(selector).filter({ visible: true }).count();

test('a play reads like a sentence: no line begins with a comma', async () => {
  const page = await open('/plays/new');
  await Promise.all([page.waitForURL(/plays\/0/), page.locator('button[value="silent"]').click()]);
  play = new URL(page.url()).pathname;
  const sentence = (await page.locator('.sentence').innerText()).replace(/\s+/g, ' ').trim();
  assert.match(sentence, /^Everybody with .* 20%, once silent for 2 .* rhythms, gets a handwritten note .*held out\.$/);
  for (const line of (await page.locator('.sentence').innerText()).split('\n')) assert.doesNotMatch(line, /^\s*[,.;]/);
  assert.deepEqual(await faults(page), []);
});

test('who is chosen with several conditions; each offers what goes with it', async () => {
  const page = await open(play);
  await part(page, 'Everybody').click();
  assert.equal(await shown(page, '#who_text'), 0, 'the rule as text stays out of the way');
  const rows = page.locator('.clause');
  assert.equal(await rows.count(), 4);
  await page.locator('#c3_word').selectOption('facts.kinds');
  assert.equal(await rows.count(), 5, 'the last makes room for another');
  await page.locator('#c3_value').fill('family');
  assert.deepEqual(await page.locator('#c3_is option:not([disabled])').allInnerTexts(), ['contains', 'does not contain']);
  assert.equal(await page.locator('#c3_value').getAttribute('list'), 'values-facts');
  await page.locator('#c4_word').selectOption('language');
  await page.locator('#c4_value').fill('lv');
  await page.locator('#c1_word').selectOption('');
  assert.deepEqual(await faults(page), []);
  await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: 'Save', exact: true }).click()]);
  assert.match(await page.locator('.sentence').innerText(), /at least 3, “Family” among .*Latviešu/);
});

test('of a step only what it needs is asked, and a moment shows its own fields alone', async () => {
  const page = await open(play);
  await part(page, 'handwritten note').click();
  assert.deepEqual([await shown(page, '#s0_letter'), await shown(page, '#s0_words'), await shown(page, '#s0_amount')], [0, 1, 0]);
  await page.locator('#s0_what').selectOption('certificate');
  await page.locator('#s0_gives').selectOption('money');
  assert.deepEqual([await shown(page, '#s0_words'), await shown(page, '#s0_amount'), await shown(page, '#s0_of')], [0, 1, 0]);
  await part(page, 'once silent').click();
  assert.deepEqual([await shown(page, '#rhythms'), await shown(page, '#holiday')], [1, 0]);
  await page.locator('input[name="when"][value="holiday"]').check();
  assert.deepEqual([await shown(page, '#rhythms'), await shown(page, '#holiday')], [0, 1]);
  assert.ok((await page.locator('#holiday option').allInnerTexts()).includes('Nowruz'), 'holidays by their names');
});

test('rubbish in any field is answered by a sentence, with its part open and nothing lost', async () => {
  for (const [says, field, rubbish] of [
    ['Everybody', '#c0_value', 'many'],
    ['once silent', '#rhythms', '-'],
    ['10%', '#holdout', 'half'],
    ['within', '#within', '0'],
    ['a person', '#s0_cost', '1.505'],
    ['at most', '#again', 'soon'],
  ]) {
    const page = await open(play);
    await part(page, says).first().click();
    await page.locator(field).fill(rubbish);
    await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: 'Save', exact: true }).click()]);
    assert.ok((await page.getByRole('alert').innerText()).length > 15, field);
    assert.equal(await page.locator(field).inputValue(), rubbish, field);
    assert.equal(await page.locator(field).isVisible(), true, `${field} stands open`);
    await page.context().close();
  }
});

test('it is rehearsed, started, its task done, and why is answered', async () => {
  const page = await open(play);
  await part(page, 'Everybody').click();
  for (const row of [1, 2, 3]) if (await page.locator(`#c${row}_word`).count()) await page.locator(`#c${row}_word`).selectOption('');
  await part(page, 'a handwritten note').click();
  await page.locator('#s0_words').fill('Your cup still hangs on its hook.');
  await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: 'Save', exact: true }).click()]);
  await Promise.all([page.waitForNavigation(), page.getByRole('link', { name: 'Rehearse it' }).click()]);
  const met = page.locator('section', { hasText: 'Some of those it would meet' }).locator('li');
  assert.ok((await met.count()) > 0);
  assert.match(await met.first().innerText(), /Usually comes every/, 'each with a reason');
  assert.match(await page.locator('main').innerText(), /Does not hold: a number of orders of at least 3/);
  assert.doesNotMatch(await page.locator('main').innerText(), /standing\.|[0-9a-f]{8}-[0-9a-f]{4}/);
  // At whatever hour this runs, it is not a quiet one.
  await page.goto(`${harbour.address}/programme`);
  await page.locator('[name="quiet_from"]').fill('03:00');
  await page.locator('[name="quiet_to"]').fill('03:00');
  await Promise.all([page.waitForNavigation(), page.locator('form:has([name="quiet_from"]) button').first().click()]);
  await page.goto(harbour.address + play);
  await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: 'Start' }).click()]);
  const mine = page.locator('li', { hasText: 'Your cup still hangs on its hook.' }).first();
  for (let tries = 0; tries < 300 && (await mine.count()) === 0; tries += 1) await page.goto(`${harbour.address}/tasks?whose=all`);
  await mine.locator('a[href^="/tasks/0"]').first().click();
  const person = await page.locator('h1 a').getAttribute('href');
  await Promise.all([page.waitForNavigation(), page.getByRole('button', { name: 'Done' }).click()]);
  await page.goto(`${harbour.address}${play}/why?person=${person.split('/')[2]}`);
  assert.match(await page.locator('main').innerText(), /it was done, or is on its way/);
  assert.deepEqual(page.troubles, []);
});
