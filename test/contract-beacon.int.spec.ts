import type { BeaconBatch, CreatedKey } from '@rollcall/shared';
import { Client } from './harness/client.js';
import { countersOf, untilFolded } from './harness/metrics.js';
import { accepted, problem, type Sent } from './harness/raw.js';
import { flavour } from './harness/redis.js';
import { rootKey } from './harness/rollcall.js';
import { setStage, type Stage } from './harness/stage.js';

/** The one door that is open to pages of other origins: what it takes, from whom, and how much. */

const minute = 60_000;
const page = 'https://shop.example';
const failed = (user: string, more = {}) => ({
  at: Date.now(),
  service: 'shop',
  region: 'DE',
  channel: 'web',
  user,
  outcome: 'failed',
  ...more,
});

describe(`the beacon's door, on ${flavour}`, () => {
  let stage: Stage;
  let key: CreatedKey;
  let batches = 0;

  const batch = (signals: object[], more: Partial<BeaconBatch> = {}): BeaconBatch => ({
    key: key.key,
    batch: `b-${batches++}`,
    sentAt: Date.now(),
    signals: signals as BeaconBatch['signals'],
    ...more,
  });
  /** As a page sends it: its key in the body, no preflight. */
  const post = async (body: unknown, headers: Record<string, string> = {}): Promise<Sent> => {
    const response = await new Client(stage.client.base, '').fetch('/api/v1/beacon', {
      method: 'POST',
      headers: { 'content-type': 'text/plain;charset=UTF-8', origin: page, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
    return {
      status: response.status,
      type: response.headers.get('content-type') ?? '',
      retryAfter: response.headers.get('retry-after'),
      json: await response.json(),
    };
  };
  const made = (permissions: string[], origins?: string[]) =>
    stage.client.call('createKey', { body: { name: 'a page', permissions, origins } });

  beforeAll(async () => {
    stage = await setStage({ env: { ROLLCALL_BEACON_PER_KEY: '500' } });
    key = await made(['beacon']);
  });
  afterAll(() => stage?.cleanup.run());

  it('takes what a page met, and counts it', async () => {
    const onset = Date.now() - 10 * minute;
    const { id } = await stage.client.call('openIncident', {
      body: { title: 'The shop fails', scope: { services: ['shop'] }, onset, force: true },
    });
    expect(
      accepted(await post(batch([failed('u-1'), failed('u-2', { customer: 'c-2' })]))),
    ).toEqual({ accepted: 2, rejected: [] });
    const { accepted: all } = await countersOf(stage.client);
    await untilFolded(stage.client, all);
    const impact = await stage.client.call('getImpact', { params: { id } });
    expect(impact.users.ever).toBe(2);
    expect(impact.customers.ever).toBe(1);
  });

  it('a batch sent again counts once, with whatever time of sending', async () => {
    const before = await countersOf(stage.client);
    const first = batch([failed('u-3')]);
    const answer = accepted(await post(first));
    expect(accepted(await post({ ...first, sentAt: first.sentAt + 3_000 }))).toEqual(answer);
    expect((await countersOf(stage.client)).accepted - before.accepted).toBe(1);
    const other = { ...first, signals: [failed('u-4')] };
    problem(await post(other), 422, 'idempotency_key_reused');
  });

  it.each([
    ['ahead', 3 * 60 * minute],
    ['behind', -3 * 60 * minute],
  ])('a clock that is hours %s moves nothing', async (_, off) => {
    const service = `clock-${off}`;
    const user = `late-${off}`;
    const at = Date.now() - 5 * minute;
    const { id } = await stage.client.call('openIncident', {
      body: { title: 'Clocks', scope: { services: [service] }, onset: at - minute, force: true },
    });
    const sent = batch([failed(user, { service, at: at + off })], { sentAt: Date.now() + off });
    expect(accepted(await post(sent)).accepted).toBe(1);
    await untilFolded(stage.client, (await countersOf(stage.client)).accepted);
    const { items } = await stage.client.call('listAffected', { params: { id } });
    expect(items.map((item) => item.user)).toEqual([user]);
    expect(Math.abs(items[0].firstFailed - at)).toBeLessThan(minute);
  });

  it('is known to the register of sources: skew, who was named, what was left out', async () => {
    const named = await stage.client.call('createKey', {
      body: { name: 'measured', permissions: ['beacon'] },
    });
    const off = 60 * minute;
    const signals = ['device:x', 'device:y', 'u-20', 'session:z'].map((user) =>
      failed(user, { at: Date.now() + off }),
    );
    const more = { key: named.key, sentAt: Date.now() + off, dropped: 3 };
    expect(accepted(await post(batch(signals, more))).accepted).toBe(4);
    const sources = await stage.client.call('listSources');
    const source = sources.find(({ id }) => id === 'beacon:measured')!;
    expect(source).toMatchObject({
      door: 'beacon',
      accepted: 4,
      identified: 0.25,
      dropped: [{ reason: 'page_full', count: 3 }],
    });
    expect(Math.abs(source.skewMs! - off)).toBeLessThan(minute);
  });

  it('its key can do nothing else, and no other key will do', async () => {
    const inPage = new Client(stage.client.base, key.key);
    for (const route of ['getLive', 'listIncidents', 'listKeys', 'listServices'] as const)
      await expect(inPage.call(route)).rejects.toMatchObject({ problem: { status: 403 } });
    for (const [route, body] of [
      ['postSignals', { kind: 'interaction', ...failed('u-5') }],
      ['putCustomers', [{ id: 'c-5' }]],
    ] as const)
      await expect(inPage.call(route, { body })).rejects.toMatchObject({
        problem: { code: 'key_lacks_permission' },
      });
    const session = await inPage.fetch('/api/v1/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key: key.key }),
    });
    expect(session.status).toBe(401);
    const ingest = await made(['ingest']);
    problem(await post(batch([failed('u-6')], { key: ingest.key })), 403, 'key_lacks_permission');
    problem(await post(batch([failed('u-6')], { key: undefined })), 401, 'key_missing');
    problem(await post(batch([failed('u-6')], { key: 'rck_nobody' })), 401, 'key_unknown');
  });

  it('no cookie opens it', async () => {
    const signedIn = await stage.client.fetch('/api/v1/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key: rootKey }),
    });
    const [cookie] = (signedIn.headers.get('set-cookie') ?? '').split(';');
    expect(cookie).toContain('=');
    problem(await post(batch([failed('u-7')], { key: undefined }), { cookie }), 401, 'key_missing');
  });

  it('a key for pages is for pages only', async () => {
    await expect(made(['beacon', 'read'])).rejects.toMatchObject({
      problem: { status: 400, field: 'permissions' },
    });
    await expect(made(['ingest'], [page])).rejects.toMatchObject({ problem: { field: 'origins' } });
    await expect(made(['beacon'], ['https://shop.example/path'])).rejects.toMatchObject({
      problem: { status: 400, field: 'origins.0' },
    });
  });

  it('a key may be for some pages only', async () => {
    const own = await made(['beacon'], [page]);
    const listed = await stage.client.call('listKeys');
    expect(listed.find(({ id }) => id === own.id)?.origins).toEqual([page]);
    accepted(await post(batch([failed('u-8')], { key: own.key })));
    for (const origin of ['https://evil.example', `${page}.evil.example`, 'null'])
      problem(
        await post(batch([failed('u-8')], { key: own.key }), { origin }),
        403,
        'origin_not_allowed',
      );
  });

  it('takes interactions only: nobody calls a service down from a page', async () => {
    const health = { kind: 'health', at: Date.now(), service: 'shop', source: 's', status: 'down' };
    const answer = accepted(await post(batch([health, failed('u-9')])));
    expect(answer).toMatchObject({ accepted: 1, rejected: [{ index: 0, code: 'unknown_kind' }] });
    problem(await post(batch([health])), 400, 'nothing_valid');
  });

  it('says nothing to the directory, whatever it names', async () => {
    const stated = { id: 'c-9', type: 'business', users: ['u-9', 'u-90'] };
    await stage.client.call('putCustomers', { body: [stated] });
    const directory = () => stage.client.call('getCustomer', { params: { id: 'c-9' } });
    const before = await directory();
    accepted(
      await post(
        batch([failed('u-9', { customer: 'c-forged' }), failed('u-forged', { customer: 'c-9' })]),
      ),
    );
    await untilFolded(stage.client, (await countersOf(stage.client)).accepted);
    expect(await directory()).toEqual(before);
    await expect(
      stage.client.call('getCustomer', { params: { id: 'c-forged' } }),
    ).resolves.toMatchObject({ type: 'unknown', name: null, users: [] });
  });

  it('refuses what is no batch, and what is too large', async () => {
    problem(await post('not json'), 400, 'not_json');
    problem(await post({ key: key.key }), 400, 'invalid');
    problem(await post(batch([failed('u', { more: 'x'.repeat(70_000) })])), 413, 'too_large');
    problem(await post(batch([failed('u', { more: 'x'.repeat(300_000) })])), 413, 'too_large');
  });

  it('answers a preflight here and nowhere else', async () => {
    const ask = (path: string) =>
      new Client(stage.client.base, '').fetch(path, {
        method: 'OPTIONS',
        headers: {
          origin: page,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type',
        },
      });
    const here = await ask('/api/v1/beacon');
    expect([here.status, here.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
    expect(here.headers.get('access-control-allow-headers')).toContain('content-type');
    for (const path of ['/api/v1/signals', '/api/v1/live', '/api/v1/beacon/more']) {
      const there = await ask(path);
      expect([path, there.headers.get('access-control-allow-origin')]).toEqual([path, null]);
    }
  });

  it('plain text is taken here and nowhere else', async () => {
    const body = JSON.stringify([{ kind: 'interaction', ...failed('u-10') }]);
    const init = { method: 'POST', headers: { 'content-type': 'text/plain' }, body };
    expect((await stage.client.fetch('/api/v1/signals', init)).status).toBe(415);
  });

  it('stops a flood with a key, says when to come again, and lets others in', async () => {
    const flood = await made(['beacon']);
    const many = Array.from({ length: 200 }, (_, i) => failed(`flood-${i}`));
    const answers: Sent[] = [];
    // a minute may end among them, so more than twice what a minute allows
    for (let i = 0; i < 9; i++) answers.push(await post(batch(many, { key: flood.key })));
    const refused = answers.find(({ status }) => status !== 202)!;
    problem(refused, 429, 'too_many_requests');
    expect(Number(refused.retryAfter)).toBeGreaterThan(0);
    expect(Number(refused.retryAfter)).toBeLessThanOrEqual(60);
    accepted(await post(batch([failed('u-11')])));
  });

  it('stops a flood from an address, whatever key it tries, and lets others in', async () => {
    const many = Array.from({ length: 200 }, (_, i) => failed(`flood-${i}`));
    const from = (address: string) => ({ 'x-forwarded-for': address });
    const statuses = new Set<number>();
    // a minute may end among them, so more than twice what a minute allows
    for (let i = 0; i < 32; i++) {
      const guess = batch(many, { key: `rck_${String(i).padStart(12, '0')}_${'x'.repeat(32)}` });
      statuses.add((await post(guess, from('203.0.113.7'))).status);
    }
    expect([...statuses].sort()).toEqual([401, 429]);
    accepted(await post(batch([failed('u-12')]), from('203.0.113.8')));
  });

  it('gives the script to any page, and lets it keep it', async () => {
    const response = await fetch(`${stage.client.base}/sdk.js`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('javascript');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(response.headers.get('cache-control')).toContain('max-age=3600');
    expect(response.headers.get('set-cookie')).toBeNull();
  });
});
