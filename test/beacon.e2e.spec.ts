import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Street } from './beacon/street.js';
import { root } from './harness/paths.js';
import { flavour } from './harness/redis.js';
import { until } from './harness/until.js';

/** The script in a page that breaks, in a real browser: what the page met is counted, as it was. */

test('the script is under 6 KB', () => {
  const script = readFileSync(join(root, 'dashboard/dist/sdk.js'));
  expect(gzipSync(script, { level: 9 }).length).toBeLessThan(6_000);
});

describe(`the script in a page, on ${flavour}`, () => {
  let street: Street;
  beforeAll(async () => {
    street = await Street.open();
    await street.stage.client.call('putService', {
      params: { id: 'shop' },
      body: { latencyTargetMs: 100 },
    });
  });
  beforeEach(() => street.begin());
  afterAll(() => street?.close());

  it('a page that opens counts, and nothing complains', async () => {
    const ada = await street.visitor();
    const page = await ada.enter();
    await street.untilLive('shop', ({ ok, slow }) => ok + slow > 0);
    const [open] = ada.ofType('open');
    expect(open).toMatchObject({ service: 'shop', region: 'DE', channel: 'web' });
    expect(open.user).toMatch(/^device:[0-9a-f]{24}$/);
    expect(open.latencyMs).toBeGreaterThan(0);
    await ada.delivered(page);
    expect(ada.errors).toEqual([]);
    const sources = await street.stage.client.call('listSources');
    expect(sources.find(({ id }) => id === 'beacon:shop')).toMatchObject({
      door: 'beacon',
      identified: 0,
    });
  });

  it('failed requests count by the page’s rules, and who is well again is', async () => {
    const ada = await street.visitor();
    const id = await street.incident('pay');
    const page = await ada.enter();
    street.shop.mood = 'broken';
    expect(await ada.ask(page, '/api/pay/1?card=4711')).toBe(503);
    expect(await ada.ask(page, '/api/ads')).toBe(503);
    const [item] = await street.untilAffected(id, 1);
    expect(item).toMatchObject({
      customer: null,
      state: 'failing',
      slices: [{ service: 'pay', region: 'DE', channel: 'web' }],
    });
    await street.untilLive('pay', ({ status }) => status === 'failing');
    const [request] = ada.ofType('request');
    expect(request.attributes).toEqual({
      type: 'request',
      method: 'GET',
      status: 503,
      route: '/api/pay*',
    });
    expect(ada.ofType('request')).toHaveLength(1);
    street.shop.mood = 'well';
    expect(await ada.ask(page, '/api/pay/1')).toBe(200);
    await street.untilWell(id);
  });

  it('a backend that nobody can reach is seen, by both ways of asking', async () => {
    const [ada, bob] = [await street.visitor(), await street.visitor()];
    const id = await street.incident('shop');
    const pages = [await ada.enter(), await bob.enter()] as const;
    street.shop.mood = 'hangs-up';
    expect(await ada.ask(pages[0], '/api/cart')).toBe('TypeError');
    expect(await bob.askOldWay(pages[1], '/api/cart')).toBe(0);
    await street.untilAffected(id, 2);
    for (const { told } of [ada, bob])
      expect(told.filter(({ outcome }) => outcome === 'failed')).toHaveLength(1);
  });

  it('slow requests are slow by the service’s own target', async () => {
    const ada = await street.visitor();
    const page = await ada.enter();
    const before = (await street.live('shop'))?.slow ?? 0;
    expect(await ada.ask(page, '/api/slow')).toBe(200);
    await street.untilLive('shop', ({ slow }) => slow > before);
    const [request] = ada.ofType('request');
    expect(request.outcome).toBeUndefined();
    expect(request.latencyMs).toBeGreaterThanOrEqual(290);
  });

  it('an error that nobody caught counts once, without what it says', async () => {
    const ada = await street.visitor();
    const page = await ada.enter();
    for (let i = 0; i < 3; i++) await ada.breakDown(page, 'ada@example.com');
    await until('the error is told', () => ada.ofType('error').length > 0);
    await ada.call(page, 'track', 'after-the-error', 'ok');
    await until('what came after', () => ada.told.some((t) => t.service === 'after-the-error'));
    expect(ada.ofType('error')).toMatchObject([{ service: 'shop', outcome: 'failed' }]);
    expect(ada.ofType('error')[0].attributes?.['error']).toMatch(/^TypeError shop\.js:\d+:\d+$/);
    expect(JSON.stringify(ada.told)).not.toContain('ada@example.com');
  });

  it('whoever says who they are is in the list, and is known on the next page', async () => {
    const ada = await street.visitor();
    const id = await street.incident('book');
    await street.stage.client.call('putCustomers', {
      body: [{ id: 'c-ada', name: 'Ada Byron', type: 'consumer', users: ['u-ada'] }],
    });
    let page = await ada.enter();
    await ada.call(page, 'track', 'book', 'failed');
    await ada.call(page, 'identify', 'u-ada');
    const [item] = await street.untilAffected(id, 1);
    expect(item).toMatchObject({ customer: 'c-ada', name: 'Ada Byron', users: 1 });
    page = await ada.enter();
    await ada.call(page, 'track', 'book', 'ok');
    await street.untilWell(id);
    await ada.call(page, 'identify', null);
    await ada.call(page, 'track', 'book', 'failed');
    const after = await street.untilAffected(id, 2);
    expect(after.map(({ user }) => user?.split(':')[0] ?? null)).toEqual(
      expect.arrayContaining([null, 'device']),
    );
  });

  it('a customer may be named where the directory knows nobody', async () => {
    const bob = await street.visitor();
    const id = await street.incident('rent');
    const page = await bob.enter();
    await bob.call(page, 'identify', 'u-bob', { customer: 'c-bob' });
    await bob.call(page, 'track', 'rent', 'failed');
    expect(await street.untilAffected(id, 1)).toMatchObject([{ customer: 'c-bob', users: 1 }]);
  });

  it('the key leaves the page in no address and no header', async () => {
    const ada = await street.visitor();
    const page = await ada.enter('/?token=page-secret');
    await ada.call(page, 'track', 'quiet', 'ok');
    await until('it is told', () => ada.told.some(({ service }) => service === 'quiet'));
    const toRollcall = ada.requests.filter((one) => one.url().startsWith(street.shop.rollcall));
    expect(toRollcall.length).toBeGreaterThan(1);
    for (const request of ada.requests) {
      expect(request.url()).not.toContain(street.key);
      expect(JSON.stringify(await request.allHeaders())).not.toContain(street.key);
    }
    const posts = toRollcall.filter((one) => one.method() === 'POST');
    for (const request of posts) {
      const headers = await request.allHeaders();
      expect([headers['referer'], headers['cookie']]).toEqual([undefined, undefined]);
      expect(request.postData()).not.toContain('page-secret');
    }
  });

  it('a key that is refused, or nonsense from the page, harms nobody', async () => {
    const revoked = await street.stage.client.call('createKey', {
      body: { name: 'gone', permissions: ['beacon'] },
    });
    await street.stage.client.call('revokeKey', { params: { id: revoked.id } });
    street.shop.tag = `data-key="${revoked.key}" data-service="shop"`;
    const ada = await street.visitor();
    const page = await ada.enter();
    for (const given of [
      [],
      [null, null],
      ['x'],
      ['x', 'broken'],
      [{}, 'ok'],
      ['x', 'ok', { at: 'z' }],
    ])
      expect(await ada.call(page, 'track', ...given)).toBe(false);
    expect(await ada.call(page, 'identify', {})).toBe(false);
    expect(await ada.call(page, 'consent', 'maybe')).toBe(false);
    await page.evaluate(() => {
      const { rollcall } = window as unknown as {
        rollcall: { push: (...calls: unknown[]) => void };
      };
      rollcall.push(null, 7, [], ['nothing'], ['route', '(', 'x'], ['route', 7, 'x']);
    });
    await ada.call(page, 'track', 'gone', 'failed');
    await until('it was refused', () => ada.told.some(({ service }) => service === 'gone'));
    const sent = ada.told.length;
    await ada.call(page, 'track', 'gone', 'failed');
    expect(await ada.ask(page, '/api/cart')).toBe(200);
    await until(
      'it is kept',
      async () =>
        (await ada.waiting(page)).filter(({ service }) => service === 'gone').length === 2,
    );
    expect(ada.told).toHaveLength(sent);
    // the browser itself notes the answer 401; the page and the script say nothing
    expect(ada.errors.filter((error) => !error.includes('401'))).toEqual([]);
  });
});
