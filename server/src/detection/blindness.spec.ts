import type { SliceName } from '../slices/slice.js';
import { Rehearsal } from './rehearsal.js';
import { lived, minute, noon, second, slicesOf } from './town.fixture.js';

const slices = slicesOf(['play'], ['DE', 'FR', 'US'], ['tv', 'web']);
const stops = noon + 40 * minute;
const inDe = ({ region }: SliceName): boolean => region === 'DE';

interface Story {
  until: number;
  isDark: (slice: SliceName, at: number) => boolean;
  /** The register forgets a source an hour after it has stopped. */
  stopped?: boolean;
  rehearsal?: Rehearsal;
  from?: number;
}

const live = ({
  until,
  isDark,
  stopped = false,
  rehearsal = new Rehearsal(slices),
  from = noon,
}: Story) => {
  const rate = (slice: SliceName, at: number): number => (isDark(slice, at) ? 0 : 2);
  for (const { now, cells } of lived(slices, from, until, { rate, failing: () => 0 })) {
    const known = stopped && now > stops + 90 * second;
    rehearsal.step(cells, now, { stopped: known ? [{ id: 'otlp:sets', since: stops }] : [] });
  }
  return rehearsal;
};

describe('blindness', () => {
  const deStops = (slice: SliceName, at: number): boolean => inDe(slice) && at >= stops;

  it('of one source is an incident of what it brought, until that comes again', () => {
    const dark = stops + 6 * minute;
    const rehearsal = live({ until: dark, isDark: deStops, stopped: true });
    const opened = {
      title: 'No signals arrive from otlp:sets',
      scope: { services: ['play'], regions: ['DE'] },
      reason: 'otlp:sets has stopped sending, and 2 busy places fell silent with it',
    };
    expect(rehearsal.incidents).toMatchObject([{ ...opened, resolvedAt: null }]);
    expect(rehearsal.word!.blind).toMatchObject({ scope: opened.scope, since: expect.any(Number) });
    // nobody knows the source any more, and it is as dark as before
    const later = dark + 10 * minute;
    live({ rehearsal, from: dark, until: later, isDark: deStops });
    expect(rehearsal.incidents).toMatchObject([{ ...opened, resolvedAt: null }]);
    live({ rehearsal, from: later, until: later + minute, isDark: () => false });
    expect(rehearsal.incidents).toMatchObject([{ ...opened, state: 'resolved' }]);
  });

  it('of most places names these, and the rest when that goes dark too', () => {
    const rest = stops + 7 * minute;
    const isDark = (slice: SliceName, at: number): boolean =>
      at >= (slice.region === 'US' ? rest : stops);
    const rehearsal = live({ until: rest, isDark });
    expect(rehearsal.incidents).toMatchObject([
      {
        title: 'No signals arrive from 4 places',
        scope: { services: ['play'], regions: ['DE', 'FR'] },
      },
    ]);
    live({ rehearsal, from: rest, until: rest + 4 * minute, isDark });
    expect(rehearsal.incidents).toMatchObject([
      { title: 'No signals arrive: Rollcall is blind', scope: {}, resolvedAt: null },
    ]);
  });

  it('keeps no other incident from opening', () => {
    const isDark = deStops;
    const rehearsal = live({ until: stops + 5 * minute, isDark, stopped: true });
    const fails = { rate: (slice: SliceName) => (inDe(slice) ? 0 : 3), failing: () => 1 };
    const from = stops + 5 * minute;
    for (const { now, cells } of lived(slices, from, from + minute, fails))
      rehearsal.step(cells, now, { stopped: [{ id: 'otlp:sets', since: stops }] });
    expect(rehearsal.incidents.map(({ title }) => title)).toEqual([
      'No signals arrive from otlp:sets',
      expect.stringMatching(/^play fails/),
    ]);
  });
});
