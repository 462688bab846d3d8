import { outcomes, signalKinds } from '@rollcall/shared';
import fc from 'fast-check';
import type { AcceptedSignal } from './accepted-signal.js';

/** A signal as ingest accepts it; what is left out is an ordinary ok in one place. */
export const signal = (given: Partial<AcceptedSignal> = {}): AcceptedSignal => ({
  kind: 'interaction',
  at: 1_000_000_000_000,
  service: 'play',
  region: 'US',
  channel: 'tv',
  synthetic: false,
  user: 'anna',
  customer: '',
  outcome: 'ok',
  latencyMs: -1,
  details: '',
  ...given,
});

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const details = fc
  .option(fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 }), { nil: undefined })
  .map((value) => (value === undefined ? '' : JSON.stringify(value)));

/** Any signal that a batch can hold. */
export const anySignal: fc.Arbitrary<AcceptedSignal> = fc.record({
  kind: fc.constantFrom(...signalKinds),
  at: fc.integer({ min: -2e15, max: 2e15 }),
  service: text,
  region: text,
  channel: text,
  synthetic: fc.boolean(),
  user: text,
  customer: text,
  outcome: fc.constantFrom(...outcomes),
  latencyMs: fc.oneof(fc.constant(-1), fc.integer({ min: 0, max: 86_400_000 })),
  details,
});
