import type { SliceStatus } from '@rollcall/shared';
import { aRegion, aService } from '../live/live.fixture.js';
import { columnsIn, fitGrid, gridOf, nameEm } from './grid.js';
import { trafficOf } from './traffic.js';
import { whereOf } from './where.js';

const channel = (name: string, status: SliceStatus, failed: number, ok = 100 - failed) => ({
  channel: name,
  status,
  ok,
  slow: 0,
  failed,
  failureShare: failed / (failed + ok),
});
const play = aService('play', [
  aRegion('CA', { channels: [channel('tv', 'failing', 30), channel('web', 'ok', 0)] }),
  aRegion('GB', { channels: [channel('tv', 'ok', 1), channel('web', 'ok', 0)] }),
  aRegion('US', {
    channels: [channel('tv', 'failing', 900, 100), channel('web', 'failing', 2, 1)],
  }),
]);
const pay = aService('pay', [aRegion('GB')]);
const grid = gridOf([pay, play]);
const statuses = (of: typeof grid) =>
  of.rows.map((row) => [
    [row.service?.id, row.channel].filter(Boolean).join(' '),
    ...row.cells.map(({ status }) => status),
  ]);

describe('the grid', () => {
  it('has a row for each service on each channel, a column for each region, the worst first', () => {
    expect(grid.regions.map(({ region }) => region)).toEqual(['US', 'CA', 'GB']);
    expect(statuses(grid)).toEqual([
      ['play tv', 'failing', 'failing', 'ok'],
      ['play web', 'few', 'ok', 'ok'],
      ['pay', 'no_data', 'no_data', 'ok'],
    ]);
  });

  it('calls nothing failing of which there were too few tries', () => {
    const few = (failed: number, ok: number) =>
      gridOf([aService('x', [aRegion('US', { channels: [channel('tv', 'failing', failed, ok)] })])])
        .rows[0]?.cells[0]?.status;
    expect(few(4, 0)).toBe('few');
    expect(few(5, 0)).toBe('failing');
  });

  it('sums up what has no room, and shows the worst of it', () => {
    const fitted = fitGrid(grid, 2, 2);
    expect(fitted.regions).toEqual([
      { region: 'US', sums: 0 },
      { region: '', sums: 2 },
    ]);
    expect(statuses(fitted)).toEqual([
      ['play tv', 'failing', 'failing'],
      ['', 'few', 'ok'],
    ]);
    expect(fitted.rows[1]).toMatchObject({ sums: 2, service: null });
    expect(fitted.rows[0]?.cells[1]).toMatchObject({ failed: 31, attempts: 200 });
    expect(fitGrid(grid, 3, 3)).toEqual(grid);
    expect(fitGrid(gridOf([]), 1, 1)).toEqual({ regions: [], rows: [] });
  });

  it('takes as many columns as there is room for beside the names', () => {
    const room = nameEm(grid);
    expect(columnsIn(grid, room + 3 * 2.6, (region) => region)).toBe(3);
    expect(columnsIn(grid, room + 3 * 2.6 - 0.1, (region) => region)).toBe(2);
    expect(columnsIn(grid, 0, (region) => region)).toBe(1);
    expect(columnsIn(grid, room + 9, () => 'eu-central-1')).toBe(1);
  });
});

describe('where it fails', () => {
  it('is told by service, channel and region', () => {
    expect(whereOf(grid, 'failing')).toEqual([
      { services: ['Play'], channels: ['tv'], regions: ['US', 'CA'] },
    ]);
  });

  it('names no channels where all fail, no regions where it is everywhere, and puts like to like', () => {
    const down = (id: string) =>
      aService(id, [
        aRegion('US', { channels: [channel('tv', 'failing', 9), channel('web', 'failing', 9)] }),
        aRegion('GB', { channels: [channel('tv', 'failing', 9), channel('web', 'failing', 9)] }),
      ]);
    expect(whereOf(gridOf([down('a'), down('b')]), 'failing')).toEqual([
      { services: ['A', 'B'], channels: null, regions: null },
    ]);
  });
});

describe('traffic', () => {
  it('sums what was tried, and counts the places by state', () => {
    expect(trafficOf({ services: [pay, play] })).toEqual({
      attempts: 200,
      failed: 10,
      places: { no_data: 2, few: 1, ok: 4, degraded: 0, failing: 2 },
    });
  });
});
