import type { Maintenance, PlanMaintenance } from '@rollcall/shared';
import { ControlState, type ControlEvent } from '../control/control-state.js';
import { listed, maintained, plan } from './maintenance.js';

const hour = 3_600_000;
const noon = Date.UTC(2026, 4, 1, 12);
const input: PlanMaintenance = { title: 'New database', to: noon + hour };
const slice = { service: 'pay', region: 'DE', channel: 'web' };

describe('maintenance', () => {
  it('begins now, of everything, unless it says otherwise', () => {
    expect(plan('mnt-1', input, [], noon)).toEqual({
      ok: true,
      value: { id: 'mnt-1', title: 'New database', scope: {}, from: noon, to: noon + hour },
    });
  });

  it.each([
    [{ from: 'soon' }, 'from', '"from" is not a time'],
    [{ to: 'later' }, 'to', '"to" is not a time'],
    [{ to: noon - 1 }, 'to', 'does not lie after'],
    [{ from: noon + 2 * hour }, 'to', 'does not lie after "from"'],
    [{ to: noon + 32 * 24 * hour }, 'to', 'longer than 31 days'],
  ])('with %j is refused, naming the field', (wrong, field, detail) => {
    const planned = plan('mnt-1', { ...input, ...wrong }, [], noon);
    expect(planned).toMatchObject({
      ok: false,
      error: { field, detail: expect.stringContaining(detail), remedy: expect.any(String) },
    });
  });

  it('holds for its scope, from its beginning to just before its end', () => {
    const one: Maintenance = {
      id: 'mnt-1',
      title: 'x',
      scope: { services: ['pay'] },
      from: noon,
      to: noon + hour,
    };
    const under = (at: number, service = 'pay') => maintained([one], { ...slice, service }, at);
    expect([noon - 1, noon, noon + hour - 1, noon + hour].map((at) => under(at) === one)).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(under(noon, 'play')).toBeUndefined();
  });

  it('ends early when it is cancelled, and was never there when it had not begun', () => {
    const of = (from: number): Maintenance => ({
      ...input,
      id: 'mnt-1',
      scope: {},
      from,
      to: noon + 9,
    });
    const after = (from: number) => {
      const state = new ControlState();
      const events: ControlEvent[] = [
        { type: 'maintenance:planned', maintenance: of(from) },
        { type: 'maintenance:cancelled' },
      ];
      for (const event of events)
        state.apply({ id: '1-0', about: 'maintenance:mnt-1', at: noon, by: 'root', event });
      return [...state.maintenance.values()];
    };
    expect(after(noon - hour)).toEqual([{ ...of(noon - hour), to: noon }]);
    expect(after(noon)).toEqual([]);
  });

  it('is listed until a week after its end', () => {
    const of = (to: number): Maintenance => ({ id: `${to}`, title: 'x', scope: {}, from: 0, to });
    const days = [1, 6, 8].map((day) => of(noon - day * 24 * hour));
    expect(listed(days, noon)).toEqual(days.slice(0, 2));
  });
});
