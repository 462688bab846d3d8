import type { SourceView } from '@rollcall/shared';
import { stoppedSources } from './stopped-sources.js';

const wall = 1_800_000_000_000;
const source = (over: Partial<SourceView>): SourceView => ({
  id: 'otlp:checkout',
  door: 'otlp',
  name: 'checkout',
  seenAt: wall - 120_000,
  perMinute: 0,
  lastHour: Array.from({ length: 60 }, (_, i) => (i < 58 ? 200 : 0)),
  accepted: 1,
  dropped: [],
  lagMs: null,
  skewMs: null,
  identified: null,
  sampling: null,
  lastError: null,
  ...over,
});
const idsOf = (over: Partial<SourceView>): string[] =>
  stoppedSources([source(over)], wall, wall, 1_000).map(({ id }) => id);

describe('a source', () => {
  it('that sent all the time and is not heard of for two minutes has stopped', () => {
    expect(stoppedSources([source({})], wall, wall, 1_000)).toEqual([
      { id: 'otlp:checkout', since: wall - 120_000 },
    ]);
  });

  it('stopped as much earlier as the clock of the log is faster', () => {
    expect(stoppedSources([source({})], wall, 5_000_000_000, 240_000)).toMatchObject([
      { since: 5_000_000_000 - 240 * 120_000 },
    ]);
  });

  it.each([
    ['was heard of a minute ago', { seenAt: wall - 60_000 }],
    ['stopped hours ago', { seenAt: wall - 3_700_000 }],
    ['sends now and then', { lastHour: Array.from({ length: 60 }, (_, i) => (i % 2) * 90) }],
    ['sends little', { lastHour: Array<number>(60).fill(2) }],
    ['is a site check', { door: 'probe' as const }],
    ['is new', { lastHour: Array.from({ length: 60 }, (_, i) => (i > 48 && i < 58 ? 50 : 0)) }],
  ])('that %s has not', (_, over) => {
    expect(idsOf(over)).toEqual([]);
  });
});
