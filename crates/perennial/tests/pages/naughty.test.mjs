// The Big List of Naughty Strings through every field people can type into, and then every page that
// shows them, in a real browser: nothing runs, nothing breaks.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { company, enter } from './support.mjs';

const NAUGHTY = [
  ...createRequire(import.meta.url)('big-list-of-naughty-strings/blns.json'),
  '<script>globalThis.ran = 1</script>',
  '"><img src=x onerror="globalThis.ran = 1">',
  "'-(globalThis.ran = 1)-'",
  '</title></textarea></script><svg onload="globalThis.ran = 1">',
  'javascript:globalThis.ran=1',
  '{{ 7 * 7 }}${7 * 7}<%= 7 * 7 %>',
  '\u202Egnp.exe\u2066',
];

let harbour;
let page;

before(async () => {
  harbour = await company(60);
  page = await enter(harbour);
  // A name, a search and a filter may say no; what a page refuses is no trouble of the page's.
  page.troubles.length = 0;
});
after(() => harbour?.close());

/** Posts each form from the page itself, as its own script would; what each answered, 0 for a redirect. */
const post = (forms) =>
  page.evaluate(async (forms) => {
    const answers = [];
    for (const [path, fields] of forms) {
      const answer = await fetch(path, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
      answers.push({ path, status: answer.status });
    }
    return answers;
  }, forms);

const get = (paths) =>
  page.evaluate(async (paths) => {
    const answers = [];
    for (const path of paths) answers.push({ path, status: (await fetch(path)).status });
    return answers;
  }, paths);

const assertWhole = (answers) =>
  assert.deepEqual(answers.filter(({ status }) => status >= 500), [], 'the server broke over a text');

/** Opens a page and looks whether any text became more than text. */
async function assertQuiet(path) {
  const answer = await page.goto(harbour.address + path, { waitUntil: 'load' });
  assert.ok(answer.status() < 500, `${path}: ${answer.status()}`);
  const found = await page.evaluate(() => ({
    ran: globalThis.ran,
    odd: document.querySelectorAll('main :is(script:not([type="application/json"]), iframe, object, embed, base, meta, [onerror], [onload], [onclick], [onmouseover], img[src="x"], a[href^="javascript:" i])').length,
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }));
  assert.deepEqual(found, { ran: undefined, odd: 0, wide: Math.min(found.wide, 0) }, path);
}

let person;

test('every field takes a naughty text or refuses it in a sentence', async () => {
  await page.goto(`${harbour.address}/people/new`);
  await page.locator('input[name="name"]').fill('Naughty Somebody');
  await page.locator('main form[method="post"] button').last().click();
  await page.waitForURL(/\/people\/[0-9a-f-]{36}$/);
  person = new URL(page.url()).pathname;
  const fact = (text) => ({ kind: 'other', text, source: 'said', source_note: text, basis: 'consent', level: 'ordinary' });
  const everywhere = (text) => [
    [`${person}/facts`, fact(text)],
    [`${person}/promises`, { kind: 'promise', text }],
    [`${person}/promises`, { kind: 'wish', text }],
    [`${person}/touches`, { kind: 'note', text }],
    ['/people/new', { kind: 'person', name: text }],
    ['/people/new', { kind: 'person', name: `Given ${text}`, given: text, family: text, says: text, title: text }],
    ['/people/new', { kind: 'person', name: 'Lives', own_stakes: text, street: text, city: text, region: text, postal_code: text }],
    ['/people/new', { kind: 'person', name: 'Web', website: text, country: text, language: text, zone: text }],
    ['/people/new', { kind: 'organisation', name: `Firm ${text}`, email: text, phone: text }],
    ['/team/invite', { email: `n${Math.abs(text.length)}@harbour.example`, name: text, role: 'agent' }],
    ['/team/invite', { email: text, name: 'Somebody', role: text }],
    ['/account/name', { name: text }],
    ['/settings', { company: text, zone: 'Europe/Riga', currency: 'EUR' }],
    ['/settings', { company: 'Harbour', zone: text, currency: text }],
    ['/keys', { name: text, source: '', scope: 'people:read' }],
    ['/keys', { name: 'A shop', source: text, scope: 'events:write' }],
    ['/webhooks', { url: text, event: 'person.created' }],
    ['/webhooks', { url: `https://hooks.example/${encodeURIComponent(text.toWellFormed())}?${text}`, event: 'person.created' }],
    ['/webhooks', { url: 'https://hooks.example/', event: text }],
  ];
  const answers = await post(NAUGHTY.flatMap(everywhere));
  assertWhole(answers);
  const taken = answers.filter(({ path, status }) => path.endsWith('/facts') && status === 0);
  assert.ok(taken.length > NAUGHTY.length / 2, `only ${taken.length} facts were taken`);
});

test('a shop and a program tell naughty things', async () => {
  const secrets = await page.evaluate(async () => {
    const make = async (fields) => {
      const answer = await fetch('/keys', { method: 'POST', body: new URLSearchParams(fields) });
      const html = new DOMParser().parseFromString(await answer.text(), 'text/html');
      return html.querySelector('#secret').value;
    };
    const program = [['name', 'till'], ['scope', 'people:read'], ['scope', 'orders:write']];
    return { shop: await make([['name', 'shop'], ['source', 'shop'], ['scope', 'events:write']]), till: await make(program) };
  });
  const tell = async (path, body, authorization) => {
    const headers = { 'content-type': 'application/json', ...(authorization && { authorization }) };
    const answer = await fetch(harbour.address + path, { method: 'POST', headers, body: JSON.stringify(body) });
    return { path, status: answer.status };
  };
  const answers = [];
  for (const [at, text] of NAUGHTY.entries()) {
    const userId = `naughty-${at}`;
    const traits = { name: `Told ${text}`, title: text, website: text, address: { street: text, city: text }, company: { id: text, name: text } };
    const products = [{ sku: text, name: text, price: 1 }];
    const batch = [
      { type: 'identify', userId, traits, context: { campaign: { name: text }, page: { referrer: text } } },
      { type: 'page', userId, name: text, properties: { url: text, title: text } },
      { type: 'track', userId, event: text, properties: { [text || 'x']: text } },
      { type: 'track', userId, event: 'Order Completed', properties: { order_id: `${at} ${text}`.slice(0, 60), total: 1, products } },
    ];
    answers.push(await tell('/v1/batch', { writeKey: secrets.shop, batch }));
    const line = { sku: text, name: text, quantity_milli: 1000, amount_minor: 100 };
    const order = { source: text, source_id: `${at}`, amount_minor: 100, currency: 'EUR', customer: { customer: userId, name: text }, lines: [line] };
    answers.push(await tell('/api/v1/orders', order, `Bearer ${secrets.till}`));
  }
  assertWhole(answers);
  const took = (path, status) => answers.filter((answer) => answer.path === path && answer.status === status).length;
  assert.equal(took('/v1/batch', 200), NAUGHTY.length);
  assert.ok(took('/api/v1/orders', 201) > NAUGHTY.length / 2, `only ${took('/api/v1/orders', 201)} orders were taken`);
});

test('relations carry naughty words and notes', async () => {
  const others = await page.evaluate(async () => {
    const list = await (await fetch('/people')).text();
    return [...new Set(list.match(/\/people\/[0-9a-f-]{36}/g))].map((path) => path.split('/')[2]);
  });
  const relate = (text, at) => [`${person}/relations`, { kind: 'own', own: text, note: text, to: others[at % others.length] }];
  assertWhole(await post(NAUGHTY.map(relate)));
});

test('a search for a naughty text finds or does not, and never breaks', async () => {
  const paths = NAUGHTY.flatMap((text) => {
    const q = encodeURIComponent(text.toWellFormed());
    return [`/people?q=${q}`, `/people/find?q=${q}`, `/care?q=${q}`, `${person}/relate?q=${q}`, `/audit?who=${q}&what=${q}`];
  });
  assertWhole(await get(paths));
  for (const text of NAUGHTY.filter((text) => /[<>"'{]/.test(text))) {
    await assertQuiet(`/people?q=${encodeURIComponent(text)}`);
  }
});

test('a file full of naughty cells is imported or set aside', async () => {
  const cell = (text) => `"${text.replaceAll('"', '""')}"`;
  const row = (text, at) => `N-${at},n${at}@example.org,${cell(text)},2026-01-05,12.50,EUR,${cell(text)}\n`;
  const file = join(harbour.folder, 'naughty.csv');
  await writeFile(file, `order_id,email,name,date,amount,currency,product\n${NAUGHTY.map(row).join('')}`);
  await page.goto(`${harbour.address}/imports`);
  await page.locator('input[type="file"]').setInputFiles(file);
  await page.locator('form.upload button').click();
  await page.waitForURL(/\/imports\/new\/[0-9a-f]{32}$/);
  await assertQuiet(new URL(page.url()).pathname);
});

test('no page that shows a naughty text runs it', async () => {
  for (const path of [person, `${person}/briefing`, `${person}/edit`, `${person}/remember`, '/team', '/account', '/settings', '/audit', '/keys', '/webhooks', '/imports', '/duplicates', '/']) {
    await assertQuiet(path);
  }
  let next = '/people';
  const people = new Set();
  while (next) {
    await assertQuiet(next);
    const found = await page.evaluate(() => ({
      people: [...document.querySelectorAll('main a[href^="/people/"]')].map((link) => link.getAttribute('href')),
      next: document.querySelector('a[rel="next"]')?.getAttribute('href'),
    }));
    found.people.filter((path) => /^\/people\/[0-9a-f-]{36}$/.test(path)).forEach((path) => people.add(path));
    next = found.next && new URL(found.next, `${harbour.address}/people`).href.slice(harbour.address.length);
  }
  assert.ok(people.size > NAUGHTY.length, `only ${people.size} people were taken`);
  for (const path of people) await assertQuiet(path);
  assert.deepEqual(page.troubles.filter((trouble) => !/status of 4\d\d/.test(trouble)), []);
});
