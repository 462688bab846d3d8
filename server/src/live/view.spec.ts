import { emptyLiveView, serviceDefaults, type Service, type ServiceView } from '@rollcall/shared';
import type { WindowTally } from '../impact/window.js';
import { totalStatus } from '../operations/log-status.js';
import { aged, serviceViews, type HealthReport } from './view.js';

const described = (id: string): Service => ({ id, name: id, dependencies: [], ...serviceDefaults });
const slice = (text: string): { service: string; region: string; channel: string } => {
  const [service, region, channel] = text.split('/');
  return { service, region, channel };
};

const viewsOf = (
  tallies: Record<string, [ok: number, slow: number, failed: number] | undefined>,
  options: { services?: Service[]; health?: HealthReport[] } = {},
): ServiceView[] => {
  const services = new Map((options.services ?? []).map((each) => [each.id, each]));
  const totals = new Map<number, WindowTally>();
  Object.values(tallies).forEach((tally, i) => {
    if (tally) totals.set(i, { ok: tally[0], slow: tally[1], failed: tally[2] });
  });
  return serviceViews(
    Object.keys(tallies).map(slice),
    totals,
    services,
    (id) => services.get(id) ?? described(id),
    options.health ?? [],
  );
};

describe('the services', () => {
  it('sum their regions, which sum their channels; each shows the gravest of its parts', () => {
    const [play] = viewsOf({
      'play/US/tv': [60, 0, 40],
      'play/US/web': [10_000, 0, 0],
      'play/CA/tv': [100, 0, 0],
    });
    expect(play).toMatchObject({ id: 'play', status: 'failing', ok: 10_160, failed: 40 });
    expect(play.failureShare).toBeCloseTo(40 / 10_200);
    expect(play.regions.map(({ region, status }) => [region, status])).toEqual([
      ['CA', 'ok'],
      ['US', 'failing'],
    ]);
    expect(play.regions[1].channels).toEqual([
      { channel: 'tv', status: 'failing', ok: 60, slow: 0, failed: 40, failureShare: 0.4 },
      { channel: 'web', status: 'ok', ok: 10_000, slow: 0, failed: 0, failureShare: 0 },
    ]);
  });

  it('keep a place that fell silent, as no data', () => {
    const [play] = viewsOf({ 'play/US/tv': undefined, 'play/CA/tv': [1, 0, 0] });
    expect(play.regions[1]).toMatchObject({ region: 'US', status: 'no_data', failureShare: null });
    expect(play.status).toBe('ok');
    expect(viewsOf({ 'play/US/tv': undefined })[0]).toMatchObject({ status: 'no_data' });
  });

  it('are there once they are described or report, even if nobody came yet', () => {
    const [pay, play] = viewsOf(
      {},
      {
        services: [{ ...described('play'), name: 'Play' }],
        health: [{ service: 'pay', region: 'US', source: 'edge', status: 'up', at: 7 }],
      },
    );
    expect(play).toMatchObject({ id: 'play', name: 'Play', status: 'no_data', regions: [] });
    expect(pay).toMatchObject({
      id: 'pay',
      status: 'no_data',
      health: [{ source: 'edge', region: 'US', status: 'up', at: 7 }],
    });
  });

  it('are judged by their own objective', () => {
    const lax = { ...described('play'), objective: 0.9 };
    expect(viewsOf({ 'play/US/tv': [90, 0, 10] })[0].status).toBe('degraded');
    expect(viewsOf({ 'play/US/tv': [90, 0, 10] }, { services: [lax] })[0].status).toBe('ok');
  });

  it('come in the same order, whatever order they were met in', () => {
    const some = { 'b/2/y': undefined, 'a/1/x': undefined, 'b/1/z': undefined, 'b/2/x': undefined };
    const turned = Object.fromEntries(Object.entries(some).reverse());
    expect(viewsOf(turned)).toEqual(viewsOf(some));
  });
});

describe('a stored view that is asked for later', () => {
  const partition = {
    cursor: '5-0',
    commit: 1,
    folded: 9,
    parked: 1,
    accepted: 10,
    newest: 4_000,
    oldestUnfolded: 3_000,
    serverTime: 5_000,
  };

  it('tells its age as of now, not as of when it was stored', () => {
    const view = { ...emptyLiveView, version: 3, asOf: 1_000 };
    expect(aged(view, 10_000, 10_000 - view.asOf, totalStatus([partition]))).toEqual({
      ...view,
      freshness: { ageMs: 6_000, oldestUnfoldedMs: 7_000, accepted: 10, folded: 9, parked: 1 },
    });
  });

  it('has no age while nothing ever came, and none below zero', () => {
    const none = totalStatus([{ ...partition, newest: 0, oldestUnfolded: 0 }]);
    expect(aged(emptyLiveView, 10_000, 10_000, none).freshness).toMatchObject({
      ageMs: null,
      oldestUnfoldedMs: 0,
    });
    expect(aged(emptyLiveView, 1, 1, totalStatus([partition])).freshness.ageMs).toBe(0);
  });
});
