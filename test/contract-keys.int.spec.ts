import { Client, ProblemError } from './harness/client.js';
import { countersOf, untilFolded } from './harness/metrics.js';
import { accepted, problem, send } from './harness/raw.js';
import { flavour } from './harness/redis.js';
import { setStage, type Stage } from './harness/stage.js';
import { atMost, until } from './harness/until.js';

/** Who may do what, and what an idempotency key promises. */

const signal = (n: number) => ({
  kind: 'interaction',
  at: Date.now(),
  service: 'play',
  user: `u-${n}`,
  outcome: 'failed',
});

describe(`keys, on ${flavour}`, () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage();
  });
  afterAll(() => stage?.cleanup.run());

  const withKey = (key: string) => new Client(stage.client.base, key);
  const post = (client: Client, body: unknown, headers = {}) =>
    send(client, JSON.stringify(body), headers);
  const batch = (from: number, size = 50) =>
    Array.from({ length: size }, (_, i) => signal(from + i));

  it('no key and a wrong key are told apart, and neither counts', async () => {
    const before = await countersOf(stage.client);
    const nobody = withKey('');
    problem(await post(nobody, signal(1)), 401, 'key_missing');
    problem(await post(withKey('rk_not-a-key'), signal(1)), 401, 'key_unknown');
    await expect(nobody.call('getLive')).rejects.toThrow('401');
    expect((await countersOf(stage.client)).accepted).toBe(before.accepted);
  });

  it('a key does what it was made for and no more; its secret is shown once', async () => {
    const made = await stage.client.call('createKey', { body: { name: 'ingest only' } });
    const ingest = withKey(made.key);
    accepted(await post(ingest, signal(2)));
    for (const route of ['getLive', 'listIncidents', 'listKeys'] as const)
      await expect(ingest.call(route)).rejects.toMatchObject({ problem: { status: 403 } });
    await expect(ingest.call('putCustomers', { body: [{ id: 'c' }] })).rejects.toMatchObject({
      problem: { code: 'key_lacks_permission' },
    });

    const reader = await stage.client.call('createKey', {
      body: { name: 'reader', permissions: ['read'] },
    });
    problem(await post(withKey(reader.key), signal(3)), 403, 'key_lacks_permission');
    expect((await withKey(reader.key).call('getLive')).version).toBeGreaterThanOrEqual(0);

    const listed = await stage.client.call('listKeys');
    expect(listed.map((key) => key.name)).toEqual(
      expect.arrayContaining(['ingest only', 'reader']),
    );
    expect(JSON.stringify(listed)).not.toContain(made.key);
  });

  it('keys are not kept in a form that anybody could use', async () => {
    const { key } = await stage.client.call('createKey', { body: { name: 'secret' } });
    for (const master of stage.redis.masters) {
      for await (const names of master.scanStream() as AsyncIterable<string[]>) {
        for (const name of names) {
          expect(name).not.toContain(key);
          const dump = await master.dumpBuffer(name);
          expect(dump?.includes(Buffer.from(key)) ?? false).toBe(false);
        }
      }
    }
  });

  it('a revoked key ends at once', async () => {
    const { id, key } = await stage.client.call('createKey', { body: { name: 'short' } });
    accepted(await post(withKey(key), signal(4)));
    const revoked = await stage.client.call('revokeKey', { params: { id } });
    expect(revoked.revokedAt).not.toBeNull();
    problem(await post(withKey(key), signal(4)), 401, 'key_unknown');
  });

  describe('idempotency keys', () => {
    it('the same request again answers the same and counts nothing', async () => {
      const body = [...batch(100), { ...signal(0), user: '' }];
      const headers = { 'idempotency-key': 'again' };
      const before = await countersOf(stage.client);
      const first = accepted(await post(stage.client, body, headers));
      expect(first).toMatchObject({ accepted: 50, rejected: [{ index: 50 }] });
      for (let i = 0; i < 5; i++)
        expect(accepted(await post(stage.client, body, headers))).toEqual(first);
      const after = await countersOf(stage.client);
      expect(after.accepted - before.accepted).toBe(50);
    });

    it('many at once with the same key count once', async () => {
      const body = batch(200);
      const before = await countersOf(stage.client);
      const answers: unknown[] = [];
      await atMost(20, Array.from({ length: 20 }), async () => {
        answers.push(accepted(await post(stage.client, body, { 'idempotency-key': 'rush' })));
      });
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect((await countersOf(stage.client)).accepted - before.accepted).toBe(50);
    });

    it('the same key with another body is a mistake that is named', async () => {
      accepted(await post(stage.client, batch(300), { 'idempotency-key': 'mine' }));
      const other = await post(stage.client, batch(400), { 'idempotency-key': 'mine' });
      problem(other, 422, 'idempotency_key_reused');
    });

    it('two keys of one name belong to two senders', async () => {
      const { key } = await stage.client.call('createKey', { body: { name: 'another sender' } });
      const headers = { 'idempotency-key': 'shared name' };
      expect(accepted(await post(stage.client, batch(500), headers)).accepted).toBe(50);
      expect(accepted(await post(withKey(key), batch(600), headers)).accepted).toBe(50);
      const { accepted: all } = await countersOf(stage.client);
      await untilFolded(stage.client, all);
    });
  });

  it('what is not there is not found, in a problem document', async () => {
    const missing = stage.client.call('getIncident', { params: { id: 'nowhere' } });
    await expect(missing).rejects.toBeInstanceOf(ProblemError);
    await expect(
      stage.client.call('getCustomer', { params: { id: 'nobody' } }),
    ).rejects.toMatchObject({
      problem: { status: 404, code: 'not_found' },
    });
    const response = await stage.client.fetch('/api/v1/nothing-here');
    expect([response.status, response.headers.get('content-type')]).toEqual([
      404,
      expect.stringContaining('application/problem+json'),
    ]);
  });

  it('two who change an incident at once don’t overwrite each other', async () => {
    const { id, version } = await stage.client.call('openIncident', { body: { title: 'Both' } });
    const change = (title: string) =>
      stage.client.call('updateIncident', { params: { id }, body: { title, version } });
    const results = await Promise.allSettled([change('one'), change('two')]);
    expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
    const [refused] = results.filter((r) => r.status === 'rejected');
    expect(refused.reason).toMatchObject({ problem: { status: 409, code: 'conflict' } });
    const seen = await until('a timeline', async () => {
      const entries = await stage.client.call('getTimeline', { params: { id } });
      return entries.length >= 2 ? entries : undefined;
    });
    expect(seen.map((entry) => entry.event.type)).toEqual(['incident:opened', 'incident:updated']);
  });
});
