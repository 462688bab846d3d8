import {
  ChangeSignal,
  ContactSignal,
  HealthSignal,
  InteractionSignal,
  outcomes,
  RatingSignal,
  rejectionCodes,
  Signal,
  signalKinds,
} from '@rollcall/shared';
import fc from 'fast-check';
import type { Refusal } from './refusal.js';
import { isRefusal, validateSignal } from './validate.js';

const now = Date.UTC(2026, 4, 1, 12);
const context = { now, retentionMs: 14 * 86_400_000, latencyTargetOf: () => 500 };

const fields = [InteractionSignal, RatingSignal, ContactSignal, HealthSignal, ChangeSignal].flatMap(
  (schema) => Object.keys(schema.shape),
);

/** Lengths at the edges of the limits, counted in halves of a character too. */
const edgeText = fc
  .tuple(fc.constantFrom('x', '🎉', '\ud800', ' '), fc.constantFrom(0, 1, 40, 50, 100, 101, 200))
  .map(([character, times]) => character.repeat(times));
const edgeNumber = fc.constantFrom(
  ...[-1, -0, 0, 0.5, 1, 5, 6, 7, 8, 10, 11, 86_400_000, 86_400_001, 2 ** 53, now, 1e300],
);
const word = fc.constantFrom('ok', 'failed', 'csat', 'nps', 'ces', 'phone', 'up', 'down', 'x');
const attributes = fc.dictionary(
  fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'x'.repeat(101))),
  fc.oneof(fc.jsonValue(), edgeText, fc.constant('x'.repeat(501))),
  { maxKeys: 3 },
);
const anything = fc.oneof(edgeText, edgeNumber, word, attributes, fc.boolean(), fc.jsonValue());

/** What comes in over the wire: JSON, mostly a signal with some fields wrong, missing or odd. */
const incoming = fc
  .tuple(
    fc.record({
      kind: fc.constantFrom(...signalKinds),
      at: fc.constantFrom<unknown>(now, new Date(now).toISOString()),
      service: fc.constant('play'),
      user: fc.constant('anna'),
      outcome: fc.constantFrom(...outcomes),
      scale: fc.constantFrom('csat', 'nps', 'ces'),
      score: fc.integer({ min: 0, max: 10 }),
      via: fc.constant('chat'),
      source: fc.constant('probe'),
      status: fc.constant('up'),
      title: fc.constant('Release 7'),
    }),
    fc.dictionary(fc.constantFrom(...fields), fc.option(anything), { maxKeys: 3 }),
    fc.subarray(['at', 'service', 'user', 'outcome', 'score', 'kind', 'title', 'source'], {
      maxLength: 1,
    }),
  )
  .map(([right, odd, gone]) => {
    const value: Record<string, unknown> = { ...right, ...odd };
    for (const field of gone) delete value[field];
    return JSON.parse(JSON.stringify(value)) as unknown;
  });

/** What the contract's shape does not say, and ingest refuses all the same. */
const beyondTheShape = ({ code, field, message }: Refusal): boolean =>
  field === 'at' ||
  (code === 'field_missing' && field === 'outcome') ||
  field === 'score' ||
  // of an attribute named __proto__, which zod passes over
  field === 'attributes' ||
  message.includes('half a character');

describe('the compiled check', () => {
  it('takes what the contract takes, and refuses what it refuses', () => {
    fc.assert(
      fc.property(fc.oneof({ weight: 9, arbitrary: incoming }, fc.jsonValue()), (value) => {
        const checked = validateSignal(value, context);
        const { success } = Signal.safeParse(value);
        if (!success) expect(isRefusal(checked)).toBe(true);
        else if (isRefusal(checked))
          expect([checked, beyondTheShape(checked)]).toEqual([checked, true]);
      }),
      { numRuns: 3_000 },
    );
  });

  it('names a field and a remedy in every refusal of an object', () => {
    fc.assert(
      fc.property(incoming, (value) => {
        const checked = validateSignal(value, context);
        if (!isRefusal(checked)) return;
        expect(rejectionCodes).toContain(checked.code);
        expect(checked.field).toMatch(/./);
        expect(checked.message).toMatch(/(send|name|say|needs|must be|set) /);
        expect(checked.message).not.toContain('undefined');
      }),
      { numRuns: 2_000 },
    );
  });

  it('never throws, whatever comes', () => {
    fc.assert(fc.property(fc.anything(), (value) => void validateSignal(value, context)));
  });
});
