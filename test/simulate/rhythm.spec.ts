import { randomFrom } from '../people/random.js';
import { nextVisitIn, weightAt } from './rhythm.js';
import { smallWorld } from './small.fixture.js';
import { hour, minute } from './times.js';
import { worldOf } from './world.js';

const monday = Date.UTC(2026, 0, 5);

describe('the rhythm', () => {
  it.each(['evening', 'office', 'shop'] as const)('%s is 1 on average over a week', (preset) => {
    let sum = 0;
    for (let i = 0; i < 7 * 24 * 60; i++) sum += weightAt(preset, monday + i * minute);
    expect(sum / (7 * 24 * 60)).toBeCloseTo(1, 2);
  });

  it('is busy in the evening, quiet at night, and empty offices rest on Sunday', () => {
    expect(weightAt('evening', monday + 20 * hour)).toBeGreaterThan(2);
    expect(weightAt('evening', monday + 4 * hour)).toBeLessThan(0.2);
    expect(weightAt('office', monday - 12 * hour)).toBeLessThan(0.3);
  });

  it('brings as many as asked for, and more in a surge', () => {
    const calm = smallWorld();
    const surge = worldOf({
      ...calm.scenario,
      surges: [{ says: 'more', where: {}, factor: { '09:00': 4, '12:00': 4 } }],
    });
    const visits = (world: typeof calm): number => {
      const next = nextVisitIn(world);
      const random = randomFrom('visits');
      let count = 0;
      for (let at = next(random, 1, 400, world.from); at < Infinity; at = next(random, 1, 400, at))
        count++;
      return count;
    };
    const expected = [9.5, 10.5, 11.5].reduce(
      (sum, h) => sum + (400 / 24) * weightAt('shop', Date.UTC(2026, 0, 15) + h * hour),
      0,
    );
    expect(visits(calm) / expected).toBeGreaterThan(0.7);
    expect(visits(calm) / expected).toBeLessThan(1.3);
    expect(visits(surge) / visits(calm)).toBeGreaterThan(3);
  });
});
