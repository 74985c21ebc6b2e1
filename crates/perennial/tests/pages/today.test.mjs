// The day as somebody who serves people goes through it: why, later, a note begun and done, and back again.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { company, enter, faults, visitor } from './support.mjs';

let harbour;
let signedIn;

before(async () => {
  harbour = await company(300);
  const page = await enter(harbour);
  signedIn = await page.context().storageState();
});
after(() => harbour?.close());

const open = async (path = '/today', options = {}) => {
  const page = await visitor(harbour.browser, { storageState: signedIn, ...options });
  await page.goto(harbour.address + path);
  return page;
};
const silent = (page) => page.locator('.day-silence').first();
const name = (row) => row.locator('.day-who a').innerText();

test('a line says why, shows the rows behind it, and names nobody without a reason', async () => {
  const page = await open();
  for (const why of await page.locator('.day-why').allInnerTexts()) assert.ok(why.trim().length > 10, why);
  assert.match(await silent(page).locator('.day-why').innerText(), /Came every .* silent for .* worth about €/);
  await silent(page).focus();
  await page.keyboard.press('o');
  assert.match(await silent(page).locator('.day-rows').innerText(), /At stake: €.* × still here: .* = €/);
  assert.deepEqual(await faults(page), []);
});

test('s puts a line off till tomorrow, and it is taken up again', async () => {
  const page = await open();
  const who = await name(silent(page));
  await silent(page).focus();
  await Promise.all([page.waitForURL(/said=aside/), page.keyboard.press('s')]);
  assert.notEqual(await name(silent(page)), who);
  const focused = page.locator('[data-row]:focus');
  assert.equal(await name(focused), await name(silent(page)), 'the line that moved up has the place');
  await page.goto(`${harbour.address}/today/aside`);
  const row = page.locator('.plain li').filter({ hasText: who });
  await row.getByRole('button', { name: 'Take up again' }).click();
  await page.waitForURL(/said=taken/);
  assert.equal(await name(silent(page)), who);
});

test('a line is declined with a reason that others can read', async () => {
  const page = await open('/today', { viewport: { width: 320, height: 700 } });
  const who = await name(silent(page));
  await silent(page).locator('.day-later summary').click();
  await silent(page).getByLabel('Or in your own words').fill('they moved to Porto');
  await silent(page).getByRole('button', { name: 'Decline' }).click();
  await page.waitForURL(/said=aside/);
  await page.goto(`${harbour.address}/today/aside`);
  assert.match(await page.locator('.plain li').filter({ hasText: who }).innerText(), /for good: they moved to Porto/);
});

test('a note begun from a line becomes a task with words to begin from, and is done with a note', async () => {
  const page = await open();
  const who = await name(silent(page));
  await silent(page).getByRole('button', { name: 'Write a note' }).click();
  await page.waitForURL(/\/tasks\//);
  const task = page.url();
  assert.match(await page.getByRole('heading', { level: 1 }).innerText(), new RegExp(who));
  assert.match(await page.locator('.letter-words').first().innerText(), /glad to see you again/);
  assert.deepEqual(await faults(page), []);
  await page.goto(`${harbour.address}/today`);
  assert.equal(await page.locator('.day-silence .day-who a').filter({ hasText: who }).count(), 0);
  await page.goto(task);
  await page.getByLabel('What there is to say of it').fill('posted');
  await page.getByRole('button', { name: 'Done', exact: true }).click();
  await page.waitForURL(/\/today/);
  await page.goto(task);
  assert.match(await page.locator('main').innerText(), /Closed: Done · posted/);
});

test('a gesture of one’s own begins on the person’s page with one press', async () => {
  const page = await open();
  await silent(page).locator('.day-who a').click();
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await page.waitForURL(/\/tasks\//);
  await page.goto(`${harbour.address}/tasks`);
  assert.ok((await page.locator('.day > li').count()) >= 1);
});
