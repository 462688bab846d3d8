/**
 * The share of traces a consistent probability sampler keeps, by the rejection threshold `th` in the
 * tracestate's `ot` entry (opentelemetry.io/docs/specs/otel/trace/tracestate-probability-sampling):
 * hex of up to 14 digits, trailing zeros left out; probability 1 − T / 2^56.
 *
 * @returns 0 < p ≤ 1; undefined where the tracestate says nothing that can be read
 */
export const samplingOf = (traceState: string): number | undefined => {
  const entry = /(?:^|,)\s*ot=([^,]*)/.exec(traceState)?.[1];
  const threshold =
    entry === undefined ? undefined : /(?:^|;)th:([0-9a-f]{1,14})(?:;|$)/i.exec(entry.trim())?.[1];
  if (threshold === undefined) return undefined;
  const kept = 1 - Number.parseInt(threshold.padEnd(14, '0'), 16) / 2 ** 56;
  return kept > 0 ? kept : undefined;
};
