import { probeLimits, type ProbeInput, type ProbeResult } from '@rollcall/shared';
import { asksTheSame, describeProbe, expects, viewOf, withResult } from './probe.js';

const input: ProbeInput = { name: 'Shop', url: 'https://shop.example/', service: 'shop' };

const probeOf = (over: Partial<ProbeInput> = {}) => {
  const described = describeProbe('shop', { ...input, ...over });
  if (!described.ok) throw new Error(described.error.detail);
  return described.value;
};

const refusal = (over: Partial<ProbeInput>) => {
  const described = describeProbe('shop', { ...input, ...over });
  return described.ok ? undefined : { ...described.error };
};

const result = (over: Partial<ProbeResult> = {}): ProbeResult => ({
  at: 0,
  status: 'up',
  latencyMs: 20,
  httpStatus: 200,
  reason: null,
  remedy: null,
  certificateEndsAt: null,
  ...over,
});

describe('a probe', () => {
  it('says everything that holds for it', () => {
    expect(probeOf()).toEqual({
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
      expectText: null,
      anyCertificate: false,
    });
    expect(probeOf({ intervalMs: 5_000 })).toMatchObject({ timeoutMs: 5_000, slowMs: 2_000 });
    expect(probeOf({ timeoutMs: 500 })).toMatchObject({ timeoutMs: 500, slowMs: 500 });
    expect(probeOf({ expectStatus: ' 200 - 204, 404 ' }).expectStatus).toBe('200-204,404');
  });

  it.each([
    [{ url: 'http://:80' }, 'url'],
    [{ url: 'https://me:secret@shop.example/' }, 'url'],
    [{ method: 'HEAD', expectText: 'Welcome' }, 'expectText'],
    [{ intervalMs: 5_000, timeoutMs: 6_000 }, 'timeoutMs'],
    [{ expectStatus: '299-200' }, 'expectStatus'],
  ] as [Partial<ProbeInput>, string][])('%j does not fit together', (over, field) => {
    expect(refusal(over)).toMatchObject({
      code: 'invalid',
      field,
      remedy: expect.stringMatching(/send|probe/),
    });
  });

  it.each([
    ['200-299', 200, true],
    ['200-299', 299, true],
    ['200-299', 300, false],
    ['200,404', 404, true],
    ['200,404', 403, false],
  ])('that expects %s takes %i: %s', (expected, status, taken) => {
    expect(expects(expected, status)).toBe(taken);
  });

  it('asks something else once address, method or expectation change, not once its pace does', () => {
    expect(asksTheSame(probeOf(), probeOf({ intervalMs: 5_000, name: 'x' }))).toBe(true);
    expect(asksTheSame(probeOf(), probeOf({ expectText: 'x' }))).toBe(false);
    expect(asksTheSame(probeOf(), probeOf({ url: 'https://shop.example/a' }))).toBe(false);
    expect(asksTheSame(undefined, probeOf())).toBe(false);
  });
});

describe('how a probe stands', () => {
  it('is nothing before the first check', () => {
    expect(viewOf(probeOf(), [], 0)).toMatchObject({ last: null, since: null, results: [] });
  });

  it('is its last result, and since when it has been like that', () => {
    const results = [
      result({ at: 1 }),
      result({ at: 2, status: 'down' }),
      result({ at: 3, status: 'down' }),
    ];
    expect(viewOf(probeOf(), results, 4)).toMatchObject({ last: { at: 3 }, since: 2 });
    expect(viewOf(probeOf(), results.slice(0, 1), 4)).toMatchObject({ last: { at: 1 }, since: 1 });
  });

  it('is the certificate that was seen last, also while no answer comes', () => {
    const day = 86_400_000;
    const results = [
      result({ certificateEndsAt: 13.5 * day }),
      result({ at: day, status: 'down' }),
    ];
    expect(viewOf(probeOf(), results, day).certificateDays).toBe(12);
    expect(viewOf(probeOf(), results, 15 * day).certificateDays).toBe(-2);
  });

  it('keeps the last 20 results', () => {
    let results: ProbeResult[] = [];
    for (let at = 0; at < 30; at++) results = withResult(results, result({ at }));
    expect(results.map(({ at }) => at)).toEqual(
      Array.from({ length: probeLimits.results }, (_, i) => i + 10),
    );
  });
});
