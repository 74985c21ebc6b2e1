// Every page there is, in every language: nothing runs over the edge of a small phone, nothing stands
// in another language, and no serious fault bars the way of somebody with a screen reader.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { company, enter, faults, shot, visitor } from './support.mjs';

const LANGUAGES = ['en', 'lv', 'fa', 'ru', 'fi'];
const NARROW = { viewport: { width: 320, height: 700 } };
const DARK = { colorScheme: 'dark' };

/** Words that Persian writes in Latin letters: formats, makers, models and codes. */
const FOREIGN = new Set(
  `Perennial CSV PDF JSON Lines Parquet gzip Shopify WooCommerce Analytics REST Stripe Square Pareto NBD BG MBG CNBD
   Gamma RMSE EUR Europe Riga API POST GET Idempotency Key Bearer Linux Chrome shop LV lv fa en GB CEL
   smtp base url https example org news English Latviešu Suomi 0 1`.split(/\s+/),
);
/** What its own people named, and what is written for machines or set apart as another language's. */
const APART = 'bdi, code, [dir="ltr"], [lang]:not(html), input, textarea, select, svg, figure, script, [data-entry]';

let harbour;
let signedIn;
let pages;

before(async () => {
  harbour = await company(400);
  const page = await enter(harbour);
  signedIn = await page.context().storageState();
  pages = await everyPage(page);
});
after(() => harbour?.close());

/** Where the first link of a page that begins like this leads. */
async function first(page, path, beginning) {
  await page.goto(harbour.address + path);
  return page.locator(`main a[href^="${beginning}"]`).first().getAttribute('href');
}

/** A play and a certificate, named in Persian: their names are read in every language. */
async function given(page, person) {
  await speak('fa');
  await page.goto(`${harbour.address}/plays/new`);
  await Promise.all([page.waitForURL(/plays\/0/), page.locator('button[value="win"]').click()]);
  const play = new URL(page.url()).pathname;
  await page.goto(`${harbour.address}${person}/certificates`);
  await page.locator('#amount').fill('25');
  await Promise.all([page.waitForURL(/certificates\/0/), page.locator('main form button').click()]);
  return { play, certificate: new URL(page.url()).pathname };
}

/** The pages on which what was written down of somebody is corrected. */
async function corrections(page, person) {
  const own = harbour.address + person;
  await page.goto(own);
  await page.locator('#fact-text').fill('چای سبز');
  await Promise.all([page.waitForNavigation(), page.locator('.line-form button').first().click()]);
  await page.goto(own);
  await page.locator('details:has(#touch-text) > summary').click();
  await page.locator('#touch-text').fill('تلفنی گفت');
  await Promise.all([page.waitForNavigation(), page.locator('form:has(#touch-text) button').click()]);
  await page.goto(own);
  await page.locator('details:has(#promise-text) > summary').click();
  await page.locator('#promise-text').fill('زنگ بزنیم');
  await Promise.all([page.waitForNavigation(), page.locator('form:has(#promise-text) button').click()]);
  const found = [];
  for (const kind of ['facts', 'touches', 'promises']) found.push(await first(page, person, `${person}/${kind}/`));
  return found;
}

/** The lists behind the numbers of a play's proof, each kind once. */
async function proofs(page, play) {
  await page.goto(`${harbour.address}${play}/proof`);
  const all = await page.locator(`main a[href^="${play}/proof/"]`).evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  const kinds = new Map(all.map((address) => [address.split('?')[0], address]));
  assert.ok(kinds.size >= 2, all.join(' '));
  return [...kinds.values()];
}

async function everyPage(page) {
  const person = await first(page, '/care', '/people/');
  const plain = `/today /today?whose=all /today/aside /tasks /tasks?whose=all /tasks/addresses / /care /people /people?q=zzzz /people/new /returns /cohorts /value /forecast /imports /duplicates /duplicates/all /merges /team /audit /keys /webhooks /settings /account /language /api /plays /plays/new /programme /programme/proof /letters /letters/new /topics /outbox /till /certificates /presents /parcels?state=all /calendars /leaving /erasures /signs /key-message /plans`.split(/\s+/);
  const proven = await first(page, '/plays', '/plays/0');
  const behind = [`${proven}/proof`, ...(await proofs(page, proven)), '/programme/proof/people'];
  const { play, certificate } = await given(page, person);
  const ofPlay = ['', '/rehearsal', '/proof', '/people', '/why', `/why?person=${person.split('/')[2]}`].map((part) => play + part);
  const ofPerson = ['', '/certificates', '/plays', '/briefing', '/edit', '/remember', '/relate', '/merges', '/leavings', '/erase'].map((part) => person + part);
  return [...plain, ...ofPlay, ...behind, certificate, ...(await corrections(page, person)), ...ofPerson, await first(page, '/plans', '/people/0'), await first(page, '/tasks?whose=all', '/tasks/0'), await first(page, '/duplicates', '/merge?'), await first(page, '/imports', '/imports/')];
}

async function speak(language) {
  const page = await visitor(harbour.browser, { storageState: signedIn });
  await page.goto(`${harbour.address}/language`);
  await page.locator('#own').selectOption(language);
  await page.locator('main form button').click();
  await page.waitForLoadState();
  await page.context().close();
}

/** What of a page's own text is in Latin letters or digits and should not be. */
const leftovers = (page, apart) =>
  page.evaluate((apart) => {
    const found = [];
    const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { data, parentElement } = texts.currentNode;
      if (parentElement.closest(apart)) continue;
      // What a sentence was given is set apart by marks of its own.
      found.push(...(data.replace(/\u2068[^\u2069]*\u2069/g, '').match(/[A-Za-zÀ-ž]{2,}|[0-9]+/g) ?? []));
    }
    return found;
  }, apart);

for (const language of LANGUAGES) {
  test(`every page fits a small phone and everybody who reads it in ${language}`, async () => {
    await speak(language);
    // Colours are the same in every language; the wide page is looked at in each direction of writing.
    const looks = [['320', NARROW], ['dark', DARK]].slice(0, ['en', 'fa'].includes(language) ? 2 : 1);
    for (const [look, options] of looks) {
      const page = await visitor(harbour.browser, { storageState: signedIn, ...options });
      const left = [];
      for (const path of pages) {
        const answer = await page.goto(harbour.address + path, { waitUntil: 'networkidle' });
        const where = `${path} in ${look} and ${language}`;
        assert.equal(answer.status(), 200, where);
        assert.equal(await page.locator('html').getAttribute('lang'), language, where);
        assert.equal(await page.locator('html').getAttribute('dir'), language === 'fa' ? 'rtl' : 'ltr', where);
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(wider <= 0, `${where} is ${wider} pixels too wide`);
        assert.deepEqual(await faults(page), [], where);
        if (language === 'fa' && path !== '/api') {
          const words = (await leftovers(page, APART)).filter((word) => !FOREIGN.has(word));
          if (words.length > 0) left.push([path, ...new Set(words)]);
        }
        if (!path.includes('?')) await shot(page, `${language}-${path.replace(/[0-9a-f-]{36}/, 'one').replaceAll('/', '.')}-${look}`);
      }
      assert.deepEqual(left, [], 'in another language');
      assert.deepEqual(page.troubles, [], `${look} in ${language}`);
      await page.context().close();
    }
  });
}

test('the menu of a phone opens without a script, by keyboard, and leads on', async () => {
  const page = await visitor(harbour.browser, { storageState: signedIn, ...NARROW, javaScriptEnabled: false });
  await speak('en');
  await page.goto(`${harbour.address}/audit`);
  await page.getByRole('button', { name: 'Menu' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Duplicates' }).click();
  await page.getByRole('heading', { level: 1, name: 'Duplicates' }).waitFor();
});

test('pairs are gone through by keyboard and decided in the row', async () => {
  const page = await visitor(harbour.browser, { storageState: signedIn });
  await speak('en');
  await page.goto(`${harbour.address}/duplicates`);
  const rows = page.locator('[data-row]');
  const before = await rows.count();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  assert.ok(await rows.first().evaluate((row) => row === document.activeElement));
  await page.keyboard.press('o');
  await rows.first().getByRole('link', { name: 'Compare and merge' }).waitFor();
  await shot(page, 'duplicates-open');
  const who = await rows.first().locator('a').first().getAttribute('href');
  await rows.first().getByRole('button', { name: 'Merge' }).click();
  await page.getByText('One pair was merged.').waitFor();
  assert.ok((await rows.count()) <= before);
  assert.notEqual(await rows.first().locator('a').first().getAttribute('href'), who);
  assert.deepEqual(page.troubles, []);
});
