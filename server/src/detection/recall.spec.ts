import type { Cell } from './cell.js';
import { Detection } from './detection.js';
import { minute, noon, second } from './town.fixture.js';

/** What a detection knows that was begun anew, once the last days were recalled. */
describe('a detection that recalls the last days', () => {
  const slices = [{ service: 'play', region: 'US', channel: 'tv' }];
  const hour = 60 * minute;
  const hours = (n: number): number => noon - n * hour;
  let people = 0;
  beforeEach(() => (people = 0));
  const someone = (): number => people++;

  const cell = (at: number, ok: number, failed: number, who = someone): Cell => {
    const failing = Array.from({ length: failed }, who);
    return { slice: 0, at, ok, failed, firstFailed: at + 7, failing, trying: failing };
  };
  /** Minutes from one time to another, so many tries in each, of which every n-th minute one fails. */
  const minutes = (from: number, to: number, ok: number, nth = Infinity, who = someone): Cell[] =>
    Array.from({ length: (to - from) / minute }, (_, i) =>
      cell(from + i * minute, ok, i % nth === nth - 1 ? 1 : 0, who),
    );
  const begun = (): Detection => new Detection({ slices, objectiveOf: () => 0.999 });
  const calm = minutes(hours(72), hours(6), 16);
  /** A failure every five minutes: 12 times as many as the objective allows; in the last hour 9 times. */
  const burning = minutes(hours(6), hours(1), 16, 5);
  const lately = minutes(hours(1), noon, 16, 7);
  const now = noon + second;

  it('sees a slow burn that began before it did, with its onset', () => {
    const detection = begun();
    detection.remember(lately);
    expect(detection.step([], now).troubles).toEqual([]);
    detection.recall([...calm, ...burning, ...lately], hours(1));
    detection.recalled(hours(1));
    const [found] = detection.step([], now).troubles;
    expect(found).toMatchObject({
      slice: 0,
      kind: 'burn',
      why: [{ code: 'burn', windowMs: 6 * hour }],
    });
    expect(Math.abs(found.since - hours(6))).toBeLessThan(hour);
  });

  it('knows as much as one that was there all along', () => {
    const there = begun();
    for (const each of [...calm, ...burning, ...lately]) there.step([each], each.at + minute);
    const recalling = begun();
    recalling.remember(lately);
    recalling.recall([...calm, ...burning, ...lately], hours(1));
    recalling.recalled(hours(1));
    const [a] = there.step([], now).troubles;
    const [b] = recalling.step([], now).troubles;
    expect([b.kind, b.since]).toEqual([a.kind, a.since]);
    for (const ms of [hour, 6 * hour, 70 * hour])
      expect(recalling.lately(0, ms)).toEqual(there.lately(0, ms));
  });

  it('finds nothing where nothing came for long', () => {
    const detection = begun();
    detection.recall([...calm, ...burning], noon);
    detection.recalled(hours(0.5));
    expect(detection.step([], now).troubles).toEqual([]);
  });

  it('takes a few who try again and again for what they are', () => {
    const detection = begun();
    const few = (): number => -1 - (people++ % 2);
    detection.recall([...calm, ...minutes(hours(6), noon, 16, 2, few)], noon + minute);
    detection.recalled(hours(1));
    expect(detection.step([], now).troubles).toEqual([]);
  });

  it('does not take a long outage for what is usual', () => {
    const outage = Array.from({ length: 300 }, (_, i) => cell(hours(8) + i * minute, 1, 16));
    const detection = begun();
    const rest = minutes(hours(3), noon, 16, 60);
    detection.recall([...minutes(hours(72), hours(8), 16, 60), ...outage, ...rest], noon + minute);
    const { own } = detection['series'].of(0);
    expect(own.baseline.share(0, 0)).toBeLessThan(0.003);
  });
});
