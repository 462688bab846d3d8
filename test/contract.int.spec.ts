import { gzipSync } from 'node:zlib';
import type { Signal } from '@rollcall/shared';
import { countersOf, untilFolded } from './harness/metrics.js';
import { accepted, json, ndjson, problem, refusal, send } from './harness/raw.js';
import { flavour } from './harness/redis.js';
import { setStage, type Stage } from './harness/stage.js';
import { until } from './harness/until.js';

/** What senders may rely on, tried from outside: what is taken, what is refused, and in which words. */

const minute = 60_000;
const day = 24 * 60 * minute;

const tried = (more: object = {}): Signal & Record<string, unknown> => ({
  kind: 'interaction',
  at: Date.now(),
  service: 'play',
  user: 'u-1',
  outcome: 'ok',
  ...more,
});

const lines = (...signals: unknown[]): string =>
  signals.map((s) => (typeof s === 'string' ? s : JSON.stringify(s))).join('\n');

describe(`signals over HTTP, on ${flavour}`, () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage();
  });
  afterAll(() => stage?.cleanup.run());

  const post = (body: unknown, headers: Record<string, string> = {}) =>
    send(stage.client, typeof body === 'string' ? body : JSON.stringify(body), headers);
  const both = async (bad: unknown) => refusal(accepted(await post([tried(), bad])));

  describe('what is taken', () => {
    it('one signal, an array, NDJSON with and without a last newline', async () => {
      expect(accepted(await post(tried()))).toEqual({ accepted: 1, rejected: [] });
      expect(accepted(await post([tried(), tried()])).accepted).toBe(2);
      const two = lines(tried(), tried());
      expect(accepted(await post(two, { 'content-type': ndjson })).accepted).toBe(2);
      expect(accepted(await post(`${two}\r\n\n`, { 'content-type': ndjson })).accepted).toBe(2);
    });

    it('a content type with a charset', async () => {
      expect(
        accepted(await post(tried(), { 'content-type': `${json}; charset=utf-8` })).accepted,
      ).toBe(1);
    });

    it('gzip, of either form', async () => {
      const gzip = { 'content-encoding': 'gzip' };
      const zipped = new Uint8Array(gzipSync(JSON.stringify([tried(), tried()])));
      expect(accepted(await send(stage.client, zipped, gzip)).accepted).toBe(2);
      const rows = new Uint8Array(gzipSync(lines(tried(), tried(), tried())));
      const sent = await send(stage.client, rows, { ...gzip, 'content-type': ndjson });
      expect(accepted(sent).accepted).toBe(3);
    });

    it('all kinds', async () => {
      const { user: _, outcome: __, ...bare } = tried();
      const kinds = [
        tried({ outcome: undefined, latencyMs: 12.5 }),
        { ...bare, kind: 'rating', user: 'u-1', scale: 'nps', score: 0, comment: 'Grüße 🎉' },
        { ...bare, kind: 'contact', user: 'u-1', via: 'phone', sentiment: -0.5 },
        { ...bare, kind: 'health', source: 'pinger', status: 'down', requests: 10, errors: 3 },
        { ...bare, kind: 'change', title: 'Deploy 7' },
      ];
      expect(accepted(await post(kinds))).toEqual({ accepted: 5, rejected: [] });
    });

    it('times a little ahead, and as old as a few days', async () => {
      const now = Date.now();
      const times = [now + 4 * minute, new Date(now).toISOString(), now - 2 * day];
      expect(accepted(await post(times.map((at) => tried({ at })))).accepted).toBe(3);
    });
  });

  describe('what is refused by name while the rest is taken', () => {
    it.each<[string, object, object]>([
      ['an unknown kind', { kind: 'guess' }, { code: 'unknown_kind' }],
      ['a missing user', { user: undefined }, { code: 'field_missing', field: 'user' }],
      ['a missing time', { at: undefined }, { code: 'field_missing', field: 'at' }],
      [
        'a service too long',
        { service: 'x'.repeat(101) },
        { code: 'field_too_long', field: 'service' },
      ],
      ['a user too long', { user: 'x'.repeat(201) }, { code: 'field_too_long', field: 'user' }],
      ['a user too long, an emoji counting once', { user: '🎉'.repeat(201) }, { field: 'user' }],
      ['an empty service', { service: '' }, { code: 'field_invalid', field: 'service' }],
      ['a number for a name', { user: 5 }, { code: 'field_invalid', field: 'user' }],
      ['an outcome nobody knows', { outcome: 'meh' }, { code: 'field_invalid', field: 'outcome' }],
      ['neither outcome nor latency', { outcome: undefined }, { code: 'field_missing' }],
      ['a negative latency', { latencyMs: -1 }, { code: 'field_invalid', field: 'latencyMs' }],
      ['a time that is none', { at: 'yesterday' }, { field: 'at' }],
      ['a day that is none', { at: '2026-02-30T10:00:00Z' }, { field: 'at' }],
      ['6 minutes ahead', { at: Date.now() + 6 * minute }, { code: 'at_in_future', field: 'at' }],
      ['a year ago', { at: Date.now() - 365 * day }, { code: 'at_too_old', field: 'at' }],
      ['seconds for milliseconds', { at: Math.floor(Date.now() / 1_000) }, { code: 'at_too_old' }],
    ])('%s', async (_, wrong, expected) => {
      const found = await both(tried(wrong));
      expect(found).toMatchObject({ index: 1, ...expected });
      expect(found.message.length).toBeGreaterThan(10);
    });

    it('a score outside its scale', async () => {
      const rating = { ...tried(), kind: 'rating', outcome: undefined, scale: 'csat', score: 6 };
      expect(await both(rating)).toMatchObject({ field: 'score', code: 'field_invalid' });
    });

    it.each([[null], [5], ['text'], [[]]])('%j where a signal should be', async (thing) => {
      expect(await both(thing)).toMatchObject({ index: 1 });
    });

    it('a broken line, by its number, empty lines counted', async () => {
      const body = lines(tried(), '', '{"kind": "inter', tried());
      const sent = accepted(await post(body, { 'content-type': ndjson }));
      expect(sent).toMatchObject({ accepted: 2, rejected: [{ index: 2, code: 'not_json' }] });
    });

    it('keys that mean something to JavaScript do no harm', async () => {
      const body = `{"__proto__": {"kind": "x"}, "constructor": 1, ${JSON.stringify(tried()).slice(1)}`;
      expect((await post(body)).status).toBe(202);
    });
  });

  describe('what is refused whole', () => {
    it('a body that is not JSON', async () => {
      for (const body of ['{"kind": ', '', '{}{}', '{"kind":\n"int']) {
        problem(await post(body), 400, 'not_json');
      }
    });

    it('a body that is not JSON, and its Idempotency-Key is as good as new', async () => {
      const key = { 'idempotency-key': 'not-json-at-first' };
      problem(await post('{"kind": ', key), 400, 'not_json');
      accepted(await post(tried(), key));
    });

    it('nothing valid, with the reason of the first', async () => {
      const found = problem(await post([tried({ user: '' })]), 400, 'nothing_valid');
      expect(JSON.stringify(found)).toContain('user');
      problem(await post([]), 400, 'nothing_valid');
      problem(await post('\n\n', { 'content-type': ndjson }), 400, 'nothing_valid');
      const broken = problem(
        await post('{"a\n{"b', { 'content-type': ndjson }),
        400,
        'nothing_valid',
      );
      expect(JSON.stringify(broken)).toContain('line 1');
    });

    it('another content type', async () => {
      problem(await post('<a/>', { 'content-type': 'text/xml' }), 415, 'wrong_content_type');
      problem(await post(tried(), { 'content-type': 'text/plain' }), 415, 'wrong_content_type');
      const encoded = { 'content-encoding': 'compress' };
      problem(await post(tried(), encoded), 415, 'wrong_content_type');
    });

    it('gzip that is none', async () => {
      problem(await post(tried(), { 'content-encoding': 'gzip' }), 400, 'invalid');
    });

    it('a body that is too large, also when it only unpacks to that', async () => {
      const padded = lines(...Array.from({ length: 3_000 }, () => tried({ x: 'y'.repeat(3_000) })));
      // who still writes when the answer comes may see a broken pipe instead of it
      problem(
        await until('an answer', () => post(padded, { 'content-type': ndjson })),
        413,
        'too_large',
      );
      const zipped = new Uint8Array(gzipSync(padded));
      expect(zipped.length).toBeLessThan(100_000);
      const gzip = { 'content-encoding': 'gzip', 'content-type': ndjson };
      problem(await send(stage.client, zipped, gzip), 413, 'too_large');
    });

    it('a gzip bomb, without unpacking it', async () => {
      const bomb = new Uint8Array(gzipSync(Buffer.alloc(300 * 1_048_576, 32), { level: 9 }));
      const before = performance.now();
      problem(await send(stage.client, bomb, { 'content-encoding': 'gzip' }), 413, 'too_large');
      expect(performance.now() - before).toBeLessThan(1_500);
      expect((await stage.client.fetch('/healthz')).status).toBe(200);
    });
  });

  it('every answer tells browsers what to refuse: a page, nowhere, a view, a failure', async () => {
    const { client } = stage;
    const sends = (body: string) => client.fetch('/api/v1/signals', { method: 'POST', body });
    const asked = [
      client.fetch('/'),
      client.fetch('/api/v1/nowhere'),
      client.fetch('/api/v1/live'),
    ];
    for (const { headers } of await Promise.all([...asked, sends('{'), sends('')])) {
      expect(headers.get('content-security-policy')).toContain("default-src 'self'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    }
  });

  it('counts exactly what it accepted', async () => {
    const { accepted: all } = await countersOf(stage.client);
    expect(all).toBeGreaterThan(30);
    await untilFolded(stage.client, all);
    expect(await countersOf(stage.client)).toMatchObject({ accepted: all, folded: all });
  });
});
