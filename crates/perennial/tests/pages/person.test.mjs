// A person as somebody who serves them uses the page: remembers, promises, looks back, is briefed.
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
  person = await page.locator('a[href^="/people/"]').filter({ hasNotText: /^$/ }).evaluateAll(
    (links) => links.map((link) => link.getAttribute('href')).find((href) => /^\/people\/[0-9a-f]{8}-/.test(href)),
  );
  assert.ok(person, 'somebody is on the care list');
});
after(() => harbour?.close());

const open = async (options = {}) => {
  const page = await visitor(harbour.browser, { storageState: signedIn, ...options });
  await page.goto(harbour.address + person);
  return page;
};

const remember = async (page, kind, text) => {
  const form = page.getByRole('region', { name: 'What we remember' }).locator('form.line-form');
  await form.getByLabel('About', { exact: true }).selectOption(kind);
  await form.getByLabel('What to remember', { exact: true }).fill(text);
  await form.getByRole('button', { name: 'Remember' }).click();
};

test('a line is remembered with its date, and what is no date is said so with the words kept', async () => {
  const page = await open();
  await remember(page, 'date', 'Birthday 29 February 1992');
  await page.locator('#facts').getByText('29 February 1992 (in common years the day before)').waitFor();
  await remember(page, 'date', 'Birthday 10000-01-01');
  assert.match(await page.getByRole('alert').innerText(), /10000/);
  assert.equal(await page.getByLabel('What to remember', { exact: true }).inputValue(), 'Birthday 10000-01-01');
  await page.getByLabel('What to remember', { exact: true }).fill('Name day');
  await page.getByLabel('Calendar').selectOption('jalali');
  await page.getByLabel('Day', { exact: true }).fill('۲۳');
  await page.getByLabel('Month', { exact: true }).fill('7');
  await page.getByLabel('Year, if known').fill('1365');
  await page.getByRole('button', { name: 'Remember' }).click();
  await page.locator('#facts').getByText('23 Mehr 1365').waitFor();
  assert.deepEqual(page.troubles, ['Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)']);
});

test('a phrase selected in an entry becomes a fact that leads back to it', async () => {
  const page = await open();
  await page.getByText('Write down a touch').click();
  await page.getByLabel('What happened').fill('Called about beans. Her daughter starts school in September.');
  await page.locator('#timeline').getByRole('button', { name: 'Write down', exact: true }).click();
  const entry = page.locator('[data-entry]', { hasText: 'starts school' });
  await entry.evaluate((element) => {
    const text = element.querySelector('bdi').firstChild;
    const from = text.data.indexOf('daughter');
    document.getSelection().setBaseAndExtent(text, from, text, text.data.indexOf('.', from));
  });
  const button = page.locator('[data-remember-button]');
  await button.waitFor();
  await shot(page, 'person-remember');
  await button.click();
  assert.equal(await page.getByLabel('What to remember', { exact: true }).inputValue(), 'daughter starts school in September');
  await page.getByLabel('About', { exact: true }).selectOption('family');
  await page.getByRole('button', { name: 'Remember' }).click();
  await page.locator('#facts').getByText('daughter starts school in September').waitFor();
  await page.locator('#facts').getByRole('link', { name: 'The entry it comes from' }).click();
  assert.match(page.url(), /#note_/);
  await page.locator('.entry:target').getByText('starts school').waitFor();
  assert.deepEqual(page.troubles, []);
});

test('a promise is made with a day and kept with one click', async () => {
  const page = await open();
  await page.getByText('Promise something, or note a wish').click();
  await page.getByLabel('What is promised or wished').fill('Keep a box of the new harvest');
  await page.locator('#promises').getByLabel('Until (a day)').fill('2030-05-01');
  await page.locator('#promises').getByRole('button', { name: 'Write down' }).click();
  await page.locator('#promises').getByText('until 1 May 2030').waitFor();
  await page.locator('#promises').getByRole('button', { name: 'Kept' }).click();
  await page.locator('#promises').getByText('Closed (1)').click();
  await page.locator('#promises').getByText('Keep a box of the new harvest').waitFor();
  assert.deepEqual(page.troubles, []);
});

test('the page is drawn without a fault, and the briefing fits a phone', async () => {
  for (const [look, options] of [['light', {}], ['dark', { colorScheme: 'dark' }], ['320', { viewport: { width: 320, height: 700 } }]]) {
    const page = await open(options);
    for (const path of [person, `${person}/briefing`, `${person}/remember?kind=date`, `${person}/relate?q=a`]) {
      await page.goto(harbour.address + path, { waitUntil: 'networkidle' });
      assert.deepEqual(await faults(page), [], `${path} in ${look}`);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wider <= 0, `${path} is ${wider} pixels too wide in ${look}`);
      await shot(page, `person${path.slice(person.length).replace(/\W+/g, '-')}-${look}`);
    }
    assert.deepEqual(page.troubles, []);
  }
});

test('without a script older entries are a link away', async () => {
  const page = await open({ javaScriptEnabled: false });
  const count = await page.locator('.entry').count();
  const older = page.getByRole('link', { name: 'Older' });
  if (count < 30) {
    assert.equal(await older.count(), 0);
    return;
  }
  const first = await page.locator('.entry').first().getAttribute('id');
  await older.click();
  assert.notEqual(await page.locator('.entry').first().getAttribute('id'), first);
});
