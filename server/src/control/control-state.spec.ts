import { serviceDefaults, type Probe } from '@rollcall/shared';
import { ControlState, type ControlEvent } from './control-state.js';

const told = (...happened: [about: string, event: ControlEvent][]): ControlState => {
  const state = new ControlState();
  happened.forEach(([about, event], i) => {
    state.apply({ id: `${i + 1}-0`, about, at: i, by: 'root', event });
  });
  return state;
};

const opened = (title: string): ControlEvent => ({
  type: 'incident:opened',
  title,
  scope: {},
  onset: 0,
  severity: 'minor',
});

describe('what was decided', () => {
  const state = told(
    ['inc-1', opened('one')],
    [
      'service:play',
      {
        type: 'service:described',
        service: { ...new ControlState().service('play'), latencyTargetMs: 500 },
      },
    ],
    ['inc-2', opened('two')],
    ['key:a', { type: 'key:created', name: 'probe', permissions: ['ingest'] }],
    ['inc-1', { type: 'incident:acknowledged', by: 'anna' }],
    ['directory', { type: 'directory:changed' }],
  );

  it('is an incident with its timeline', () => {
    expect(state.incidents.get('inc-1')).toMatchObject({ title: 'one', acknowledgedBy: 'anna' });
    expect(state.incidents.get('inc-2')).toMatchObject({ title: 'two', acknowledgedBy: null });
    expect(state.timelines.get('inc-1')).toMatchObject([
      { id: '1-0', at: 0, by: 'root', event: { type: 'incident:opened' } },
      { id: '5-0', at: 4, event: { type: 'incident:acknowledged' } },
    ]);
  });

  it('is a service as last described, and the house’s rule for all others', () => {
    expect(state.service('play').latencyTargetMs).toBe(500);
    expect(state.service('pay')).toEqual({
      id: 'pay',
      name: 'pay',
      dependencies: [],
      ...serviceDefaults,
    });
  });

  it('has a version for each thing, which rises by one with each decision about it', () => {
    const versions = ['inc-1', 'inc-2', 'key:a', 'directory', 'inc-3'].map((about) =>
      state.versionOf(about),
    );
    expect(versions).toEqual([2, 1, 1, 1, 0]);
  });

  it('is all in the audit log', () => {
    expect(state.entries).toHaveLength(6);
  });

  it('passes over what a later version may have decided', () => {
    const later = { type: 'promise:made' } as unknown as ControlEvent;
    expect(told(['inc-1', opened('one')], ['promise-1', later]).versionOf('promise-1')).toBe(1);
  });

  it('is a probe until it is removed', () => {
    const probe = { id: 'shop', name: 'Shop' } as Probe;
    const described: [string, ControlEvent] = ['probe:shop', { type: 'probe:described', probe }];
    expect(told(described).probes.get('shop')).toBe(probe);
    expect(told(described, ['probe:shop', { type: 'probe:removed' }]).probes.size).toBe(0);
  });
});
