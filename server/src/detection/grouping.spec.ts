import { belongTogether, type InSlice } from './grouping.js';
import { minute, noon, second } from './town.fixture.js';

const services = (id: string) => ({
  id,
  name: id,
  latencyTargetMs: 1_000,
  objective: 0.999,
  dependencies: [],
  affectedRule: { failures: 1 },
  funnel: null,
});
const on = (service: string, region: string, channel: string, more: Partial<InSlice>): InSlice => ({
  slice: { service, region, channel },
  since: noon,
  ...more,
});
const together = (a: InSlice, b: InSlice): boolean => belongTogether(a, b, services);

describe('of one service', () => {
  const here = on('play', 'DE', 'tv', {});

  it('what fails elsewhere is the same within a quarter of an hour', () => {
    expect(together(here, on('play', 'US', 'web', { since: noon + 14 * minute }))).toBe(true);
    expect(together(here, on('play', 'US', 'web', { since: noon + 16 * minute }))).toBe(false);
  });

  it('what burns is the same, whenever it seems to have begun', () => {
    const burning = { since: noon - 80 * minute, kind: 'burn' } as const;
    expect(together(here, on('play', 'US', 'web', burning))).toBe(true);
    expect(together(here, on('pay', 'US', 'web', burning))).toBe(false);
  });
});

describe('of services that nothing links', () => {
  it('it is the same in the same place at the same time', () => {
    const there = on('pay', 'DE', 'tv', { since: noon + minute });
    expect(together(on('play', 'DE', 'tv', {}), there)).toBe(true);
    expect(together(on('play', 'DE', 'web', {}), there)).toBe(false);
    expect(together(on('play', 'DE', 'tv', { since: noon - 2 * minute }), there)).toBe(false);
  });

  it('it is the same on one channel or in one region at the very moment: a device, a data centre', () => {
    const there = on('pay', 'DE', 'tv', { since: noon + 20 * second });
    expect(together(on('play', 'US', 'tv', {}), there)).toBe(true);
    expect(together(on('play', 'DE', 'web', {}), there)).toBe(true);
    expect(together(on('play', 'US', 'web', {}), there)).toBe(false);
  });
});
