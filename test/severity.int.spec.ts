import { failEach } from './harness/failures.js';
import { problem, sendTo } from './harness/raw.js';
import { flavour } from './harness/redis.js';
import { setStage, type Stage } from './harness/stage.js';
import { until } from './harness/until.js';

/** The severity rule from outside: what it makes of the affected, and what it refuses. */

jest.setTimeout(90_000);

describe(`severity, on ${flavour}`, () => {
  let stage: Stage;
  const onset = Date.now() - 60_000;
  beforeAll(async () => {
    stage = await setStage();
  });
  afterAll(() => stage?.cleanup.run());

  const opened = async (more: object): Promise<string> => {
    const body = { title: 'Payments fail', onset, ...more };
    return (await stage.client.call('openIncident', { body })).id;
  };

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
    await failEach(stage.client, 'a', 1, Date.now(), { ...place, customer: undefined });
    const id = await opened({ scope: { services: ['rated'] } });
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
    await failEach(stage.client, 'b', 1, Date.now(), { ...place, customer: undefined });
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
    const id = await opened({ severity: 'critical', scope: { services: ['rated'] } });
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
