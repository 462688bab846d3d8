import fc from 'fast-check';
import { FoldedPartition, townSignal, type Entry, type Received } from './folded.fixture.js';

const day = 86_400_000;

/** One way in which the same signals may come to be folded. */
interface Way {
  /** Sort keys: the order of arrival. */
  order: number[];
  /** Sizes of entries, and of the commits that take them. */
  entries: number[];
  commits: number[];
  /** After which commits another worker takes over, or the last entries are delivered again. */
  restarts: boolean[];
  repeats: number[];
  /** Days on which the commits happen. */
  days: number[];
}

const way: fc.Arbitrary<Way> = fc.record({
  order: fc.infiniteStream(fc.nat()).map((stream) => [...stream.take(60)]),
  entries: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
  commits: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1 }),
  restarts: fc.array(fc.boolean(), { minLength: 1 }),
  repeats: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1 }),
  days: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1 }),
});

const chunks = <T>(items: T[], sizes: number[]): T[][] => {
  const found: T[][] = [];
  for (let at = 0; at < items.length;) {
    const size = sizes[found.length % sizes.length];
    found.push(items.slice(at, at + size));
    at += size;
  }
  return found;
};

const foldIn = (signals: Received[], { order, ...way }: Way): FoldedPartition => {
  const arrived = signals
    .map((each, i) => ({ each, key: order[i] }))
    .sort((a, b) => a.key - b.key)
    .map(({ each }) => each);
  const log: Entry[] = chunks(arrived, way.entries).map((list, i) => ({
    id: i + 1,
    signals: list,
  }));
  const partition = new FoldedPartition();
  let reached = 0;
  chunks(log, way.commits).forEach((entries, i) => {
    if (way.restarts[i % way.restarts.length]) partition.restart();
    const again = way.repeats[i % way.repeats.length];
    const from = Math.max(0, reached - again);
    reached += entries.length;
    partition.commit(log.slice(from, reached), way.days[i % way.days.length] * day);
  });
  return partition;
};

const town = fc.array(townSignal, { maxLength: 60 });

describe('the fold', () => {
  it('comes to the same state by any order, any split, any repetition and any worker', () => {
    fc.assert(
      fc.property(town, way, (signals, oneWay) => {
        const atOnce = new FoldedPartition();
        atOnce.commit([{ id: 1, signals }]);
        expect(foldIn(signals, oneWay).state()).toEqual(atOnce.state());
      }),
      { numRuns: 300 },
    );
  });

  it('writes each interaction of a person once, into one log or the other', () => {
    fc.assert(
      fc.property(town, way, (signals, oneWay) => {
        const partition = foldIn(signals, oneWay);
        const real = signals.filter(({ signal }) => {
          return signal.kind === 'interaction' && !signal.synthetic;
        });
        expect(partition.impact.length + partition.activity.length).toBe(real.length);
        const failed = real.filter(({ signal }) => signal.outcome === 'failed');
        expect(partition.impact.filter(({ outcome }) => outcome === 2)).toHaveLength(failed.length);
        expect(partition.activity.filter(({ outcome }) => outcome === 2)).toEqual([]);
      }),
    );
  });

  it('keeps, beside a failure, every later ok of who failed on this day or the day before', () => {
    fc.assert(
      fc.property(town, way, (signals, oneWay) => {
        const lastDays = { ...oneWay, days: [3, 4] };
        const partition = foldIn(signals, lastDays);
        const { order } = lastDays;
        const arrived = signals
          .map((each, i) => ({ ...each, key: order[i] }))
          .sort((a, b) => a.key - b.key)
          .filter(({ signal }) => signal.kind === 'interaction' && !signal.synthetic);
        const hasFailed = new Set<string>();
        let judging = 0;
        for (const { signal } of arrived) {
          const who = JSON.stringify([signal.user, signal.customer]);
          if (signal.outcome === 'failed') hasFailed.add(who);
          if (signal.outcome !== 'slow' && hasFailed.has(who)) judging++;
        }
        expect(partition.impact).toHaveLength(judging);
      }),
    );
  });
});
