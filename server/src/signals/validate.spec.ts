import type { AcceptedSignal } from './accepted-signal.js';
import type { Refusal } from './refusal.js';
import { isRefusal, outcomeOfLatency, validateSignal } from './validate.js';

const now = Date.UTC(2026, 4, 1, 12);
const minute = 60_000;
const day = 86_400_000;
const context = {
  now,
  retentionMs: 14 * day,
  latencyTargetOf: (service: string) => (service === 'sign up' ? 2_000 : 500),
};
const interaction = { kind: 'interaction', at: now, service: 'play', user: 'anna', outcome: 'ok' };
const rating = { kind: 'rating', at: now, service: 'play', user: 'anna', scale: 'csat', score: 5 };
const health = { kind: 'health', at: now, service: 'play', source: 'probe', status: 'up' };
const contact = { kind: 'contact', at: now, service: 'play', user: 'anna', via: 'phone' };
const change = { kind: 'change', at: now, service: 'play', title: 'Release 7' };

const accepted = (value: unknown): AcceptedSignal => {
  const checked = validateSignal(value, context);
  if (isRefusal(checked)) throw new Error(checked.message);
  return checked;
};
const refused = (value: unknown): Refusal => {
  const checked = validateSignal(value, context);
  if (!isRefusal(checked)) throw new Error(`was taken: ${JSON.stringify(value)}`);
  return checked;
};

describe('a signal that is right', () => {
  it('is taken in the form the log keeps', () => {
    expect(accepted({ ...interaction, at: '2026-05-01T14:00:00+02:00', latencyMs: 12.6 })).toEqual({
      kind: 'interaction',
      at: now,
      service: 'play',
      region: 'unknown',
      channel: 'unknown',
      synthetic: false,
      user: 'anna',
      customer: '',
      outcome: 'ok',
      latencyMs: 13,
      details: '',
    });
  });

  it('may have 200 characters in its user, however wide they are', () => {
    expect(accepted({ ...interaction, user: '🎉'.repeat(200) }).user).toHaveLength(400);
  });

  it.each([interaction, rating, health, contact, change])('may be of the kind $kind', (value) => {
    expect(accepted(value).kind).toBe(value.kind);
  });

  it('may name nobody where its door allows it, and only interactions may', () => {
    const open = { ...context, anonymous: true };
    const nameless = { ...interaction, user: undefined };
    expect(validateSignal(nameless, open)).toMatchObject({ user: '', outcome: 'ok' });
    expect(refused(nameless)).toMatchObject({ code: 'field_missing', field: 'user' });
    for (const value of [
      { ...rating, user: undefined },
      { ...interaction, user: '' },
    ])
      expect(validateSignal(value, open)).toMatchObject({ field: 'user' });
  });

  it('keeps what else it says, and only that', () => {
    expect(JSON.parse(accepted({ ...rating, comment: 'slow', more: 1 }).details)).toEqual({
      scale: 'csat',
      score: 5,
      comment: 'slow',
    });
    expect(accepted({ ...health, latencyMs: 7 })).toMatchObject({
      user: '',
      latencyMs: -1,
      details: '{"source":"probe","status":"up","latencyMs":7}',
    });
  });

  it('says by its latency how it went, if it does not say so itself', () => {
    const { outcome: _none, ...timed } = { ...interaction, latencyMs: 1_500 };
    expect(accepted(timed).outcome).toBe('slow');
    expect(accepted({ ...timed, service: 'sign up' }).outcome).toBe('ok');
    expect(accepted({ ...timed, outcome: 'failed' }).outcome).toBe('failed');
  });

  it('may be 5 minutes ahead and as old as what is kept, not a millisecond more', () => {
    expect(accepted({ ...interaction, at: now + 5 * minute }).at).toBe(now + 5 * minute);
    expect(accepted({ ...interaction, at: now - 14 * day }).at).toBe(now - 14 * day);
    expect(refused({ ...interaction, at: now + 5 * minute + 1 }).code).toBe('at_in_future');
    expect(refused({ ...interaction, at: now - 14 * day - 1 }).code).toBe('at_too_old');
  });
});

describe('a signal that no person sends', () => {
  it.each([null, 7, 'x'.repeat(10_000), { id: 'anna' }])(
    'belongs to no user, says it %j',
    (user) => {
      for (const value of [health, change]) {
        expect(accepted({ ...value, user, customer: user })).toMatchObject({
          user: '',
          customer: '',
        });
      }
    },
  );
});

describe('Apdex splits latency', () => {
  it.each([
    [0, 'ok'],
    [500, 'ok'],
    [500.001, 'slow'],
    [2_000, 'slow'],
    [2_000.001, 'failed'],
    [86_400_000, 'failed'],
  ])('%d ms against a target of 500 ms is %s', (latencyMs, outcome) => {
    expect(outcomeOfLatency(latencyMs, 500)).toBe(outcome);
  });
});

describe('a signal that is wrong', () => {
  it.each<[string, unknown, Refusal['code'], string | undefined, string]>([
    ['no object', 'hello', 'field_invalid', undefined, 'a signal is a JSON object'],
    ['null', null, 'field_invalid', undefined, 'a signal is a JSON object'],
    ['a list', [interaction], 'field_invalid', undefined, 'a signal is a JSON object'],
    ['no kind', { at: now }, 'field_missing', 'kind', 'send one of interaction, health'],
    ['another kind', { kind: 'click' }, 'unknown_kind', 'kind', 'kind "click" is not known'],
    ['an inherited kind', { kind: 'toString' }, 'unknown_kind', 'kind', 'send one of interaction'],
    ['no time', { ...interaction, at: undefined }, 'field_missing', 'at', 'send RFC 3339'],
    ['no time at all', { ...interaction, at: 'soon' }, 'field_invalid', 'at', 'send RFC 3339'],
    ['a time in seconds', { ...interaction, at: now / 1e3 }, 'at_too_old', 'at', 'milliseconds'],
    ['no service', { ...interaction, service: undefined }, 'field_missing', 'service', 'name what'],
    ['an empty service', { ...interaction, service: '' }, 'field_invalid', 'service', 'name what'],
    ['no user', { ...interaction, user: undefined }, 'field_missing', 'user', 'send the identity'],
    ['a null user', { ...interaction, user: null }, 'field_invalid', 'user', 'send the identity'],
    [
      'a long user',
      { ...interaction, user: 'x'.repeat(201) },
      'field_too_long',
      'user',
      'longer than 200 characters: send the identity',
    ],
    [
      'a long user of emoji, each counted once',
      { ...interaction, user: '🎉'.repeat(201) },
      'field_too_long',
      'user',
      'longer than 200 characters',
    ],
    [
      'half a character',
      { ...interaction, user: 'a\ud800' },
      'field_invalid',
      'user',
      'send valid UTF-8',
    ],
    ['an outcome of its own', { ...interaction, outcome: 'meh' }, 'field_invalid', 'outcome', 'ok'],
    [
      'neither outcome nor latency',
      { ...interaction, outcome: undefined },
      'field_missing',
      'outcome',
      'or "latencyMs", or both',
    ],
    [
      'a negative latency',
      { ...interaction, latencyMs: -1 },
      'field_invalid',
      'latencyMs',
      'send milliseconds',
    ],
    ['a score off its scale', { ...rating, score: 6 }, 'field_invalid', 'score', '1 to 5'],
    ['a score of 0', { ...rating, score: 0 }, 'field_invalid', 'score', '1 to 5'],
    ['half a score', { ...rating, score: 4.5 }, 'field_invalid', 'score', 'whole number'],
    ['a way of its own', { ...contact, via: 'pigeon' }, 'field_invalid', 'via', '"phone"'],
    ['a status of its own', { ...health, status: 'fine' }, 'field_invalid', 'status', '"up"'],
    ['no title', { ...change, title: undefined }, 'field_missing', 'title', 'say what changed'],
    [
      'a nested attribute',
      { ...interaction, attributes: { a: { b: 1 } } },
      'field_invalid',
      'attributes.a',
      'short texts, numbers and booleans',
    ],
    [
      'a long attribute',
      { ...interaction, attributes: { a: 'x'.repeat(501) } },
      'field_too_long',
      'attributes.a',
      'short texts',
    ],
    [
      'a doubtful synthetic',
      { ...interaction, synthetic: 1 },
      'field_invalid',
      'synthetic',
      'true',
    ],
  ])('%s: field and remedy are named', (_name, value, code, field, message) => {
    const refusal = refused(value);
    expect(refusal).toMatchObject({ code, message: expect.stringContaining(message) });
    expect(refusal.field).toBe(field);
  });
});
