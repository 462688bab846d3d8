import { Client, ProblemError } from './harness/client.js';
import { LiveScreen } from './harness/live.js';
import { postUntilAcknowledged } from './harness/post.js';
import { flavour } from './harness/redis.js';
import { rootKey } from './harness/rollcall.js';
import { setStage, type Stage } from './harness/stage.js';
import { until } from './harness/until.js';

/** What a sceptic found by attacking the running product, so that it stays mended. */

describe(`found by attack, on ${flavour}`, () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage();
  });
  afterAll(() => stage?.cleanup.run());

  const fail = (service: string, users: { user: string; region: string; customer?: string }[]) =>
    postUntilAcknowledged(stage.client, {
      idempotencyKey: `attack-${service}`,
      signals: users.map((each) => ({
        kind: 'interaction' as const,
        at: Date.now() - 60_000,
        service,
        channel: 'web',
        outcome: 'failed' as const,
        ...each,
      })),
    });
  const everyone = Array.from({ length: 10 }, (_, i) => ({
    user: `u-${i}`,
    region: i < 7 ? 'US' : 'CA',
    customer: `c-${i}`,
  }));
  const refusal = async (asked: Promise<unknown>): Promise<ProblemError['problem']> => {
    const error = await asked.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (error instanceof ProblemError) return error.problem;
    throw new Error(`it was taken: ${String(error)}`);
  };

  it('a peak belongs to the scope that was counted, not to the one before', async () => {
    await fail('peak', everyone);
    const scope = { services: ['peak'] };
    const { id } = await stage.client.call('openIncident', {
      body: { title: 'peak', scope, onset: Date.now() - 600_000 },
    });
    const screen = new LiveScreen(stage.client.base, rootKey);
    const inView = (ever: number) => () =>
      screen.view?.incidents.some(
        ({ id: each, impact }) => each === id && impact.complete && impact.customers.ever === ever,
      );
    await until('all ten are published', inView(10));
    await stage.client.call('updateIncident', {
      params: { id },
      body: { scope: { ...scope, regions: ['CA'] } },
    });
    await until('only the three are published', inView(3));
    const version = screen.view?.version ?? 0;
    await until('another view is published', () => (screen.view?.version ?? 0) > version + 1);
    screen.close();
    const { impact } = await stage.client.call('getIncident', { params: { id } });
    expect(impact).toMatchObject({ users: { ever: 3, peak: 3 }, customers: { ever: 3, peak: 3 } });
  });

  it('a key that is revoked loses all sockets it has open, and no other key does', async () => {
    const keyOf = (name: string) =>
      stage.client.call('createKey', { body: { name, permissions: ['read'] } });
    const [reader, other] = [await keyOf('reader'), await keyOf('other')];
    const opened = [reader, reader, other].map(({ key }) => new LiveScreen(stage.client.base, key));
    const [one, two, stays] = opened;
    for (const screen of opened) await screen.until('it is let in', () => true);
    await stage.client.call('revokeKey', { params: { id: reader.id } });
    await until('both are put out', () => !one.connected && !two.connected);
    expect(stays.connected).toBe(true);
    for (const screen of opened) screen.close();
  });

  it('a page of another origin changes nothing with the cookie of a signed-in one', async () => {
    const { id } = await stage.client.call('openIncident', { body: { title: 'mine' } });
    const nobody = new Client(stage.client.base, '');
    const signedIn = await nobody.fetch('/api/v1/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key: rootKey }),
    });
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    const resolve = (headers: Record<string, string>) =>
      nobody.fetch(`/api/v1/incidents/${id}/resolve`, { method: 'POST', headers });
    expect((await resolve({ cookie, origin: 'http://evil.example' })).status).toBe(403);
    expect((await resolve({ cookie, 'sec-fetch-site': 'same-site' })).status).toBe(403);
    expect((await resolve({ cookie, origin: stage.client.base })).status).toBe(200);
  });

  it('a misspelt scope or filter is refused, instead of answered for everything', async () => {
    const { id } = await stage.client.call('openIncident', {
      body: { title: 'spelling', scope: { services: ['peak'] }, onset: Date.now() - 600_000 },
    });
    const open = (scope: object) =>
      stage.client.call('openIncident', { body: { title: 't', scope } });
    expect(await refusal(open({ service: ['pay'] }))).toMatchObject({
      status: 400,
      field: 'scope.service',
    });
    for (const name of ['regions', 'Region', 'type[]'])
      expect(
        await refusal(stage.client.call('getImpact', { params: { id }, query: { [name]: 'US' } })),
      ).toMatchObject({ status: 400, field: name });
    const all = await stage.client.call('getImpact', { params: { id }, query: { region: '' } });
    expect(all.users.ever).toBe(10);
  });

  it('an onset in seconds is taken for the mistake it is', async () => {
    const onset = Math.floor(Date.now() / 1_000);
    const asked = stage.client.call('openIncident', { body: { title: 't', onset } });
    expect(await refusal(asked)).toMatchObject({ status: 400, field: 'onset' });
  });

  it('thirty people who say something at once are all heard', async () => {
    const { id } = await stage.client.call('openIncident', { body: { title: 'busy' } });
    const messages = Array.from({ length: 30 }, (_, i) => `m ${i}`);
    await Promise.all(
      messages.map((message) =>
        stage.client.call('updateIncident', { params: { id }, body: { message } }),
      ),
    );
    const timeline = await stage.client.call('getTimeline', { params: { id } });
    expect(timeline).toHaveLength(31);
  });

  it('an incident opened again under the same idempotency key is the same incident', async () => {
    const open = () =>
      stage.client.call('openIncident', {
        body: { title: 'once' },
        headers: { 'idempotency-key': 'once' },
      });
    const opened = await Promise.all([open(), open(), open()]);
    expect(new Set(opened.map(({ id }) => id)).size).toBe(1);
  });

  it('the affected are as many as the customers and the unidentified together', async () => {
    await fail('named', [
      { user: 'n', region: 'US', customer: 'nc-1' },
      { user: 'n', region: 'US', customer: 'nc-2' },
      { user: 'n', region: 'US' },
      { user: 'stranger', region: 'US' },
    ]);
    const scope = { services: ['named'] };
    const onset = Date.now() - 600_000;
    const { id } = await stage.client.call('openIncident', {
      body: { title: 'named', scope, onset },
    });
    const { customers, unidentified } = await stage.client.call('getImpact', { params: { id } });
    const page = await stage.client.call('listAffected', { params: { id } });
    expect(page).toMatchObject({ total: customers.ever + unidentified, complete: true });
    expect(page.total).toBe(3);
  });

  it('a recount after a move is waited for by who asks, and look-up says so', async () => {
    const at = (minutes: number) => Date.now() - minutes * 60_000;
    await postUntilAcknowledged(stage.client, {
      idempotencyKey: 'attack-moved',
      signals: [30, 5].map((minutes) => ({
        kind: 'interaction' as const,
        at: at(minutes),
        service: 'moved',
        user: 'o',
        outcome: 'failed' as const,
      })),
    });
    const scope = { services: ['moved'] };
    const { id } = await stage.client.call('openIncident', {
      body: { title: 'moved', scope, onset: at(60) },
    });
    await stage.client.call('putCustomers', {
      body: [
        { id: 'old', users: ['o'], validFrom: at(600) },
        { id: 'new', users: ['o'], validFrom: at(10) },
      ],
    });
    const { customers, complete } = await stage.client.call('getImpact', { params: { id } });
    expect({ ever: customers.ever, complete }).toEqual({ ever: 2, complete: true });
  });

  it('what is no interaction opens no place on the wall', async () => {
    const at = Date.now();
    const said = [
      { kind: 'change' as const, at, service: 'quiet', title: 'deploy' },
      {
        kind: 'rating' as const,
        at,
        service: 'quiet',
        user: 'r',
        scale: 'csat' as const,
        score: 4,
      },
    ];
    await postUntilAcknowledged(stage.client, { idempotencyKey: 'attack-quiet', signals: said });
    await fail('loud', [{ user: 'l', region: 'US' }]);
    const screen = new LiveScreen(stage.client.base, rootKey);
    const view = await screen.until('the loud one is seen', ({ services }) =>
      services.some((service) => service.id === 'loud'),
    );
    screen.close();
    expect(view.services.find((service) => service.id === 'quiet')).toBeUndefined();
  });
});
