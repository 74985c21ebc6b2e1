// A present as a shop gives it: put on the shelf, put by for somebody, sent, delivered, come back; and the last one once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { company, enter, faults, shot, visitor } from './support.mjs';

let harbour;
let signedIn;
let person;

before(async () => {
  harbour = await company(300);
  const page = await enter(harbour);
  signedIn = await page.context().storageState();
  await page.goto(`${harbour.address}/care`);
  person = await page.locator('main a[href^="/people/0"]').first().getAttribute('href');
});
after(() => harbour?.close());

const open = async (path, options = {}) => {
  const page = await visitor(harbour.browser, { storageState: signedIn, ...options });
  await page.goto(harbour.address + path);
  return page;
};
const press = (page, name) =>
  Promise.all([page.waitForNavigation(), page.getByRole('button', { name, exact: true }).click()]);
const row = (page) => page.locator('tbody tr').filter({ hasText: 'A tin of tea' });
const figures = async (page) => (await row(page).locator('td').allInnerTexts()).map((text) => text.trim());

/** Begins a present for the person, and leads to its task. */
async function begin(page) {
  await page.goto(harbour.address + person);
  await page.locator('select[name="present"]').selectOption({ index: 1 });
  await press(page, 'Small present');
}

test('a shelf is filled, and what can’t be is said with nothing lost', async () => {
  const page = await open('/presents');
  await page.locator('#name').fill('A tin of tea');
  await page.locator('#cost').fill('-4');
  await page.locator('#shelf').fill('2');
  await page.locator('#mark').fill('2');
  await press(page, 'Add it');
  assert.match(await page.locator('.wrong').innerText(), /Say what one costs/);
  assert.equal(await page.locator('#shelf').inputValue(), '2', 'what was typed stays');
  await page.locator('#cost').fill('4.50');
  await press(page, 'Add it');
  assert.deepEqual(await figures(page), ['2', '0', '0', '0', '0', '€0.00']);
  await row(page).locator('th a').click();
  await page.locator('#shelf').fill('1000000000000000');
  await press(page, 'Save');
  assert.match(await page.locator('.wrong').innerText(), /whole number from 0 to 1,000,000/);
  assert.deepEqual(await faults(page), []);
});

test('it is put by, sent once in two tabs, delivered, and the person’s page says so', async () => {
  const page = await open(person);
  await begin(page);
  assert.match(await page.locator('main').innerText(), /A tin of tea: 2 left\s+Put by/);
  await shot(page, 'present-task');
  const other = await open(new URL(page.url()).pathname);
  const task = new URL(page.url()).pathname;
  await page.locator('#task-note').fill('LV123456789');
  await press(page, 'Sent');
  await press(other, 'Sent');
  assert.match(await other.locator('main').innerText(), /Somebody else changed or closed this task/);
  await page.goto(`${harbour.address}/presents`);
  assert.deepEqual(await figures(page), ['1', '0', '1', '0', '0', '€4.50']);
  await shot(page, 'presents');
  await row(page).locator('td a').nth(1).click();
  assert.match(await page.locator('main li').innerText(), /A tin of tea.*today.*LV123456789/s);
  await shot(page, 'parcels');
  await press(page, 'Delivered');
  assert.equal(await page.locator('main li').count(), 0, 'none is on its way any more');
  await page.goto(harbour.address + task);
  assert.match(await page.locator('main').innerText(), /A tin of tea\s+Delivered/);
  await page.goto(harbour.address + person);
  assert.match(await page.locator('#timeline').innerText(), /A present\s+Delivered.*A tin of tea/s);
  assert.deepEqual(await faults(page), []);
});

test('the last one is given once, comes back onto the shelf, and the day says that few are left', async () => {
  const page = await open(person);
  await begin(page);
  const task = new URL(page.url()).pathname;
  await begin(page);
  assert.match(await page.locator('main').innerText(), /None of this present can be given/);
  await page.goto(harbour.address + task);
  await press(page, 'Sent');
  await page.goto(harbour.address + task);
  await press(page, 'Came back');
  await page.goto(`${harbour.address}/presents`);
  assert.deepEqual(await figures(page), ['1', '0', '0', '1', '1', '€4.50']);
  await page.goto(`${harbour.address}/today`);
  assert.match(await page.locator('.day-stock').innerText(), /A present runs out\. A tin of tea: 1 left/);
});

test('a step of a play names it; then it can’t be put away, and the page says why', async () => {
  const page = await open('/plays/new');
  await Promise.all([page.waitForURL(/plays\/0/), page.locator('button[value="silent"]').click()]);
  await page.locator('.part > summary').filter({ hasText: 'handwritten note' }).click();
  assert.equal(await page.locator('#s0_present').isVisible(), false, 'only a present asks which');
  await page.locator('#s0_what').selectOption('present');
  await page.locator('#s0_present').selectOption({ index: 1 });
  await shot(page, 'present-step');
  await press(page, 'Save');
  assert.match(await page.locator('.sentence').innerText(), /a present: A tin of tea/);
  await page.goto(`${harbour.address}/presents`);
  await row(page).locator('th a').click();
  await press(page, 'Put it away');
  assert.match(await page.locator('.wrong').innerText(), /Plays name it: \W*Silent regular/);
  assert.deepEqual(await faults(page), []);
});

test('shelf, parcels and task fit a small phone, in Persian too', async () => {
  for (const language of ['en', 'fa']) {
    const page = await open('/language', { viewport: { width: 320, height: 640 } });
    await page.locator('#own').selectOption(language);
    await Promise.all([page.waitForNavigation(), page.locator('main form button').click()]);
    await page.goto(`${harbour.address}/parcels?state=all`);
    assert.equal(await page.locator('html').getAttribute('dir'), language === 'fa' ? 'rtl' : 'ltr');
    const task = await page.locator('main li a').first().getAttribute('href');
    for (const path of ['/parcels?state=all', task, '/presents']) {
      await page.goto(harbour.address + path);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 320, `${path} is ${wide} wide`);
      assert.deepEqual(await faults(page), [], path);
      await shot(page, `small-${language}-${path.slice(1, 8).replaceAll('/', '')}`);
    }
  }
});
