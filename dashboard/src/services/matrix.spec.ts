import { aRegion, aService, aView } from '../live/live.fixture.js';
import { matrixOf, trafficOf } from './matrix.js';

describe('the matrix', () => {
  it('has a place for every service in every region; where nothing came, no data', () => {
    const { regions, rows } = matrixOf(aView().services);
    expect(regions).toEqual(['GB', 'US']);
    expect(rows.map((row) => row.places.map((p) => [p.service, p.region, p.status]))).toEqual([
      [
        ['play', 'GB', 'ok'],
        ['play', 'US', 'failing'],
      ],
      [
        ['pay', 'GB', 'ok'],
        ['pay', 'US', 'no_data'],
      ],
    ]);
    expect(rows[1]?.places[1]).toMatchObject({ attempts: 0, failureShare: null, channels: [] });
  });

  it('puts the ailing channels first', () => {
    const tally = { ok: 1, slow: 0, failed: 1, failureShare: 0.5 };
    const channels = [
      { channel: 'ios', ...tally, status: 'ok' as const },
      { channel: 'web', ...tally, status: 'failing' as const },
      { channel: 'tv', ...tally, status: 'failing' as const },
    ];
    const { rows } = matrixOf([aService('play', [aRegion('US', { channels })])]);
    expect(rows[0]?.places[0]?.channels.map((c) => c.channel)).toEqual(['tv', 'web', 'ios']);
  });

  it('sums what was tried', () => {
    expect(trafficOf(aView())).toEqual({
      attempts: 200,
      failed: 10,
      places: { no_data: 0, ok: 2, degraded: 0, failing: 1 },
    });
  });
});
