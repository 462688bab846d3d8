import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from '../harness/client.js';
import { Sender } from './sender.client.js';

/** The sender against a server that is difficult on purpose. */

interface Seen {
  key: string;
  body: string;
  at: number;
}

const problem = (status: number, code: string) => ({
  type: `urn:rollcall:problem:${code}`,
  title: code,
  status,
  code,
  detail: `This is ${code}`,
});

describe('the sender', () => {
  let server: Server;
  let seen: Seen[];
  let answers: [status: number, headers: Record<string, string>, body: object][];

  beforeEach(async () => {
    seen = [];
    answers = [];
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        seen.push({ key: String(request.headers['idempotency-key']), body, at: performance.now() });
        const accepted = { accepted: body.split('\n').length, rejected: [] };
        const [status, headers, answer] = answers.shift() ?? [202, {}, accepted];
        const type = status < 400 ? 'application/json' : 'application/problem+json';
        response.writeHead(status, { 'content-type': type, ...headers });
        response.end(JSON.stringify(answer));
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const senderFor = (stop = new AbortController().signal) => {
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return new Sender({ client: new Client(base, 'key'), run: 'run', atOnce: 2, stop });
  };

  it('waits as long as it is told to, and sends the same under the same key', async () => {
    answers.push([429, { 'retry-after': '1' }, problem(429, 'folds_behind')]);
    const sender = senderFor();
    await sender.send(['{"a":1}', '{"a":2}']);
    await sender.settled();
    expect(seen.map(({ key, body }) => [key, body])).toEqual([
      ['run-1', '{"a":1}\n{"a":2}'],
      ['run-1', '{"a":1}\n{"a":2}'],
    ]);
    expect(seen[1].at - seen[0].at).toBeGreaterThan(950);
    expect(sender.sent).toMatchObject({ accepted: 2, rejected: 0 });
    expect(Object.fromEntries(sender.sent.answers)).toEqual({ 429: 1, 202: 1 });
  });

  it('says what to do about a wrong key', async () => {
    answers.push([401, {}, problem(401, 'key_unknown')]);
    const sender = senderFor();
    await sender.send(['{}']);
    await expect(sender.settled()).rejects.toThrow(/does not know this key.*--key/);
  });

  it('says what to do when nobody answers', async () => {
    const sender = senderFor();
    server.close();
    await once(server, 'close');
    await sender.send(['{}']);
    await expect(sender.settled()).rejects.toThrow(/Nobody answers.*npm start.*--target/);
  });

  it('stops trying again when it is told to stop', async () => {
    for (let i = 0; i < 9; i++)
      answers.push([503, { 'retry-after': '30' }, problem(503, 'redis_away')]);
    const stop = new AbortController();
    const sender = senderFor(stop.signal);
    await sender.send(['{}']);
    while (seen.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    stop.abort();
    await expect(sender.settled()).rejects.toThrow('stopped before everything was acknowledged');
  });
});
