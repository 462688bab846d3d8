import {
  fail,
  ok,
  probeLimits,
  type Probe,
  type ProbeInput,
  type ProbeResult,
  type ProbeView,
  type Result,
} from '@rollcall/shared';

/** What a probe is and how it stands. Pure: the time comes in as data. */

const dayMs = 86_400_000;

/** What holds where a definition says nothing; durations in ms. */
const defaults = { intervalMs: 60_000, timeoutMs: 10_000, slowMs: 2_000, expectStatus: '200-299' };

/** `200-299, 404` as ranges, ends included. */
const rangesOf = (expected: string): [low: number, high: number][] =>
  expected.split(',').map((part) => {
    const [low, high = low] = part.split('-').map(Number) as [number, number?];
    return [low, high];
  });

export const expects = (expected: string, status: number): boolean =>
  rangesOf(expected).some(([low, high]) => status >= low && status <= high);

const parsed = (url: string): URL | undefined => {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
};

const refuse = (field: keyof ProbeInput, detail: string, remedy: string): Result<Probe> =>
  fail('invalid', `"${field}" ${detail}`, { field, remedy });

/** The whole definition, with what was left out filled in; or what does not fit together. */
export const describeProbe = (id: string, input: ProbeInput): Result<Probe> => {
  const url = parsed(input.url);
  if (!url) return refuse('url', 'is not an address', 'send one such as https://shop.example/ping');
  if (url.username !== '' || url.password !== '') {
    return refuse(
      'url',
      'holds a user or a password, which everyone who may read would see',
      'probe an address that needs none',
    );
  }
  const method = input.method ?? 'GET';
  if (method === 'HEAD' && input.expectText !== undefined) {
    return refuse('expectText', 'cannot be found: HEAD has no text', 'send GET as the method');
  }
  const intervalMs = input.intervalMs ?? defaults.intervalMs;
  const timeoutMs = input.timeoutMs ?? Math.min(defaults.timeoutMs, intervalMs);
  if (timeoutMs > intervalMs) {
    return refuse(
      'timeoutMs',
      'is longer than the interval',
      `send at most ${intervalMs}, or a longer intervalMs`,
    );
  }
  const expectStatus = input.expectStatus?.replace(/\s/g, '') ?? defaults.expectStatus;
  const backwards = rangesOf(expectStatus).find(([low, high]) => low > high);
  if (backwards) {
    const [low, high] = backwards;
    return refuse('expectStatus', `runs backwards in ${low}-${high}`, `send ${high}-${low}`);
  }
  return ok({
    id,
    name: input.name,
    url: input.url,
    service: input.service,
    region: input.region ?? null,
    method,
    intervalMs,
    timeoutMs,
    slowMs: Math.min(input.slowMs ?? defaults.slowMs, timeoutMs),
    expectStatus,
    expectText: input.expectText ?? null,
    anyCertificate: input.anyCertificate ?? false,
  });
};

/** What decides how a check ends: where it changes, results of before say nothing any more. */
const questionOf = ({ url, method, expectStatus, expectText, anyCertificate }: Probe): string =>
  JSON.stringify([url, method, expectStatus, expectText, anyCertificate]);

export const asksTheSame = (a: Probe | undefined, b: Probe | undefined): boolean =>
  a !== undefined && b !== undefined && questionOf(a) === questionOf(b);

/** Results with one more, as many as are kept. */
export const withResult = (results: ProbeResult[], result: ProbeResult): ProbeResult[] =>
  [...results, result].slice(-probeLimits.results);

/** Whole days until a certificate ends; negative once it has. */
export const daysUntil = (endsAt: number, now: number): number =>
  Math.floor((endsAt - now) / dayMs);

/** A probe as it is shown. */
export const viewOf = (probe: Probe, results: ProbeResult[], now: number): ProbeView => {
  const last = results.at(-1) ?? null;
  const before = results.findLastIndex(({ status }) => status !== last?.status);
  const endsAt = results.findLast(({ certificateEndsAt }) => certificateEndsAt !== null);
  return {
    ...probe,
    last,
    since: results[before + 1]?.at ?? null,
    certificateDays: endsAt ? daysUntil(endsAt.certificateEndsAt!, now) : null,
    results,
  };
};
