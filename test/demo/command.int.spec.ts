import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Child } from '../harness/child.js';
import { root } from '../harness/paths.js';
import { until } from '../harness/until.js';

/** The player as whoever supervises it meets it: lines, exit codes, and an end when it is asked to. */

const program = ['--conditions=@rollcall/source', join(root, 'test/bin/demo.mjs')];
const play = (...args: string[]): Child => Child.node([...program, '--key', 'k', ...args]);

const endOf = async (child: Child) => {
  await child.gone();
  return { code: child.process.exitCode, words: child.words };
};

describe('the player of the demo', () => {
  let server: Server;
  let target: string;
  let answer: [number, object];
  let asked = 0;

  beforeAll(async () => {
    server = createServer((_, response) => {
      asked++;
      const [status, body] = answer;
      response.writeHead(status, { 'content-type': 'application/problem+json' });
      response.end(JSON.stringify(body));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    asked = 0;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const problem = (status: number, code: string): [number, object] => [
    status,
    { type: 'about:blank', title: 'No', status, code, detail: 'no such luck' },
  ];
  const waiting = async (child: Child): Promise<void> => {
    answer = problem(503, 'demo_opening');
    await until('it to ask', () => {
      if (!child.alive) throw new Error(child.words);
      return asked > 0;
    });
  };

  it('ends with 0 and without a word once the demo is gone', async () => {
    answer = problem(410, 'demo_gone');
    expect(await endOf(play('--target', target))).toEqual({ code: 0, words: '' });
    // one answer alone says nothing
    expect(asked).toBeGreaterThan(2);
  });

  it('ends with 1 and a line that says what to do on trouble', async () => {
    answer = problem(401, 'key_unknown');
    const { code, words } = await endOf(play('--target', target));
    expect(code).toBe(1);
    expect(words).toMatch(/does not know this key\. Give the right one with --key/);
    expect(words.trim().split('\n')).toHaveLength(1);
  });

  it('names the scenarios there are when it does not know one', async () => {
    const { code, words } = await endOf(play('storm'));
    expect(code).toBe(1);
    expect(words).toMatch(/There is no storm.*christmas-eve-2012, .*total-blackout/);
  });

  it('waits for a demo that is about to open, and ends when it is told to', async () => {
    const child = play('--target', target);
    await waiting(child);
    child.send('SIGTERM');
    expect((await endOf(child)).code).toBe(130);
  });

  it('ends with whoever started it', async () => {
    const child = play('--target', target);
    await waiting(child);
    child.process.disconnect();
    expect((await endOf(child)).code).toBe(130);
  });
});
