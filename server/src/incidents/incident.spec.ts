import type { IncidentEvent } from '@rollcall/shared';
import { at, given, noon, opened, valueOf } from './incident.fixture.js';
import { acknowledge, evolve, open, resolve, staleVersion, update } from './incident.js';

const never = { at: null, original: null, correctedAt: null, correctedBy: null, reason: null };
const resolved: IncidentEvent = { type: 'incident:resolved', resolvedAt: at(10) };

describe('to open', () => {
  it('takes the onset given, however long ago, and what is left out from the house', () => {
    expect(valueOf(open({ title: 'TV is dark', onset: '2026-05-01T11:30:00Z' }, noon))).toEqual([
      {
        type: 'incident:opened',
        title: 'TV is dark',
        scope: {},
        onset: at(-30),
        severity: 'major',
      },
    ]);
    expect(valueOf(open({ title: 'TV is dark' }, noon))[0]).toMatchObject({ onset: noon });
  });

  it.each([
    ['is no time', 'soon', '"onset" is not a time'],
    ['lies in the future', at(6), '"onset" lies in the future'],
  ])('refuses an onset that %s, naming field and remedy', (_name, onset, detail) => {
    expect(open({ title: 'TV is dark', onset }, noon)).toEqual({
      ok: false,
      error: { code: 'invalid', detail, field: 'onset', remedy: expect.any(String) },
    });
  });

  it('makes an incident that is being investigated', () => {
    expect(given(opened)).toEqual({
      id: 'inc-1',
      title: 'TV is dark',
      state: 'investigating',
      severity: 'major',
      scope: { services: ['play'] },
      onset: at(-30),
      detectedAt: noon,
      acknowledgedAt: null,
      acknowledgedBy: null,
      mitigatedAt: null,
      resolvedAt: null,
      times: {
        onset: { ...never, at: at(-30), original: at(-30) },
        detectedAt: { ...never, at: noon, original: noon },
        acknowledgedAt: never,
        mitigatedAt: never,
        resolvedAt: never,
      },
      roles: [],
      severityBasis: { override: null, computed: null },
      actions: [],
      version: 1,
      generation: 1,
      openedBy: 'person',
      reason: null,
      why: null,
      suspects: null,
    });
  });
});

describe('to acknowledge', () => {
  it('names who has it, once', () => {
    const events = valueOf(acknowledge(given(opened), 'anna'));
    expect(events).toEqual([{ type: 'incident:acknowledged', by: 'anna' }]);
    const acknowledged = given(opened, ...events);
    expect(acknowledged).toMatchObject({
      acknowledgedAt: at(1),
      acknowledgedBy: 'anna',
      version: 2,
    });
    expect(valueOf(acknowledge(acknowledged, 'ben'))).toEqual([]);
  });
});

describe('to update', () => {
  it('says only what is said', () => {
    const events = valueOf(
      update(given(opened), { state: 'identified', message: 'A cable' }, noon),
    );
    expect(events).toEqual([{ type: 'incident:updated', state: 'identified', message: 'A cable' }]);
    expect(given(opened, ...events)).toMatchObject({
      title: 'TV is dark',
      state: 'identified',
      generation: 1,
    });
  });

  it('starts a new generation of its count when it spans something else, and only then', () => {
    const same = update(given(opened), { scope: { services: ['play'] }, onset: at(-30) }, noon);
    expect(valueOf(same)).toEqual([]);
    const wider = valueOf(update(given(opened), { scope: {} }, noon));
    expect(wider).toEqual([{ type: 'incident:rescoped', scope: {}, onset: at(-30) }]);
    expect(given(opened, ...wider)).toMatchObject({ scope: {}, generation: 2, version: 2 });
    const earlier = valueOf(update(given(opened), { onset: at(-60), title: 'TV' }, noon));
    expect(earlier.map(({ type }) => type)).toEqual(['incident:rescoped', 'incident:updated']);
  });

  it('to monitoring notes when it was mitigated, the first time', () => {
    const monitoring: IncidentEvent = { type: 'incident:updated', state: 'monitoring' };
    expect(given(opened, monitoring, monitoring).mitigatedAt).toBe(at(1));
  });

  it.each(['investigating', 'identified', 'monitoring'] as const)(
    'to %s opens a resolved one again, and its count goes on',
    (state) => {
      const again = given(opened, resolved, { type: 'incident:updated', state });
      expect(again).toMatchObject({ state, resolvedAt: null, generation: 3, version: 3 });
      expect(again.mitigatedAt).toBe(state === 'monitoring' ? at(2) : null);
    },
  );

  it('refuses an onset after the end', () => {
    expect(update(given(opened, resolved), { onset: at(11) }, at(20))).toMatchObject({
      ok: false,
      error: { field: 'onset', remedy: 'send a time before it was resolved' },
    });
  });
});

describe('to resolve', () => {
  it('ends it now or when it is said to have ended; once', () => {
    const now = valueOf(resolve(given(opened), {}, at(5)));
    expect(now).toEqual([{ type: 'incident:resolved', resolvedAt: at(5) }]);
    const events = valueOf(resolve(given(opened), { at: at(2), message: 'Fixed' }, at(5)));
    expect(events).toEqual([{ type: 'incident:resolved', resolvedAt: at(2), message: 'Fixed' }]);
    const ended = given(opened, ...events);
    expect(ended).toMatchObject({
      state: 'resolved',
      resolvedAt: at(2),
      mitigatedAt: at(2),
      generation: 2,
    });
    expect(valueOf(resolve(ended, {}, at(9)))).toEqual([]);
  });

  it('leaves an earlier mitigation as it was', () => {
    const mitigated = given(opened, { type: 'incident:updated', state: 'monitoring' }, resolved);
    expect(mitigated).toMatchObject({ mitigatedAt: at(1), resolvedAt: at(10) });
  });

  it('refuses an end before the onset or in the future', () => {
    expect(resolve(given(opened), { at: at(-31) }, noon)).toMatchObject({
      error: { detail: 'it cannot end before its onset', field: 'at' },
    });
    expect(resolve(given(opened), { at: at(6) }, noon)).toMatchObject({ error: { field: 'at' } });
  });
});

describe('an incident', () => {
  it('says to whom decided on an older version what to do', () => {
    expect(staleVersion(given(opened))).toMatchObject({
      code: 'conflict',
      detail: 'inc-1 is at version 1 now',
      field: 'version',
      remedy: expect.stringContaining('read it again'),
    });
  });

  it('that was never opened cannot evolve: that is a bug, and thrown', () => {
    expect(() => evolve(undefined, 'inc-9', { at: 0, by: 'root', event: resolved })).toThrow(
      'inc-9: incident:resolved before it was opened',
    );
  });
});
