import type { SliceStatus } from '@rollcall/shared';
import { gravest, statusOf } from './status.js';

describe('a status', () => {
  it.each<[string, [ok: number, slow: number, failed: number], number, SliceStatus]>([
    ['nothing came: no data, never ok', [0, 0, 0], 0.999, 'no_data'],
    ['all is well', [1_000, 0, 0], 0.999, 'ok'],
    ['1 % failed', [990, 0, 10], 0.999, 'ok'],
    ['more than 1 % failed', [989, 0, 11], 0.999, 'degraded'],
    ['ten times what a low objective allows', [800, 0, 200], 0.98, 'ok'],
    ['more than that', [799, 0, 201], 0.98, 'degraded'],
    ['a quarter failed', [750, 0, 250], 0.999, 'failing'],
    ['a quarter failed, however low the objective', [750, 0, 250], 0.5, 'failing'],
    ['half is slow', [50, 50, 0], 0.999, 'ok'],
    ['more than half is slow', [49, 51, 0], 0.999, 'degraded'],
    ['one try, one failure', [0, 0, 1], 0.999, 'failing'],
  ])('%s', (_name, [ok, slow, failed], objective, expected) => {
    expect(statusOf({ ok, slow, failed }, objective)).toBe(expected);
  });

  it('of several is the gravest: a green crowd hides no red part', () => {
    expect(gravest(['ok', 'ok', 'failing', 'degraded', 'no_data'])).toBe('failing');
    expect(gravest(['no_data', 'degraded', 'ok'])).toBe('degraded');
    expect(gravest(['no_data', 'ok'])).toBe('ok');
    expect(gravest(['no_data'])).toBe('no_data');
    expect(gravest([])).toBe('no_data');
  });
});
