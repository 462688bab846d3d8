import { Door, type SourceView } from '@rollcall/shared';
import { quantile } from './histogram.js';

/** Minutes that `lastHour` reaches back, and that lag is measured over. */
export const hourMinutes = 60;
export const lagMinutes = 5;

type Fields = Readonly<Record<string, string>>;

/** What Redis holds of the register, read at one moment. */
export interface StoredSources {
  /** Source and when it was last heard of, wall clock, epoch ms. */
  seen: readonly (readonly [id: string, at: number])[];
  /** Hashes of the sources, in the order of `seen`. */
  totals: readonly Fields[];
  /** Hashes of the last 60 full minutes and the present one, oldest first. */
  minutes: readonly Fields[];
  /** Lag histograms of the last minutes. */
  lags: readonly Fields[];
}

const number = (text: string | undefined): number => Number(text ?? 0);
const optional = (text: string | undefined): number | null =>
  text === undefined ? null : Number(text);

/** Histograms by source: the fields are `<bucket>:<id>`. */
const lagOf = (lags: readonly Fields[]): Map<string, Map<number, number>> => {
  const found = new Map<string, Map<number, number>>();
  for (const fields of lags) {
    for (const [field, n] of Object.entries(fields)) {
      const colon = field.indexOf(':');
      const id = field.slice(colon + 1);
      const histogram = found.get(id) ?? new Map<number, number>();
      found.set(id, histogram);
      const bucket = Number(field.slice(0, colon));
      histogram.set(bucket, (histogram.get(bucket) ?? 0) + Number(n));
    }
  }
  return found;
};

const quantiles = (lag: Map<number, number> | undefined): SourceView['lagMs'] => {
  if (!lag) return null;
  const of = (q: number): number => Math.round(quantile(lag, q) ?? 0);
  return { median: of(0.5), p95: of(0.95) };
};

const droppedOf = (fields: Fields): SourceView['dropped'] =>
  Object.entries(fields)
    .filter(([field]) => field.startsWith('d:'))
    .map(([field, n]) => {
      const reason = field.slice(2);
      return { reason, count: Number(n), example: fields[`x:${reason}`] ?? null };
    })
    .sort((a, b) => b.count - a.count);

/** The register as it is shown, last heard first. */
export const sourceViews = ({ seen, totals, minutes, lags }: StoredSources): SourceView[] => {
  const lag = lagOf(lags);
  return seen.map(([id, seenAt], i) => {
    const fields = totals[i];
    const sum = (field: string): number =>
      minutes.reduce((total, minute) => total + number(minute[`${field}:${id}`]), 0);
    const interactions = sum('i');
    const lastHour = minutes.slice(0, hourMinutes).map((minute) => number(minute[`a:${id}`]));
    const colon = id.indexOf(':');
    return {
      id,
      door: Door.parse(id.slice(0, colon)),
      name: id.slice(colon + 1),
      seenAt,
      perMinute: lastHour.at(-1) ?? 0,
      lastHour,
      accepted: number(fields['accepted']),
      dropped: droppedOf(fields),
      lagMs: quantiles(lag.get(id)),
      skewMs: optional(fields['skewMs']),
      identified: interactions === 0 ? null : Math.min(1, sum('k') / interactions),
      sampling: optional(fields['sampling']),
      lastError: fields['error']
        ? (JSON.parse(fields['error']) as NonNullable<SourceView['lastError']>)
        : null,
    };
  });
};
