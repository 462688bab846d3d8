import type { IncidentCurve } from '@rollcall/shared';
import { extendCurve, maxPoints, type Curve } from './curve.js';
import { anIncident } from './live.fixture.js';
import { FakeClock } from './live.source.fake.js';
import { recaller, withPast } from './past-curve.js';

const none = { failing: 0, unseen: 0, recovered: 0 };
const point = (at: number, failing = 0) => ({
  at,
  customers: none,
  users: { ...none, failing },
  silent: null,
});
const past = (...times: number[]): IncidentCurve => ({
  generation: 1,
  points: times.map((at) => point(at)),
});
const seen = (...times: number[]): Curve => ({
  generation: 1,
  stepMs: 1_000,
  points: times.map((at) => point(at, 9)),
});

describe('the past of a curve', () => {
  it('comes before what this page has seen', () => {
    const curve = withPast(past(0, 1_000, 2_000), seen(1_500, 2_000, 3_000));
    expect(curve?.points.map(({ at }) => at)).toEqual([0, 1_000, 2_000, 3_000]);
  });

  it('stands alone where nothing was seen, and changes nothing where there is none', () => {
    expect(withPast(past(0, 1_000), undefined)?.points).toHaveLength(2);
    expect(withPast(past(), seen(1))).toEqual(seen(1));
    expect(withPast({ ...past(0), generation: 2 }, seen(1))).toEqual(seen(1));
  });

  it('goes on at its own pace, never longer than a curve may be', () => {
    const day = 86_400_000;
    const times = Array.from({ length: maxPoints }, (_, i) => (i * day) / maxPoints);
    let curve = withPast(past(...times), seen(day + 1_000));
    expect(curve?.points.length).toBeLessThanOrEqual(maxPoints);
    for (let s = 2; s < 300; s++)
      curve = extendCurve(curve, { generation: 1, impact: anIncident().impact }, day + s * 1_000);
    expect(curve?.points.length).toBeLessThanOrEqual(maxPoints + 1);
    expect(curve?.points.filter(({ at }) => at > day).length).toBeLessThan(8);
  });
});

describe('asking for the past', () => {
  const asking = (answer: () => Promise<IncidentCurve | undefined>) => {
    const clock = new FakeClock();
    const asked: string[] = [];
    const taken: string[] = [];
    const recall = recaller(
      (id) => {
        asked.push(id);
        return answer();
      },
      clock,
      (id) => taken.push(id),
    );
    return { clock, asked, taken, ...recall };
  };
  const incidents = [anIncident({ id: 'a' }), anIncident({ id: 'b' })];

  it('is done once for each incident, and again after something may have been missed', async () => {
    const { clock, asked, taken, ask, forget } = asking(() => Promise.resolve(past(0)));
    for (let i = 0; i < 5; i++) {
      ask(incidents);
      await clock.pass(4_000);
    }
    expect([asked, taken]).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
    forget();
    ask(incidents);
    expect(asked).toHaveLength(4);
  });

  it('is done again for a new generation', async () => {
    const { clock, asked, ask } = asking(() => Promise.resolve({ ...past(0), generation: 1 }));
    ask([anIncident({ id: 'a' })]);
    await clock.pass(100);
    ask([anIncident({ id: 'a', generation: 2 })]);
    expect(asked).toEqual(['a', 'a']);
  });

  it('without an answer is done again after a while', async () => {
    const { clock, asked, ask } = asking(() => Promise.reject(new Error('away')));
    for (let i = 0; i < 11; i++) {
      ask([incidents[0]]);
      await clock.pass(1_000);
    }
    expect(asked).toHaveLength(3);
  });
});
