// A receiver of webhooks with the standard's own library: says where it listens, is told its secret,
// and verifies what comes.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import assert from 'node:assert/strict';
import { Webhook } from 'standardwebhooks';

const told = [];
const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  told.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
  response.writeHead(204).end();
  server.emit('told');
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
console.log(`http://127.0.0.1:${server.address().port}/told`);

const secrets = [];
for await (const secret of createInterface({ input: process.stdin })) secrets.push(secret);
const [old, present] = secrets.map((secret) => new Webhook(secret));
while (told.length < 2) await once(server, 'told');

const [first, second] = told;
assert.equal(old.verify(first.body, first.headers).type, 'webhook.test');
assert.throws(() => present.verify(first.body, first.headers), 'the new secret was not made yet');
for (const hook of [old, present]) assert.equal(hook.verify(second.body, second.headers).type, 'webhook.test');
assert.throws(() => old.verify(`${first.body} `, first.headers), 'a changed body');
assert.throws(() => old.verify(first.body, { ...first.headers, 'webhook-id': 'another' }), 'another id');
server.close();
