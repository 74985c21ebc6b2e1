// A shop's server with the real library: what it does in a day, and what it does when it is refused.
import { createServer } from 'node:http';
import { once } from 'node:events';
import assert from 'node:assert/strict';
import { Analytics } from '@segment/analytics-node';

const { PERENNIAL_ADDRESS: host, PERENNIAL_WRITE_KEY: writeKey } = process.env;

function library(host, writeKey) {
  const analytics = new Analytics({ host, path: '/v1/batch', writeKey, flushAt: 20, maxRetries: 5 });
  analytics.troubles = [];
  analytics.on('error', (error) => analytics.troubles.push(error));
  return analytics;
}

async function aDay() {
  const analytics = library(host, writeKey);
  const [anonymousId, userId] = ['visitor-1', 'customer-1'];
  analytics.page({ anonymousId, name: 'Roasts', properties: { url: 'https://shop.example/roasts' } });
  analytics.track({ anonymousId, event: 'Product Viewed', properties: { sku: 'bean', price: 12.5 } });
  analytics.identify({ anonymousId, userId, traits: { name: 'Ilze Ozola', email: 'ilze@shop.example' } });
  analytics.screen({ userId, name: 'Basket' });
  analytics.group({ userId, groupId: 'hinge-house', traits: { name: 'Hinge House' } });
  analytics.alias({ userId, previousId: 'visitor-0' });
  analytics.track({
    userId,
    event: 'Order Completed',
    properties: {
      order_id: '5001',
      total: 25,
      currency: 'EUR',
      products: [{ sku: 'bean', name: 'Harbour roast', price: 12.5, quantity: 2 }],
    },
  });
  await analytics.closeAndFlush();
  assert.deepEqual(analytics.troubles, []);
}

/** Stands before the server and refuses the first two batches, as a server in trouble does. */
async function moody() {
  const moods = [[503, {}], [429, { 'Retry-After': '1', 'X-RateLimit-Reset': '1' }]];
  const seen = [];
  const proxy = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const mood = moods.shift();
    if (mood) {
      seen.push(mood[0]);
      response.writeHead(...mood).end();
      return;
    }
    const { 'content-type': type, authorization } = request.headers;
    const headers = { 'content-type': type, ...(authorization && { authorization }) };
    const answer = await fetch(host + request.url, { method: 'POST', headers, body: Buffer.concat(chunks) });
    seen.push(answer.status);
    response.writeHead(answer.status).end(await answer.text());
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return { proxy, seen, address: `http://127.0.0.1:${proxy.address().port}` };
}

async function inTrouble() {
  const { proxy, seen, address } = await moody();
  const analytics = library(address, writeKey);
  analytics.track({ userId: 'customer-2', event: 'Sent Again' });
  analytics.track({ userId: 'customer-3', event: 'Sent Again' });
  await analytics.closeAndFlush({ timeout: 30_000 });
  proxy.close();
  assert.deepEqual(seen, [503, 429, 200]);
}

async function wrongKey() {
  const analytics = library(host, 'pk_nobody');
  analytics.track({ userId: 'customer-4', event: 'Never Heard' });
  await analytics.closeAndFlush();
  assert.equal(analytics.troubles.length, 1, 'a wrong key is told, not passed over');
}

await aDay();
await inTrouble();
await wrongKey();
