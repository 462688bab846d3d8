import { failEach } from './harness/failures.js';
import { problem, sendTo } from './harness/raw.js';
import { postUntilAcknowledged } from './harness/post.js';
import { flavour } from './harness/redis.js';
import { setStage, type Stage } from './harness/stage.js';
import { until } from './harness/until.js';

/** What a team does with an incident, from outside: roles, actions, words, times, severity. */

jest.setTimeout(90_000);

const minute = 60_000;

describe(`the life of an incident, on ${flavour}`, () => {
  let stage: Stage;
  const started = Date.now();
  beforeAll(async () => {
    stage = await setStage();
  });
  afterAll(() => stage?.cleanup.run());

  const opened = async (more: object = {}): Promise<string> => {
    const body = { title: 'Payments fail', scope: { services: ['pay'] }, onset: started, ...more };
    return (await stage.client.call('openIncident', { body })).id;
  };
  const post = (path: string, body: unknown) => sendTo(stage.client, path, JSON.stringify(body));
  const fail = (label: string, users: number, at: number, place: object = {}) =>
    failEach(stage.client, label, users, at, place);

  it('roles pass on, actions are done, words go to whom they are for', async () => {
    const id = await opened();
    const params = { id };
    await stage.client.call('assignRole', { params, body: { role: 'commander', who: 'Ana' } });
    const led = await stage.client.call('assignRole', {
      params,
      body: { role: 'commander', who: 'Ben' },
    });
    expect(led.roles).toEqual([{ role: 'commander', who: 'Ben', since: expect.any(Number) }]);

    const dueAt = Date.now() + 30 * minute;
    const body = { what: 'Call the supplier', owner: 'Ben', dueAt };
    const { actions } = await stage.client.call('addAction', { params, body });
    expect(actions).toMatchObject([{ id: 'act-1', owner: 'Ben', dueAt, state: 'open' }]);
    await stage.client.call('changeAction', {
      params: { id, action: 'act-1' },
      body: { state: 'done' },
    });
    expect(await stage.client.call('listActions', { params })).toMatchObject([{ state: 'done' }]);

    await stage.client.call('updateIncident', { params, body: { message: 'Looks like DNS' } });
    await stage.client.call('updateIncident', {
      params,
      body: { message: 'We are on it', audience: 'public', state: 'identified' },
    });
    const heard = await stage.client.call('listUpdates', { params, query: { audience: 'public' } });
    expect(heard).toMatchObject([{ message: 'We are on it', state: 'identified' }]);
    expect(await stage.client.call('listUpdates', { params })).toHaveLength(2);

    const view = await stage.client.call('getLive');
    expect(JSON.stringify(view)).not.toMatch(/Ben|supplier|DNS/);
  });

  it('a corrected onset keeps the original and counts who failed before', async () => {
    await fail('early', 3, started - 10 * minute);
    await fail('late', 2, started + 1);
    const id = await opened();
    const params = { id };
    const counted = (users: number) =>
      until(`${users} users`, async () => {
        const incident = await stage.client.call('getIncident', { params });
        return incident.impact.complete && incident.impact.users.ever === users && incident;
      });
    await counted(2);
    const onset = started - 15 * minute;
    await stage.client.call('correctTimes', { params, body: { onset, reason: 'the logs' } });
    const { times, generation, durations } = await counted(5);
    expect(times.onset).toMatchObject({ at: onset, original: started, reason: 'the logs' });
    expect(generation).toBe(2);
    expect(durations.detect).toMatchObject({ from: 'onset', to: 'detectedAt' });
    expect(durations.detect.ms).toBeGreaterThanOrEqual(15 * minute);
  });

  it('what cannot be is refused by the name of its field, and nothing changes', async () => {
    const id = await opened();
    const before = await stage.client.call('getIncident', { params: { id } });
    const path = `/api/v1/incidents/${id}`;
    for (const [part, body, field] of [
      ['times', { onset: Date.now() + 60 * minute }, 'onset'],
      ['times', { mitigatedAt: started - minute }, 'mitigatedAt'],
      ['times', { resolvedAt: Date.now() }, 'resolvedAt'],
      ['times', { onset: 'soon' }, 'onset'],
      ['times', { start: 1 }, 'start'],
      ['roles', { role: '', who: 'Ana' }, 'role'],
      ['roles', { role: 'scribe' }, 'who'],
      ['actions', { what: ' ' }, 'what'],
      ['actions', { what: 'x', dueAt: 'friday' }, 'dueAt'],
      ['severity', { severity: 'huge', reason: 'x' }, 'severity'],
      ['severity', { severity: 'minor' }, 'reason'],
      ['update', { message: 'x', audience: 'press' }, 'audience'],
    ] as const) {
      const said = problem(await post(`${path}/${part}`, body), 400, 'invalid');
      expect([part, said.field]).toEqual([part, field]);
      expect(said.remedy?.length).toBeGreaterThan(5);
    }
    problem(await post(`${path}/actions/act-9`, { state: 'done' }), 404, 'not_found');
    problem(await post(`${path}/roles`, { role: 'x', who: 'y', version: 99 }), 409, 'conflict');
    problem(
      await post('/api/v1/incidents/inc-999/roles', { role: 'x', who: 'y' }),
      404,
      'not_found',
    );
    expect(await stage.client.call('getIncident', { params: { id } })).toMatchObject({
      version: before.version,
      times: before.times,
    });
  });

  it('a reader may look, and change nothing', async () => {
    const id = await opened();
    const { key } = await stage.client.call('createKey', {
      body: { name: 'reader', permissions: ['read'] },
    });
    const answer = await fetch(`${stage.client.base}/api/v1/incidents/${id}/roles`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ role: 'commander', who: 'Eve' }),
    });
    expect(answer.status).toBe(403);
  });

  it('is restored place by place, and handed over with what changed since', async () => {
    const place = { service: 'films' };
    const at = Date.now() - 30_000;
    await fail('tv', 3, at, { ...place, channel: 'tv' });
    await fail('web', 2, at, { ...place, channel: 'web' });
    const id = await opened({ scope: { services: ['films'] }, onset: at - minute });
    const params = { id };
    const slices = (holds: { failing: number; restored: number }) =>
      until(JSON.stringify(holds), async () => {
        const found = await stage.client.call('getSlices', { params });
        const { failing, restored, complete } = found;
        return complete && failing === holds.failing && restored === holds.restored && found;
      });
    const before = await slices({ failing: 2, restored: 0 });
    expect(before.slices[0]).toMatchObject({ channel: 'tv', users: { ever: 3, failing: 3 } });

    const since = Date.now();
    await stage.client.call('addAction', {
      params,
      body: { what: 'Tell the press', owner: 'Ana', dueAt: since },
    });
    await postUntilAcknowledged(stage.client, {
      idempotencyKey: 'tv is back',
      signals: [0, 1, 2].map((i) => ({
        ...{ kind: 'interaction', service: 'films', region: 'US', channel: 'tv' },
        ...{ at: since + i, user: `tv-${i}`, outcome: 'ok' as const },
      })) as never,
    });
    const after = await slices({ failing: 1, restored: 1 });
    expect(after.slices[1]).toMatchObject({
      channel: 'tv',
      state: 'restored',
      restoredSince: since,
      users: { recovered: 3 },
    });

    const handover = await stage.client.call('getHandover', {
      params,
      query: { since: String(since) },
    });
    expect(handover).toMatchObject({
      since,
      incident: { id },
      counts: { now: { users: { failing: 2, recovered: 3 } } },
      actions: { overdue: [{ what: 'Tell the press', owner: 'Ana' }] },
      slices: { healed: [{ channel: 'tv' }], broke: [], stillFailing: [{ channel: 'web' }] },
    });
    expect(handover.decisions.map(({ event }) => event.type)).toContain('incident:action-added');
    const ahead = await stage.client.fetch(
      `/api/v1/incidents/${id}/handover?since=${since + 3_600_000}`,
    );
    expect(await ahead.json()).toMatchObject({ status: 400, field: 'since' });
  });

  it('says how long incidents take, and which were left out', async () => {
    const onset = started - 300 * minute;
    const id = await opened({ onset, scope: { services: ['nothing'] }, force: true });
    await stage.client.call('resolveIncident', {
      params: { id },
      body: { at: onset + 20 * minute },
    });
    const query = { from: String(onset), to: new Date(onset + 1).toISOString() };
    const metrics = await stage.client.call('getIncidentMetrics', { query });
    expect(metrics).toMatchObject({
      incidents: 1,
      resolve: { from: 'onset', to: 'resolvedAt', n: 1, meanMs: 20 * minute },
      acknowledge: { n: 0, meanMs: null },
      leftOut: [{ id, measure: 'acknowledge', reason: 'not acknowledged' }],
    });
    const crossed = await stage.client.fetch(
      `/api/v1/incidents/metrics?from=${started}&to=${onset}`,
    );
    expect(await crossed.json()).toMatchObject({ status: 400, field: 'from' });
  });
});
