import type { Impact, LostCount, Review } from '@rollcall/shared';
import { flavour } from './harness/redis.js';
import { postAll, setStage, tell, type Stage } from './harness/stage.js';
import { until } from './harness/until.js';
import type { Batch } from './people/signals.js';

/**
 * Four ordinary weeks are sent after the fact, and an evening on which nobody in one region can sign up or
 * buy: what that cost is about what it really cost, and where nothing is wrong it cost nothing.
 */

type Sent = Batch['signals'][number];

const minute = 60_000;
const hour = 60 * minute;
const week = 168 * hour;
/** Long enough that each week is known from three hours before the onset. */
const hours = 7;
/** On a busy machine the estimates of two incidents take turns. */
const patience = { withinMs: 50_000 };
const watchers = 1_500;
/** A week's, in both regions together. */
const signUps = 280;
const buyers = 210;

const regionOf = (i: number): string => (i % 2 === 0 ? 'DE' : 'US');
/** Minutes before the end, spread over the hours, other ones each week. */
const back = (i: number, evening: number): number =>
  ((i * 37 + evening * 11) % (hours * 60 - 6)) + 3 + ((i * 7) % 10) / 10;

describe(`what an incident cost in sign-ups and first purchases, on ${flavour}`, () => {
  let stage: Stage;
  const now = Date.now() - minute;
  /** On a step, so that it is known to the minute who came before. */
  const onset = Math.ceil((now - 3 * hour) / (5 * minute)) * 5 * minute;
  /** Sign-ups that failed in the incident's region since the onset; and first purchases. */
  const lost = { signups: 0, firstPurchases: 0 };
  let [outage, beside] = ['', ''];

  const evening = (ago: number): Sent[] => {
    const attempt = (service: string, user: string, i: number): Sent[] => {
      const at = Math.floor(now - ago * week - back(i, ago) * minute);
      // one in seven gets through all the same
      const fails =
        i % 7 < 6 && ago === 0 && service !== 'play' && regionOf(i) === 'DE' && at >= onset;
      const isFirst = service === 'pay' && !user.startsWith('old');
      if (fails && (service === 'signup' || isFirst))
        lost[service === 'signup' ? 'signups' : 'firstPurchases']++;
      const common = { kind: 'interaction' as const, at, service, channel: 'web' };
      return [{ ...common, region: regionOf(i), user, outcome: fails ? 'failed' : 'ok' }];
    };
    return [
      ...Array.from({ length: watchers }, (_, i) => attempt('play', `w-${i}`, i)),
      ...Array.from({ length: signUps }, (_, i) => attempt('signup', `new-${ago}-${i}`, i)),
      // every third has bought before, as the directory has always known
      ...Array.from({ length: buyers }, (_, i) =>
        attempt('pay', i % 3 === 0 ? `old-${i}` : `first-${ago}-${i}`, i),
      ),
    ].flat();
  };
  const batched = (signals: Sent[], name: string): Batch[] =>
    Array.from({ length: Math.ceil(signals.length / 500) }, (_, n) => ({
      idempotencyKey: `${name}-${n}`,
      signals: signals.slice(n * 500, (n + 1) * 500),
    }));

  beforeAll(async () => {
    stage = await setStage({ env: { ROLLCALL_RETENTION_DAYS: '36' } });
    const { client } = stage;
    const described = await client.call('putService', {
      params: { id: 'signup' },
      body: { name: 'Sign up', funnel: 'signup' },
    });
    expect(described.funnel).toBe('signup');
    await client.call('putService', { params: { id: 'pay' }, body: { funnel: 'purchase' } });
    const old = Array.from({ length: buyers / 3 }, (_, i) => `old-${3 * i}`);
    await tell(
      client,
      old.map((id) => ({
        id: `c-${id}`,
        stage: 'buyer' as const,
        validFrom: now - 300 * 24 * hour,
        users: [id],
      })),
    );
    for (const ago of [2, 1, 4, 3]) await postAll(client, batched(evening(ago), `week-${ago}`));
    await postAll(client, batched(evening(0), 'today'));
    const open = (title: string, scope: object): Promise<{ id: string }> =>
      client.call('openIncident', { body: { title, scope, onset } });
    ({ id: outage } = await open('Nobody gets in', {
      services: ['signup', 'pay'],
      regions: ['DE'],
    }));
    ({ id: beside } = await open('Watching in the US is slow', {
      services: ['play'],
      regions: ['US'],
    }));
  });
  afterAll(() => stage?.cleanup.run());

  const impact = (id: string, query: Record<string, string> = {}): Promise<Impact> =>
    stage.client.call('getImpact', { params: { id }, query });
  const holds = ({ expected, actual, lost: found, low, high }: LostCount, truth: number): void => {
    expect(found).toBe(expected - actual);
    expect(low).toBeLessThanOrEqual(truth);
    expect(high).toBeGreaterThanOrEqual(truth);
  };

  it('is known live, with its interval and the weeks behind it', async () => {
    const { signups, firstPurchases } = await until(
      'the live view has all four weeks',
      async () => {
        const { incidents } = await stage.client.call('getLive');
        const found = incidents.find(({ id }) => id === outage)?.impact.lost;
        // what was sent last is rolled up last
        return found?.signups?.weeks === 4 && found.signups.expected > 0.8 * lost.signups && found;
      },
      patience,
    );
    if (!signups || !firstPurchases) throw new Error('a number is missing');
    expect(signups).toMatchObject({ where: 'scope' });
    expect(firstPurchases).toMatchObject({ weeks: 4, where: 'scope' });
    holds(signups, lost.signups);
    holds(firstPurchases, lost.firstPurchases);
    for (const { expected, actual, low, high } of [signups, firstPurchases]) {
      expect(actual).toBeGreaterThan(0);
      expect(low).toBeGreaterThan(0.3 * expected);
      expect(high).toBeLessThan(1.8 * expected);
    }
    // a third of the purchases are no first ones
    expect(firstPurchases.expected).toBeLessThan(0.8 * (buyers / signUps) * signups.expected);
  });

  it('is next to nothing where sign-up is well, and says that it stands beside', async () => {
    const { signups } = await until(
      'the other incident is worked out',
      async () => {
        const { lost: found } = await impact(beside);
        return found?.signups ? found : undefined;
      },
      patience,
    );
    if (!signups) throw new Error('there is no number');
    expect(signups.where).toBe('regions');
    expect(signups.actual).toBeGreaterThan(30);
    holds(signups, 0);
  });

  it('follows filters of slices, and not of who; and says why there is none', async () => {
    const narrowed = await impact(outage, { service: 'signup' });
    expect(narrowed.lost?.signups?.where).toBe('scope');
    const who = await impact(outage, { stage: 'buyer' });
    expect(who.lost).toMatchObject({ signups: null, why: { signups: 'who' } });
    const nowhere = await impact(outage, { channel: 'tv' });
    expect(nowhere.lost).toMatchObject({ signups: null, why: { signups: 'not_here' } });
    await stage.client.call('putService', { params: { id: 'pay' }, body: { funnel: null } });
    const undeclared = await until(
      'no service is a purchase any more',
      async () => {
        const { lost: found } = await impact(outage, { region: 'DE' });
        return found?.why.firstPurchases === 'no_service' && found;
      },
      patience,
    );
    expect(undeclared.signups?.expected).toBeGreaterThan(0);
    await stage.client.call('putService', { params: { id: 'pay' }, body: { funnel: 'purchase' } });
  });

  it('is frozen in the review, in all its formats', async () => {
    const params = { id: outage };
    await stage.client.call('resolveIncident', { params, body: {} });
    const review = await until(
      'the review is frozen',
      async (): Promise<Review | undefined> => {
        const answer = await stage.client.fetch(`/api/v1/reviews/${outage}`);
        return answer.ok ? ((await answer.json()) as Review) : undefined;
      },
      patience,
    );
    const { signups } = review.current.facts.impact.lost ?? {};
    if (!signups) throw new Error('the review has no sign-ups');
    holds(signups, lost.signups);
    const read = async (format: string): Promise<string> => {
      const answer = await stage.client.fetch(`/api/v1/reviews/${outage}?format=${format}`);
      return answer.text();
    };
    for (const format of ['csv', 'md']) {
      const text = await read(format);
      expect(text).toContain('sign-ups lost');
      expect(text).toContain('first purchases lost');
      expect(text).toContain(String(signups.lost));
    }
  });
});
