import type { Probe } from '@rollcall/shared';
import { explainTrouble } from './trouble.js';
import { verdictOf, type Look } from './verdict.js';

const day = 86_400_000;

const probe: Probe = {
  id: 'shop',
  name: 'Shop',
  url: 'https://shop.example/',
  service: 'shop',
  region: null,
  method: 'GET',
  intervalMs: 60_000,
  timeoutMs: 10_000,
  slowMs: 2_000,
  expectStatus: '200-299',
  expectText: 'Welcome',
  anyCertificate: false,
};

const look = (over: Partial<Look> = {}): Look => ({
  at: 100 * day,
  tookMs: 120,
  trouble: null,
  httpStatus: 200,
  text: '<h1>Welcome</h1>',
  certificateEndsAt: 160 * day,
  ...over,
});

describe('the verdict on a look', () => {
  it('is up when all is as expected', () => {
    expect(verdictOf(probe, look())).toEqual({
      at: 100 * day,
      status: 'up',
      latencyMs: 120,
      httpStatus: 200,
      reason: null,
      remedy: null,
      certificateEndsAt: 160 * day,
    });
  });

  it.each([
    [{ httpStatus: 503 }, 'it answered 503, and 200-299 is expected'],
    [{ httpStatus: 404 }, 'it answered 404, and 200-299 is expected'],
    [{ text: 'Sorry' }, 'the text "Welcome" is not in the first 256 KB'],
    [{ certificateEndsAt: 99.5 * day }, 'the certificate ended less than a day ago'],
    [{ certificateEndsAt: 90 * day }, 'the certificate ended 9 days ago'],
  ] as [Partial<Look>, string][])('is down: %j', (over, reason) => {
    expect(verdictOf(probe, look(over))).toMatchObject({
      status: 'down',
      latencyMs: 120,
      reason,
      remedy: expect.stringMatching(/^(look|open|renew)/),
    });
  });

  it.each([
    [{ tookMs: 2_001 }, 'it took 2001 ms, more than 2000 ms'],
    [{ certificateEndsAt: 113.9 * day }, 'the certificate ends in 13 days'],
    [{ certificateEndsAt: 101.5 * day }, 'the certificate ends in 1 day'],
    [{ certificateEndsAt: 100.5 * day }, 'the certificate ends in less than a day'],
    [
      { certificateEndsAt: 102 * day, tookMs: 3_000 },
      'the certificate ends in 2 days; it took 3000 ms, more than 2000 ms',
    ],
  ] as [Partial<Look>, string][])('is degraded: %j', (over, reason) => {
    expect(verdictOf(probe, look(over))).toMatchObject({ status: 'degraded', reason });
  });

  it('is up with exactly 14 days and exactly the slow limit', () => {
    expect(verdictOf(probe, look({ certificateEndsAt: 114 * day, tookMs: 2_000 })).status).toBe(
      'up',
    );
  });

  it('has no latency where no answer came', () => {
    const trouble = { reason: 'nothing listens there', remedy: 'start it' };
    expect(verdictOf(probe, look({ trouble, httpStatus: null }))).toMatchObject({
      status: 'down',
      latencyMs: null,
      ...trouble,
    });
  });
});

describe('what went wrong, in words', () => {
  const coded = (code: string): Error => Object.assign(new Error('x'), { code });

  it.each([
    [coded('ENOTFOUND'), 'its name is not known'],
    [coded('ENETUNREACH'), 'there is no way to its machine'],
    [coded('SELF_SIGNED_CERT_IN_CHAIN'), 'its certificate does not lead to an authority'],
    [coded('ERR_SSL_WRONG_VERSION_NUMBER'), 'it does not speak TLS there'],
    [coded('HPE_INVALID_CONSTANT'), 'what it answers is not HTTP'],
    [coded('Z_DATA_ERROR'), 'its answer could not be unpacked'],
    [coded('ESOMETHING'), 'it failed while connecting: x'],
    [new AggregateError([coded('ECONNREFUSED'), coded('x')]), 'nothing listens there'],
    [
      new DOMException('', 'TimeoutError'),
      'no whole answer within 500 ms: time ran out while conn',
    ],
  ])('%s', (error, words) => {
    const { reason, remedy } = explainTrouble(error, 'connect', 500);
    expect(reason).toContain(words);
    expect(remedy.length).toBeGreaterThan(10);
  });
});
