import type { AcceptedSignal } from '../signals/accepted-signal.js';
import { signal } from '../signals/signals.fixture.js';
import { fold } from './fold.js';
import { columnsOf, FoldedPartition, type Entry } from './folded.fixture.js';
import { findPoison } from './poison.js';
import { PartitionTables } from './tables.js';

/**
 * A tour of the fold: an evening at the house of the Millers. Read it from top to bottom.
 *
 * The Millers are one customer (they pay one bill) with two people in it: Tom watches on the TV, Mia
 * on her phone. Their signals lie in one partition of the log; the fold turns them into facts. Who
 * is whose customer, and whether there is an incident at all, is not its business.
 */
describe('an evening at the house of the Millers', () => {
  const evening = Date.UTC(2026, 4, 1, 20);
  const clock = (time: string): number => Date.parse(`2026-05-01T${time}Z`);
  const tv = { service: 'play', region: 'US', channel: 'tv', user: 'tom' };
  const phone = { service: 'play', region: 'US', channel: 'ios', user: 'mia' };

  const house = new FoldedPartition();
  let entries = 0;
  /** Signals arrive as one entry of the log, and are folded in one commit. */
  const arrive = (...signals: Partial<AcceptedSignal>[]): ReturnType<typeof house.commit> => {
    const entry: Entry = {
      id: ++entries,
      signals: signals.map((each) => ({ receivedAt: each.at!, signal: signal(each) })),
    };
    return house.commit([entry], evening);
  };
  const times = (rows: { at: number; outcome: number; subject: number }[]): string[] =>
    rows.map(({ at, outcome, subject }) => {
      const time = new Date(at).toISOString().slice(11, 19);
      return `${time} ${house.subjects[subject].identity} ${['ok', 'slow', 'failed'][outcome]}`;
    });

  test('20:00, all is well: people and places get numbers, and each try is activity', () => {
    arrive(
      { ...tv, at: clock('20:00:05'), outcome: 'ok', latencyMs: 120 },
      { ...phone, at: clock('20:00:06'), outcome: 'ok', latencyMs: 90 },
      { ...tv, at: clock('20:00:07'), outcome: 'slow', latencyMs: 1_400 },
    );
    expect(house.subjects).toEqual([
      { identity: 'tom', customer: '' },
      { identity: 'mia', customer: '' },
    ]);
    expect(house.slices).toEqual([
      { service: 'play', region: 'US', channel: 'tv' },
      { service: 'play', region: 'US', channel: 'ios' },
    ]);
    expect(times(house.activity)).toEqual([
      '20:00:05 tom ok',
      '20:00:06 mia ok',
      '20:00:07 tom slow',
    ]);
    expect(house.impact).toEqual([]);
  });

  test('21:02, the TV goes dark: a failure is impact, and is kept for weeks', () => {
    const { index } = arrive({ ...tv, at: clock('21:02:00'), outcome: 'failed' });
    expect(times(house.impact)).toEqual(['21:02:00 tom failed']);
    expect(index).toHaveLength(0); // nobody new, nowhere new: nothing is named twice
  });

  test('21:09, it is back for Tom: the ok that judges his failure is impact too, Mia’s is not', () => {
    arrive(
      { ...tv, at: clock('21:09:00'), outcome: 'ok' },
      { ...phone, at: clock('21:09:01'), outcome: 'ok' },
    );
    expect(times(house.impact)).toEqual(['21:02:00 tom failed', '21:09:00 tom ok']);
    expect(times(house.activity).at(-1)).toBe('21:09:01 mia ok');
  });

  test('a record is all that an incident needs of Tom: counts and extremes of event times', () => {
    expect(house.records()['{"identity":"tom","customer":""} play / US / tv']).toEqual({
      failures: 1,
      firstFailed: clock('21:02:00'),
      lastFailed: clock('21:02:00'),
      lastOk: clock('21:09:00'),
      firstSeen: clock('20:00:05'),
      lastSeen: clock('21:09:00'),
    });
  });

  test('21:10, a set-top box names its customer: the same person, told apart as another subject', () => {
    arrive({ ...tv, at: clock('21:10:00'), customer: 'miller' });
    expect(house.subjects.at(-1)).toEqual({ identity: 'tom', customer: 'miller' });
  });

  test('21:12, Mia says how it was, a probe looks in, a server speaks for itself: events, no people', () => {
    const before = house.activity.length + house.impact.length;
    arrive(
      { ...phone, kind: 'rating', at: clock('21:12:00'), details: '{"scale":"csat","score":2}' },
      { ...tv, at: clock('21:12:01'), user: 'probe-3', outcome: 'failed', synthetic: true },
      {
        ...{ ...tv, kind: 'health', at: clock('21:12:02'), user: '' },
        details: '{"source":"edge","status":"down"}',
      },
    );
    expect(house.events).toMatchObject([
      { kind: 'rating', user: 'mia', scale: 'csat', score: 2 },
      { kind: 'health', service: 'play', source: 'edge', status: 'down' },
    ]);
    expect(house.activity.length + house.impact.length).toBe(before); // a probe is nobody’s evening
    expect(house.subjects.some(({ identity }) => identity === 'probe-3')).toBe(false);
  });

  test('21:13, a server tells of failures, not of whom: they are kept, and its oks judge no one', () => {
    arrive({ ...tv, user: '', at: clock('21:13:00'), outcome: 'failed' });
    arrive({ ...tv, user: '', at: clock('21:13:01'), outcome: 'ok' });
    expect(house.subjects.at(-1)).toEqual({ identity: '', customer: '' });
    expect(times(house.impact).at(-1)).toBe('21:13:00  failed');
    expect(times(house.activity).at(-1)).toBe('21:13:01  ok');
  });

  test('the worker dies and the log is read again: what was committed is not counted twice', () => {
    const before = house.state();
    house.restart();
    house.commit([{ id: 1, signals: [{ receivedAt: 0, signal: signal(tv) }] }], evening);
    expect(house.state()).toEqual(before);
  });

  test('22:00, one letter is poison: it is found by halving, and the others are counted', async () => {
    const letters = ['{"score":5}', '{"score":', '{"score":4}'].map((details, i) => ({
      receivedAt: clock('22:00:00'),
      signal: signal({ ...phone, kind: 'rating', at: clock('22:00:00') + i, details }),
    }));
    const poison = await findPoison(letters, async (sample) => {
      try {
        fold(new PartitionTables('', 0), columnsOf(sample), evening);
        return true;
      } catch {
        return false;
      }
    });
    expect([...poison]).toEqual([letters[1]]);
    const sound = letters.filter((letter) => !poison.has(letter));
    house.commit([{ id: ++entries, signals: sound }], evening);
    expect(house.events).toHaveLength(2 + sound.length);
  });
});
