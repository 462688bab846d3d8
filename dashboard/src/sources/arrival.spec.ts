import { aRegion, aService, aView } from '../live/live.fixture.js';
import { arrivalOf, beforeOf, nobodySent } from './arrival.js';
import { aSource } from './sources.fixture.js';

const channel = {
  channel: 'web',
  status: 'ok',
  ok: 1,
  slow: 0,
  failed: 0,
  failureShare: 0,
} as const;
const empty = aView({ services: [] });
const played = aView({
  services: [aService('play', [aRegion('DE', { channels: [channel] })])],
});
const slice = { service: 'Play', region: 'DE', channel: 'web' };
const probe = aSource({ door: 'probe', name: 'home' });

describe('the first signal', () => {
  const before = beforeOf(empty, []);

  it('is awaited while nobody sent anything; site checks are our own', () => {
    expect(nobodySent(empty, [probe, aSource({ accepted: 0 })])).toBe(true);
    expect(nobodySent(empty, [aSource()])).toBe(false);
    expect(nobodySent(played, [])).toBe(false);
    expect(arrivalOf(before, aView({ services: [aService('play', [])] }), [probe], 'k')).toBe(
      undefined,
    );
  });

  it('is told with what it was about, and with its sender once that is known', () => {
    expect(arrivalOf(before, played, [], undefined)).toEqual({ source: undefined, slice });
    const source = aSource();
    expect(arrivalOf(before, played, [probe, source], undefined)).toEqual({ source, slice });
    // a rating is nobody's try
    expect(arrivalOf(before, empty, [source], undefined)).toEqual({ source, slice: undefined });
  });
});

describe('the first signal of another one', () => {
  const before = beforeOf(played, [aSource(), aSource({ name: 'mine', accepted: 2 })]);

  it('is not what others send meanwhile', () => {
    const busy = [aSource({ accepted: 900 }), aSource({ name: 'mine', accepted: 2 })];
    expect(arrivalOf(before, played, busy, 'mine')).toBeUndefined();
  });

  it('is what a new sender sends, or the one with the new key', () => {
    const fresh = aSource({ door: 'otlp', name: 'checkout' });
    expect(arrivalOf(before, played, [aSource(), fresh], 'k')).toMatchObject({ source: fresh });
    const grown = aSource({ name: 'mine', accepted: 3 });
    expect(arrivalOf(before, played, [grown], 'mine')).toEqual({ source: grown, slice: undefined });
    expect(arrivalOf(before, played, [grown], 'k')).toBeUndefined();
  });
});
