// The pages as people use them: a real server, a real browser, a fresh company.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { company, faults, owner, shot, start, visitor } from './support.mjs';

const WORTH = [
  ['/', 'overview'],
  ['/returns', 'returns'],
  ['/cohorts', 'cohorts'],
  ['/value', 'value'],
  ['/forecast', 'forecast'],
  ['/care', 'care'],
  ['/people', 'people'],
  ['/imports', 'imports'],
];

let harbour;
let signedIn;

before(async () => {
  harbour = await company(600);
});
after(() => harbour?.close());

const open = async (options = {}) => visitor(harbour.browser, { storageState: signedIn, ...options });

test('an unknown visitor is shown the door and nothing else', async () => {
  const page = await visitor(harbour.browser);
  for (const [path] of WORTH) {
    await page.goto(harbour.address + path);
    assert.match(page.url(), /\/sign-in/, path);
  }
  for (const path of ['/assets/app.css', '/assets/app.js', '/people/00000000-0000-7000-8000-000000000000']) {
    const answer = await page.request.get(harbour.address + path, { maxRedirects: 0 });
    assert.notEqual(answer.status(), 200, path);
  }
});

test('the one-time link makes the owner, once', async () => {
  const page = await visitor(harbour.browser);
  await page.goto(harbour.wayIn);
  assert.deepEqual(await faults(page), []);
  await shot(page, 'welcome');
  await page.getByLabel('Your name').fill(owner.name);
  await page.getByLabel('E-mail address').fill(owner.email);
  await page.getByLabel('Password').fill(owner.password);
  await page.getByRole('button', { name: 'Make me the owner' }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  assert.equal(new URL(page.url()).pathname, '/');
  signedIn = await page.context().storageState();
  const again = await (await visitor(harbour.browser)).goto(harbour.wayIn);
  assert.notEqual(again.status(), 200, 'the link is spent');
});

test('a chart tells its numbers on hover and in the table behind it', async () => {
  const page = await open();
  await page.goto(`${harbour.address}/returns`, { waitUntil: 'networkidle' });
  const chart = page.locator('figure svg').first();
  await chart.waitFor();
  const box = await chart.boundingBox();
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.6);
  await page.locator('figure svg [aria-label="tip"] text, figure svg g[aria-label="tip"]').first().waitFor();
  await page.locator('figure details summary').first().click();
  assert.ok((await page.locator('figure details table tbody tr').count()) > 3);
});

test('without JavaScript the numbers are still there', async () => {
  const page = await open({ javaScriptEnabled: false });
  await page.goto(`${harbour.address}/returns`);
  await page.locator('figure details summary').first().click();
  assert.match(await page.locator('figure details table').first().innerText(), /\d/);
});

test('the care list opens a person with orders, rhythm and odds', async () => {
  const page = await open();
  await page.goto(`${harbour.address}/care`);
  await page.locator('main a[href^="/people/"]').first().click();
  await page.getByRole('heading', { name: 'Rhythm' }).waitFor();
  await page.getByRole('heading', { name: 'Timeline' }).waitFor();
  await page.waitForLoadState('networkidle');
  assert.deepEqual(await faults(page), []);
  assert.deepEqual(page.troubles, []);
  await shot(page, 'person');
});

const count = async (page, name) =>
  Number((await page.locator('dl.keys div', { hasText: name }).locator('dd').innerText()).replace(/\D/g, ''));

/** Uploads a file and goes through the steps until it is in. */
async function bringIn(page, file) {
  await page.goto(`${harbour.address}/imports`);
  await page.getByLabel('File of orders').setInputFiles(file);
  await page.getByRole('button', { name: 'Look at it' }).click();
  await page.getByRole('button', { name: /count what it would change/ }).click();
  await page.getByRole('button', { name: 'Import', exact: true }).waitFor();
  const trial = [await count(page, 'New orders'), await count(page, 'Orders that change'), await count(page, 'Known, as they are')];
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.locator('details.undo').waitFor({ timeout: 60_000 });
  return trial;
}

test('anyone is found from any page as one types, by keyboard alone', async () => {
  const page = await open();
  await page.goto(`${harbour.address}/`);
  await page.keyboard.press('/');
  await page.keyboard.type('olga');
  await page.locator('#found [data-q="olga"] a').first().waitFor();
  assert.match(await page.locator('#found a').first().innerText(), /Ольга|Olga/, 'in whatever script she writes herself');
  await page.keyboard.press('ArrowDown');
  const name = await page.evaluate(() => document.activeElement.querySelector('bdi').textContent);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name }).waitFor();
  assert.deepEqual(page.troubles, []);
});

test('whatever is typed into the box is only looked for', async () => {
  const page = await open();
  for (const typed of ['<img src=x onerror=alert(1)>', "'; drop table people; --", '%', '\u202eolga', '🌱', 'a'.repeat(300)]) {
    await page.goto(`${harbour.address}/people`);
    await page.getByRole('searchbox').last().fill(typed);
    await page.locator('#list[data-q]:not([data-q=""])').waitFor();
  }
  assert.deepEqual(page.troubles, []);
});

test('an organisation is made by hand, found, changed, and an address of somebody else refused', async () => {
  const page = await open();
  await page.goto(`${harbour.address}/people/new`);
  await page.getByLabel('What it is').selectOption('organisation');
  await page.getByLabel('Name', { exact: true }).fill('Quay & Sons <b>bold</b>');
  await page.locator('#email').fill('quay@example.org');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.waitForURL(/people\/[0-9a-f-]{36}$/);
  const first = page.url();
  await page.goto(`${harbour.address}/people/new`);
  await page.getByLabel('Name', { exact: true }).fill('Somebody Else');
  await page.locator('#email').fill('QUAY@example.org');
  await page.getByRole('button', { name: 'Save' }).click();
  assert.match(await page.getByRole('alert').innerText(), /Quay & Sons <b>bold<\/b>/);
  await page.goto(`${first}/edit`);
  await page.getByLabel('supplier').check();
  await page.locator('form', { has: page.getByLabel('supplier') }).getByRole('button', { name: 'Save' }).click();
  await page.goto(`${harbour.address}/people?stake=supplier`);
  await page.getByRole('link', { name: 'Quay & Sons <b>bold</b>' }).waitFor();
});

test('a file is looked at, rehearsed, imported, known again and taken back', async () => {
  const file = join(harbour.folder, 'till.csv');
  const nasty = '"<img src=x onerror=alert(1)>"';
  await writeFile(
    file,
    `order_id,email,name,date,amount,currency\n` +
      `T-1,ann@example.org,Ann,2026-01-05,12.50,EUR\nT-2,ann@example.org,Ann,2026-02-01,8.00,EUR\n` +
      `T-3,bo@example.org,${nasty},2026-02-03,5.00,EUR\nT-4,bo@example.org,Bo,soon,5.00,EUR\n`,
  );
  const page = await open();
  assert.deepEqual(await bringIn(page, file), [3, 0, 0]);
  assert.equal(await count(page, 'Rows set aside'), 1);
  const [rejected] = await Promise.all([page.waitForEvent('download'), page.locator('a[download]').click()]);
  assert.ok(rejected.suggestedFilename().endsWith('.csv'));
  const first = page.url();
  assert.deepEqual(await bringIn(page, file), [0, 0, 3], 'the same file twice changes nothing');
  await page.goto(`${harbour.address}/people?text=bo@example.org`);
  await page.goto(first);
  await page.locator('details.undo summary').click();
  await page.getByRole('button', { name: 'Take it back' }).click();
  await page.getByText(/taken back/i).first().waitFor();
  assert.deepEqual(page.troubles, [], 'no script of the file ran');
});

test('a file that is no list of orders ends in a sentence', async () => {
  const file = join(harbour.folder, 'poem.csv');
  await writeFile(file, 'roses,violets\nred,blue\n');
  const page = await open();
  await page.goto(`${harbour.address}/imports`);
  await page.getByLabel('File of orders').setInputFiles(file);
  await page.getByRole('button', { name: 'Look at it' }).click();
  const said = await page.getByRole('alert').innerText();
  assert.match(said, /roses/);
});

test('a second start finds what it left, and the owner signs in', async () => {
  await harbour.stop();
  Object.assign(harbour, await start(['serve'], harbour.folder));
  assert.equal(harbour.wayIn, undefined);
  const page = await visitor(harbour.browser);
  await page.goto(`${harbour.address}/care`);
  await page.getByLabel('E-mail address').fill(owner.email);
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Password').fill(owner.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Care list' }).waitFor();
});
