import type { IncidentEvent, Service } from '@rollcall/shared';
import type { SliceName } from '../slices/slice.js';
import { Rehearsal } from './rehearsal.js';
import { lived, minute, noon, second, slicesOf, type Life } from './town.fixture.js';

const began = noon + 3 * minute;
const calm: Life = { rate: () => 6, failing: () => 0 };
const places = { regions: ['DE', 'US'], channels: ['tv', 'web'] };
const streetOf = (...services: string[]): SliceName[] =>
  slicesOf(services, places.regions, places.channels);

const service = (id: string, ...dependencies: string[]): Service => ({
  id,
  name: id[0].toUpperCase() + id.slice(1),
  latencyTargetMs: 1_000,
  objective: 0.999,
  dependencies,
  affectedRule: { failures: 1 },
  funnel: null,
});

interface Story {
  of: SliceName[];
  services?: Service[];
  until: number;
  fails: (slice: SliceName, at: number) => boolean | number;
  /** Done before the second that ends then. */
  meanwhile?: (rehearsal: Rehearsal, now: number) => void;
  rate?: Life['rate'];
  beside?: Parameters<Rehearsal['step']>[2];
}

const rehearse = ({ of, services, until, fails, meanwhile, rate, beside }: Story): Rehearsal => {
  const rehearsal = new Rehearsal(of, services);
  const life = {
    ...calm,
    ...(rate && { rate }),
    failing: (slice: SliceName, at: number) => Number(fails(slice, at)),
  };
  for (const { now, cells } of lived(of, noon, until, life)) {
    meanwhile?.(rehearsal, now);
    rehearsal.step(cells, now, beside);
  }
  return rehearsal;
};

const eventsOf = ({ state }: Rehearsal, id = 'inc-1'): IncidentEvent[] =>
  (state.timelines.get(id) ?? []).map(({ event }) => event);
const statesOf = (rehearsal: Rehearsal): (string | undefined)[] =>
  eventsOf(rehearsal).flatMap((event) => {
    if (event.type === 'incident:updated' && event.state) return [event.state];
    return event.type === 'incident:resolved' ? ['resolved'] : [];
  });

const isTvInUs = ({ region, channel }: SliceName): boolean => region === 'US' && channel === 'tv';
const say = (rehearsal: Rehearsal, event: IncidentEvent, at: number, about = 'inc-1'): void =>
  rehearsal.state.apply({ id: `p-${at}`, about, at, by: 'key-anna', event });

describe('an outage', () => {
  it('opens one incident that says what, where, since when and why', () => {
    const { incidents } = rehearse({
      of: streetOf('play', 'pay'),
      services: [service('play')],
      until: began + 20 * second,
      fails: (slice, at) => at >= began && slice.service === 'play' && isTvInUs(slice),
    });
    expect(incidents).toMatchObject([
      {
        id: 'inc-1',
        title: 'Play fails on tv in US',
        scope: { services: ['play'], regions: ['US'], channels: ['tv'] },
        openedBy: 'detection',
        state: 'investigating',
        reason: expect.stringMatching(/^play on tv in US: \d+ of \d+ tries failed in [123] s; /),
      },
    ]);
    const [{ onset, detectedAt }] = incidents;
    expect(Math.abs(onset - began)).toBeLessThan(second);
    expect(detectedAt - began).toBeLessThanOrEqual(4 * second);
  });

  it('of a whole margin is said as one, without what is well', () => {
    const { incidents } = rehearse({
      of: streetOf('play', 'pay'),
      until: began + minute,
      fails: (slice, at) => at >= began && slice.service === 'play' && slice.channel === 'tv',
    });
    expect(incidents).toMatchObject([
      { scope: { services: ['play'], channels: ['tv'] }, title: 'play fails on tv' },
    ]);
    expect(incidents[0].scope).not.toHaveProperty('regions');
  });

  it('that no product can say without what is well is said slice by slice', () => {
    const { incidents } = rehearse({
      of: streetOf('play'),
      until: began + minute,
      fails: ({ region, channel }, at) => at >= began && (region === 'US') === (channel === 'tv'),
    });
    expect(incidents).toHaveLength(1);
    expect(incidents[0].scope.slices).toHaveLength(2);
  });

  it('of six services that depend on one is one, and names it and what was changed', () => {
    const six = ['play', 'pay', 'browse', 'search', 'rate', 'share'];
    const of = six.flatMap((id, i) => [{ service: id, region: `R${i}`, channel: `c${i}` }]);
    const change = { title: 'Login 2.0', region: 'unknown', source: null, url: null };
    const { incidents } = rehearse({
      of,
      services: six.map((id) => service(id, 'login')),
      until: began + 40 * second,
      fails: ({ service: id }, at) => at >= began + six.indexOf(id) * 4 * second,
      beside: { changes: [{ ...change, service: 'login', at: began - 2 * minute }] },
    });
    expect(incidents).toHaveLength(1);
    const [{ suspects, scope }] = incidents;
    expect(suspects!.upstream).toMatchObject([
      { service: 'login', reason: expect.stringMatching(/depend on it/) },
    ]);
    expect(suspects!.changes).toMatchObject([
      {
        title: 'Login 2.0',
        reason: expect.stringMatching(/^2\d? .*before customers began to fail/),
      },
    ]);
    expect(scope.services ?? scope.slices!.map((slice) => slice.service)).toHaveLength(6);
  });

  it('elsewhere, of what nothing links, is another', () => {
    const { incidents } = rehearse({
      of: [
        { service: 'play', region: 'US', channel: 'tv' },
        { service: 'pay', region: 'DE', channel: 'web' },
      ],
      until: began + 20 * second,
      fails: (_, at) => at >= began,
    });
    expect(incidents).toHaveLength(2);
  });
});

describe('an incident of detection', () => {
  const fails = (slice: SliceName, at: number): boolean =>
    at >= began && at < began + minute && isTvInUs(slice);

  it('is watched, then over, once all goes well', () => {
    const rehearsal = rehearse({ of: streetOf('play'), until: began + 16 * minute, fails });
    expect(statesOf(rehearsal)).toEqual(['monitoring', 'resolved']);
    const [{ resolvedAt, mitigatedAt }] = rehearsal.incidents;
    expect(mitigatedAt! - began).toBeLessThan(5 * minute);
    expect(resolvedAt! - began).toBeGreaterThan(10 * minute);
    expect(resolvedAt! - began).toBeLessThan(15 * minute);
  });

  it('that flaps stays one', () => {
    const rehearsal = rehearse({
      of: streetOf('play'),
      until: began + 37 * minute,
      fails: (slice, at) =>
        fails(slice, at) || fails(slice, at - 5 * minute) || fails(slice, at - 25 * minute),
    });
    expect(rehearsal.incidents).toHaveLength(1);
    expect(statesOf(rehearsal)).toEqual([
      'monitoring',
      'investigating',
      'monitoring',
      'resolved',
      'investigating',
      'monitoring',
      'resolved',
    ]);
  });

  it('is only advised once a person has it', () => {
    const rehearsal = rehearse({
      of: streetOf('play'),
      until: began + 16 * minute,
      fails,
      meanwhile: (each, now) => {
        if (now === began + 30 * second)
          say(each, { type: 'incident:acknowledged', by: 'Anna' }, now);
      },
    });
    expect(rehearsal.incidents).toMatchObject([{ state: 'investigating' }]);
    const proposed = eventsOf(rehearsal).flatMap((event) =>
      event.type === 'incident:found' && event.proposes ? [event.proposes] : [],
    );
    expect(proposed).toEqual(['monitoring', 'resolved']);
  });

  it('that a person ends is not opened again while the same still fails', () => {
    const rehearsal = rehearse({
      of: streetOf('play'),
      until: began + 5 * minute,
      fails: (slice, at) => at >= began && isTvInUs(slice),
      meanwhile: (each, now) => {
        if (now === began + 30 * second)
          say(each, { type: 'incident:resolved', resolvedAt: now }, now);
      },
    });
    expect(rehearsal.incidents).toMatchObject([{ state: 'resolved' }]);
    expect(rehearsal.word!.list).toMatchObject([
      { incident: null, suppressed: expect.stringMatching(/somebody has resolved inc-1/) },
    ]);
  });
});

describe('what fails in the scope of an incident that a person opened', () => {
  it('belongs to it', () => {
    const rehearsal = rehearse({
      of: streetOf('play'),
      until: began + minute,
      fails: (slice, at) => at >= began && isTvInUs(slice),
      meanwhile: (each, now) => {
        if (now !== noon + minute) return;
        const opened = { title: 'TV', scope: { channels: ['tv'] }, onset: now, severity: 'major' };
        say(each, { type: 'incident:opened', ...opened } as IncidentEvent, now);
      },
    });
    expect(rehearsal.incidents).toMatchObject([{ id: 'inc-1', openedBy: 'person' }]);
    expect(eventsOf(rehearsal)).toHaveLength(1);
    expect(rehearsal.word!.list).toMatchObject([{ incident: 'inc-1', suppressed: null }]);
  });
});

describe('maintenance', () => {
  it('keeps still, says so, and opens with the true onset when it is over and all still fails', () => {
    const to = began + 2 * minute;
    const seen: (string | null)[] = [];
    const rehearsal = rehearse({
      of: streetOf('play'),
      until: to + 10 * second,
      fails: (slice, at) => at >= began && isTvInUs(slice),
      meanwhile: (each, now) => {
        if (now === noon + second) {
          const planned = {
            id: 'mnt-1',
            title: 'New sets',
            scope: { services: ['play'] },
            from: noon,
            to,
          };
          const event = { type: 'maintenance:planned', maintenance: planned } as const;
          each.state.apply({ id: '1-0', about: 'maintenance:mnt-1', at: now, by: 'root', event });
        }
        if (now === began + minute) {
          expect(each.incidents).toEqual([]);
          seen.push(...each.word!.list.map(({ suppressed }) => suppressed));
        }
      },
    });
    expect(seen).toEqual(['maintenance: New sets']);
    expect(rehearsal.incidents).toHaveLength(1);
    expect(Math.abs(rehearsal.incidents[0].onset - began)).toBeLessThan(second);
  });
});

describe('blindness', () => {
  it('is one incident, and ends when signals come again', () => {
    const stops = noon + 35 * minute;
    const back = stops + 4 * minute;
    const rehearsal = rehearse({
      of: streetOf('play'),
      until: back + 30 * second,
      fails: () => false,
      rate: (_, at) => (at >= stops && at < back ? 0 : 4),
    });
    expect(rehearsal.incidents).toMatchObject([
      { title: 'No signals arrive: Rollcall is blind', state: 'resolved' },
    ]);
    expect(Math.abs(rehearsal.incidents[0].onset - stops)).toBeLessThan(2 * second);
  });
});
