import type { CorrectTimes } from '@rollcall/shared';
import { durationsOf } from './durations.js';
import { at, given, opened, valueOf } from './incident.fixture.js';
import { evolve } from './incident.js';
import { correctTimes } from './times.js';

const lived = given(
  opened,
  { type: 'incident:acknowledged', by: 'anna' },
  { type: 'incident:updated', state: 'monitoring' },
  { type: 'incident:resolved', resolvedAt: at(10) },
);
const now = at(60);
const correct = (input: CorrectTimes, incident = lived) =>
  evolve(incident, 'inc-1', {
    at: now,
    by: 'ben',
    event: valueOf(correctTimes(incident, input, now))[0],
  });

describe('to correct times', () => {
  it('keeps what was there, who corrected it and why, through a second correction too', () => {
    const once = correct({ mitigatedAt: at(5), reason: 'the graph says so' });
    expect(once).toMatchObject({ mitigatedAt: at(5), version: 5, generation: lived.generation });
    const twice = correct({ mitigatedAt: at(6) }, once);
    expect(twice.times.mitigatedAt).toEqual({
      at: at(6),
      original: at(2),
      correctedAt: now,
      correctedBy: 'ben',
      reason: null,
    });
    expect(twice.times.onset).toMatchObject({ at: at(-30), correctedBy: null });
  });

  it('counts anew from another onset, and to another end', () => {
    expect(correct({ onset: at(-40) })).toMatchObject({
      onset: at(-40),
      generation: lived.generation + 1,
    });
    expect(correct({ resolvedAt: at(8) }).generation).toBe(lived.generation + 1);
    expect(correct({ acknowledgedAt: at(2) }).generation).toBe(lived.generation);
  });

  it('says nothing when nothing is new', () => {
    expect(valueOf(correctTimes(lived, { onset: at(-30) }, now))).toEqual([]);
  });

  it.each<[CorrectTimes, string]>([
    [{ onset: at(1) }, 'onset'],
    [{ detectedAt: at(-31) }, 'detectedAt'],
    [{ acknowledgedAt: at(-1) }, 'acknowledgedAt'],
    [{ mitigatedAt: at(11) }, 'mitigatedAt'],
    [{ resolvedAt: at(1) }, 'resolvedAt'],
    [{ onset: at(7), detectedAt: at(6) }, 'detectedAt'],
    [{ resolvedAt: at(66) }, 'resolvedAt'],
    [{ acknowledgedAt: 'soon' }, 'acknowledgedAt'],
    [{ onset: 1_700_000_000 }, 'onset'],
  ])('refuses %j by the name of its field', (input, field) => {
    const refused = correctTimes(lived, input, now);
    expect(refused).toMatchObject({ ok: false, error: { code: 'invalid', field } });
  });

  it('takes both ends of a stage when they come together', () => {
    expect(
      correct({ onset: at(2), detectedAt: at(3), acknowledgedAt: at(4), mitigatedAt: at(4) }),
    ).toMatchObject({ onset: at(2), detectedAt: at(3) });
  });

  it('lets relief come before anyone acknowledged, and be known before the state says so', () => {
    expect(correct({ mitigatedAt: at(0) }).mitigatedAt).toBe(at(0));
    expect(correct({ mitigatedAt: at(0) }, given(opened)).times.mitigatedAt).toMatchObject({
      at: at(0),
      original: null,
      correctedBy: 'ben',
    });
  });

  it('corrects nothing that has not happened', () => {
    for (const field of ['acknowledgedAt', 'resolvedAt'] as const)
      expect(correctTimes(given(opened), { [field]: at(5) }, now)).toMatchObject({
        error: { field },
      });
  });

  it('begins afresh when the incident is opened again', () => {
    const again = evolve(correct({ resolvedAt: at(9) }), 'inc-1', {
      at: now,
      by: 'ben',
      event: { type: 'incident:updated', state: 'investigating' },
    });
    expect(again.times.resolvedAt).toMatchObject({ at: null, original: null, correctedBy: null });
  });
});

it('durations name the stamps they lie between', () => {
  expect(durationsOf(lived)).toEqual({
    detect: { ms: 30 * 60_000, from: 'onset', to: 'detectedAt' },
    acknowledge: { ms: 60_000, from: 'detectedAt', to: 'acknowledgedAt' },
    mitigate: { ms: 32 * 60_000, from: 'onset', to: 'mitigatedAt' },
    resolve: { ms: 40 * 60_000, from: 'onset', to: 'resolvedAt' },
  });
  expect(durationsOf(given(opened)).resolve.ms).toBeNull();
});
