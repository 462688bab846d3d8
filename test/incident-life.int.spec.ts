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
  /** Each of these users fails once, in a place. */
  const fail = async (label: string, users: number, at: number, place: object = {}) => {
    const signals = Array.from({ length: users }, (_, i) => ({
      kind: 'interaction' as const,
      service: 'pay',
      region: 'US',
      channel: 'web',
      outcome: 'failed' as const,
      at,
      user: `${label}-${i}`,
      customer: `c-${label}-${i}`,
      ...place,
    }));
    await postUntilAcknowledged(stage.client, { idempotencyKey: label, signals });
  };

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

  describe('severity', () => {
    const severityOf = (id: string, severity: string) =>
      until(`${id} is ${severity}`, async () => {
        const incident = await stage.client.call('getIncident', { params: { id } });
        return incident.severity === severity && incident;
      });
    const put = (rule: unknown) =>
      sendTo(stage.client, '/api/v1/severity-rule', JSON.stringify(rule), {}, 'PUT');

    it('follows the affected by a rule, another rule at once, and a word of a person first', async () => {
      expect((await stage.client.call('getSeverityRule')).version).toBe(0);
      await stage.client.call('putCustomers', {
        body: ['a', 'b'].map((id) => ({
          id,
          type: 'business',
          monthlyRevenue: { amount: 900, currency: 'EUR' },
          users: [`${id}-0`],
        })),
      });
      const place = { service: 'rated' };
      await fail('a', 1, Date.now(), { ...place, customer: undefined });
      const id = await opened({ scope: { services: ['rated'] }, onset: started - minute });
      const minor = await severityOf(id, 'minor');
      expect(minor.severityBasis.computed).toMatchObject({ severity: 'minor', rule: 0 });

      const revenue = { monthlyRevenue: { amount: 1_500, currency: 'EUR' } };
      const rule = await stage.client.call('putSeverityRule', {
        body: {
          conditions: [
            { severity: 'critical', when: { anyOf: [revenue] } },
            { severity: 'major', when: { allOf: [{ business: 1 }, { customersShare: 0.5 }] } },
          ],
        },
      });
      expect(rule).toMatchObject({ version: 1, otherwise: 'minor' });
      await severityOf(id, 'major');
      await fail('b', 1, Date.now(), { ...place, customer: undefined });
      const critical = await severityOf(id, 'critical');
      expect(critical.severityBasis.computed?.reason).toContain('1,800 EUR');
      // what a rule decides is nobody's change
      expect(critical.version).toBe(1);

      const params = { id };
      const body = { severity: 'minor' as const, reason: 'two test shops' };
      const said = await stage.client.call('overrideSeverity', { params, body });
      expect(said).toMatchObject({
        severity: 'minor',
        severityBasis: {
          override: { reason: 'two test shops' },
          computed: { severity: 'critical' },
        },
      });
      const lifted = await stage.client.call('liftSeverity', { params });
      expect(lifted).toMatchObject({ severity: 'critical', severityBasis: { override: null } });
      const timeline = await stage.client.call('getTimeline', { params });
      expect(timeline.map(({ event }) => event.type)).toEqual([
        'incident:opened',
        ...Array(3).fill('incident:rated'),
        'incident:severity-overridden',
        'incident:severity-lifted',
      ]);
    });

    it('given when it is opened stays as it is', async () => {
      const id = await opened({ severity: 'critical', onset: started - 60 * minute });
      await until('it is counted', async () => {
        const { incidents } = await stage.client.call('getLive');
        return incidents.some((each) => each.id === id && each.impact.users.ever > 0);
      });
      expect(await stage.client.call('getIncident', { params: { id } })).toMatchObject({
        severity: 'critical',
      });
    });

    it.each([
      ['an unknown field', { anyOf: [{ custmers: 5 }] }, 'conditions.0.when.anyOf.0.custmers'],
      [
        'a share in percent',
        { anyOf: [{ customersShare: 25 }] },
        'conditions.0.when.anyOf.0.customersShare',
      ],
      [
        'an unknown currency',
        { anyOf: [{ monthlyRevenue: { amount: 5, currency: 'QQQ' } }] },
        'conditions.0.when.anyOf.0.monthlyRevenue.currency',
      ],
      ['no test at all', { anyOf: [] }, 'conditions.0.when.anyOf'],
    ])('%s in a rule is refused by name, and the rule stays', async (_, when, field) => {
      const before = await stage.client.call('getSeverityRule');
      const sent = await put({ conditions: [{ severity: 'critical', when }] });
      expect(problem(sent, 400, 'invalid')).toMatchObject({ field });
      expect(await stage.client.call('getSeverityRule')).toEqual(before);
    });
  });
});
