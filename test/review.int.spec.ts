import type { Signal } from '@rollcall/shared';
import { postUntilAcknowledged } from './harness/post.js';
import { problem, sendTo } from './harness/raw.js';
import { flavour } from './harness/redis.js';
import { setStage, tell, type Stage } from './harness/stage.js';

/** The review of an incident that ended three days ago: what is frozen, what comes later, and in which forms. */

jest.setTimeout(120_000);

const minute = 60_000;
const day = 24 * 60 * minute;

describe(`a review, on ${flavour}`, () => {
  let stage: Stage;
  let id: string;
  const onset = Math.floor((Date.now() - 3 * day) / (5 * minute)) * 5 * minute;
  const end = onset + 30 * minute;
  const title = '=HYPERLINK("http://evil.example","Payments | fail")';
  let batches = 0;

  const post = (signals: object[]) =>
    postUntilAcknowledged(stage.client, {
      idempotencyKey: `review-${batches++}`,
      signals: signals as Signal[],
    });
  /** Customers `<group>-<i>` of these numbers do something. */
  const all = (group: string, from: number, to: number, at: number, more: object): object[] =>
    Array.from({ length: to - from }, (_, i) => ({
      ...{ kind: 'interaction', region: 'US', channel: 'web', outcome: 'ok' },
      ...{ at: at + i, user: `${group}-${from + i}`, ...more },
    }));
  const review = () => stage.client.call('getReview', { params: { id }, query: {} });

  beforeAll(async () => {
    stage = await setStage();
    const customer = (group: string) => (_: unknown, i: number) => ({
      id: `c-${group}-${i}`,
      type: 'business' as const,
      stage: 'subscriber' as const,
      monthlyRevenue: { amount: 100, currency: i < 8 ? 'EUR' : i < 9 ? 'USD' : 'CHF' },
      users: [`${group}-${i}`],
    });
    await tell(stage.client, [
      ...Array.from({ length: 10 }, customer('a')),
      ...Array.from({ length: 10 }, customer('b')),
    ]);
    const contact = (at: number) => ({
      ...{ kind: 'contact', via: 'phone', service: 'pay', region: 'US' },
      ...{ at, user: 'a-1' },
    });
    await post([
      // a fortnight ago somebody called, so that week is known; at these hours a week ago one did
      contact(onset - 7 * day - 60 * minute),
      contact(onset - 7 * day + minute),
      ...[1, 2, 3, 4].map((i) => contact(onset + i * minute)),
      ...['a', 'b'].flatMap((group) => all(group, 0, 10, onset - day, { service: 'play' })),
      ...all('a', 0, 10, onset + minute, { service: 'pay', outcome: 'failed' }),
      ...all('b', 0, 10, onset + minute, { service: 'play' }),
      // seven are well after ten minutes and try again later, one after twenty, two never
      ...all('a', 0, 7, onset + 11 * minute, { service: 'pay' }),
      ...all('a', 0, 7, onset + 25 * minute, { service: 'pay' }),
      ...all('a', 7, 8, onset + 21 * minute, { service: 'pay' }),
      // and on the next day
      ...all('a', 0, 5, end + 300 * minute, { service: 'play' }),
      ...all('b', 0, 9, end + 300 * minute, { service: 'play' }),
    ]);
    const body = { title, scope: { services: ['pay'] }, onset };
    ({ id } = await stage.client.call('openIncident', { body }));
  });
  afterAll(() => stage?.cleanup.run());

  it('is not there before the end, and says so', async () => {
    const answer = await stage.client.fetch(`/api/v1/incidents/${id}/review`);
    expect(await answer.json()).toMatchObject({ status: 404, code: 'not_found' });
    expect(await stage.client.call('listReviews')).toEqual([]);
  });

  it('freezes who was affected and how long they waited', async () => {
    await stage.client.call('resolveIncident', { params: { id }, body: { at: end } });
    const { current } = await review();
    expect(current).toMatchObject({ revision: 1, generation: 2 });
    const { facts } = current;
    expect(facts).toMatchObject({
      title,
      resolvedAt: end,
      impact: { complete: true, customers: { ever: 10, recovered: 8 } },
      byType: [{ type: 'business', customers: 10, users: 10 }],
      byStage: [{ stage: 'subscriber', customers: 10 }],
      byDepth: [{ depth: 'down', customers: 10 }, { customers: 0 }, { customers: 0 }],
      slices: [{ service: 'pay', users: { ever: 10, recovered: 8 } }],
      durations: { resolve: { ms: 30 * minute } },
      untilWell: { n: 10, back: 8, medianMs: 10 * minute, p90Ms: null },
      contacts: { value: { n: 4, expected: 1, weeks: 1, extra: { estimate: 3 } } },
    });
    expect(facts.untilWell.within.find(({ ms }) => ms === 15 * minute)?.customers).toBe(7);
  });

  it('tells who came back, against others alike who were there and not affected', async () => {
    const { addenda, due } = await review();
    const after = addenda.flatMap(({ addendum }) =>
      addendum.kind === 'returned' ? [addendum.result] : [],
    );
    expect(after).toHaveLength(1);
    expect(after[0]).toMatchObject({ days: 1, n: 10, affected: 10, unaffected: 10, strata: 1 });
    expect(after[0].shareAffected).toBeCloseTo(0.5);
    expect(after[0].shareUnaffected).toBeCloseTo(0.9);
    const { estimate, low, high } = after[0].difference!;
    expect(estimate).toBeCloseTo(-0.4);
    expect([low < estimate, high > estimate]).toEqual([true, true]);
    expect(due.map(({ dueAt }) => dueAt)).toEqual([end + 7 * day, end + 30 * day]);
  });

  it('adds revenue up by rates as of the end, and keeps apart what has none', async () => {
    expect((await review()).revenue.all).toEqual({
      ...{ amount: 800, currency: 'EUR', rates: [] },
      apart: [
        { amount: 100, currency: 'CHF' },
        { amount: 100, currency: 'USD' },
      ],
    });
    await stage.client.call('putRates', {
      body: { currency: 'USD', rate: 0.5, from: new Date(onset - day).toISOString() },
    });
    await stage.client.call('putRates', {
      body: [
        { currency: 'USD', rate: 0.9, from: end + minute },
        { currency: 'CHF', rate: 1.1, from: end + minute },
      ],
    });
    expect((await review()).revenue.all).toEqual({
      ...{ amount: 850, currency: 'EUR', apart: [{ amount: 100, currency: 'CHF' }] },
      rates: [{ currency: 'USD', rate: 0.5, from: onset - day }],
    });
    const put = (body: object) =>
      sendTo(stage.client, '/api/v1/rates', JSON.stringify(body), {}, 'PUT');
    const said = problem(await put({ currency: 'QQQ', rate: 1 }), 400, 'invalid');
    expect(said).toMatchObject({ field: 'currency' });
    expect(JSON.stringify(said)).toContain('QQQ');
    expect(problem(await put({ currency: 'EUR', rate: 1 }), 400, 'invalid').field).toBe('currency');
    expect(problem(await put({ currency: 'USD', rate: -1 }), 400, 'invalid').field).toBe('rate');
  });

  it('is the same for all who ask at once, and never rewritten', async () => {
    const before = await review();
    const again = await Promise.all([review(), review(), review()]);
    for (const each of again) expect(each).toEqual(before);
    const audit = await stage.client.call('audit', { query: { limit: '1000' } });
    expect(audit.filter(({ event }) => event.type === 'review:frozen')).toHaveLength(1);

    await stage.client.call('updateIncident', { params: { id }, body: { state: 'monitoring' } });
    await post(all('a', 8, 9, end + 5 * minute, { service: 'pay' }));
    await stage.client.call('resolveIncident', { params: { id }, body: { at: end + 10 * minute } });
    const { current, earlierRevisions } = await review();
    expect(current).toMatchObject({ revision: 2, facts: { untilWell: { back: 9 } } });
    expect(earlierRevisions).toEqual([before.current]);
  });

  it('takes dated notes', async () => {
    const noted = await stage.client.call('addReviewNote', {
      params: { id },
      body: { text: 'The supplier <b>paid</b>' },
    });
    expect(noted.addenda.at(-1)).toMatchObject({
      revision: 2,
      addendum: { kind: 'note', text: 'The supplier <b>paid</b>' },
    });
    expect(noted.current.facts).toEqual((await review()).current.facts);
  });

  it('comes as CSV that no spreadsheet runs, and as Markdown that is only text', async () => {
    const as = async (format: string) => {
      const answer = await stage.client.fetch(`/api/v1/reviews/${id}?format=${format}`);
      return { type: answer.headers.get('content-type'), text: await answer.text() };
    };
    const csv = await as('csv');
    expect(csv.type).toMatch(/^text\/csv/);
    expect(csv.text).toContain('Incident,title,"\'=HYPERLINK(""http://evil.example""');
    expect(csv.text).toMatch(/Until customers were well,median,600000,ms,10/);
    const markdown = await as('md');
    expect(markdown.type).toMatch(/^text\/markdown/);
    expect(markdown.text).toContain('Payments \\| fail');
    expect(markdown.text).toContain('&lt;b\\>paid');
    expect(markdown.text).toContain('Rollcall review, version 1');
    const other = await stage.client.fetch(`/api/v1/reviews/${id}?format=pdf`);
    expect(await other.json()).toMatchObject({ status: 400, field: 'format' });
  });

  it('is in the list, and of use to the next', async () => {
    expect(await stage.client.call('listReviews')).toMatchObject([{ id, title, customers: 10 }]);
    const next = await stage.client.call('openIncident', {
      body: { title: 'Again', scope: { services: ['pay'] }, onset: onset + 60 * minute },
    });
    const params = { id: next.id };
    await stage.client.call('resolveIncident', { params, body: { at: onset + 70 * minute } });
    const { current } = await stage.client.call('getIncidentReview', { params, query: {} });
    expect(current.facts).toMatchObject({
      impact: { customers: { ever: 0 } },
      untilWell: { n: 0, medianMs: null },
      earlier: [{ id, customers: 10, medianUntilWellMs: 10 * minute }],
    });
  });
});
