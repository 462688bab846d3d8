import { aView, noon } from './live.fixture.js';
import { ageOf, elapsed, isNews, livenessOf, receive } from './liveness.js';

const start = { monotonic: 50, wall: 9_000 };

describe('age of a view', () => {
  it('is measured between the server’s own clocks, and from then on by ours', () => {
    const receipt = receive(aView(), noon + 250, start);
    expect(ageOf(receipt, { monotonic: 1_050, wall: 10_000 })).toBe(1_250);
  });

  it('does not care how far our clock is from the server’s', () => {
    const receipt = receive(aView(), noon, { monotonic: 0, wall: 0 });
    expect(ageOf(receipt, { monotonic: 2_000, wall: 2_000 })).toBe(2_000);
  });

  it('knows of sleep, when the monotonic clock stood still', () => {
    expect(elapsed(start, { monotonic: 60, wall: 3_609_000 })).toBe(3_600_000);
  });

  it('is not made younger by a wall clock that was set back', () => {
    expect(elapsed(start, { monotonic: 5_050, wall: 0 })).toBe(5_000);
  });

  it('leaves a demo’s clock alone, which runs at its own speed', () => {
    const demo = aView({
      workspace: { id: 'demo', demo: 'christmas-eve-2012', story: null },
      asOf: 0,
    });
    expect(receive(demo, noon, start).ageMs).toBe(0);
  });

  it('takes the same view again for no news', () => {
    const receipt = receive(aView(), noon, start);
    expect(isNews(undefined, aView())).toBe(true);
    expect(isNews(receipt, aView())).toBe(false);
    expect(isNews(receipt, aView({ version: 2 }))).toBe(true);
  });
});

describe('liveness', () => {
  const receipt = receive(aView(), noon, start);
  const at = (ms: number) => ({ monotonic: start.monotonic + ms, wall: start.wall + ms });

  it.each([
    ['up', 3_000, 'live'],
    ['up', 3_001, 'not-counting'],
    ['lost', 3_000, 'live'],
    ['lost', 3_001, 'link-lost'],
    ['connecting', 60_000, 'link-lost'],
    ['refused', 3_001, 'signed-out'],
  ] as const)('link %s, %i ms old: %s', (link, ms, kind) => {
    expect(livenessOf(link, receipt, at(ms)).kind).toBe(kind);
  });
});
