import type { CurvePoint, Impact } from '@rollcall/shared';

/** A point of the curve as of a time. */
export const curvePoint = (at: number, { customers, users, silent }: Impact): CurvePoint => {
  const counts = ({ failing, unseen, recovered }: Impact['users']): CurvePoint['users'] => ({
    failing,
    unseen,
    recovered,
  });
  return { at, customers: counts(customers), users: counts(users), silent };
};

/** Some 40 bytes: the time first, then customers, users, and the silent if there is an estimate. */
export const packPoint = ({ at, customers: c, users: u, silent }: CurvePoint): string =>
  [
    ...[at, c.failing, c.unseen, c.recovered, u.failing, u.unseen, u.recovered],
    ...(silent ? [silent.estimate, silent.low, silent.high] : []),
  ].join();

export const unpackPoint = (text: string): CurvePoint => {
  const numbers = text.split(',').map(Number);
  const counts = (from: number): CurvePoint['users'] => ({
    failing: numbers[from],
    unseen: numbers[from + 1],
    recovered: numbers[from + 2],
  });
  const [estimate, low, high] = numbers.slice(7);
  return {
    at: numbers[0],
    customers: counts(1),
    users: counts(4),
    silent: numbers.length > 7 ? { estimate, low, high } : null,
  };
};

const nobody = { failing: 0, unseen: 0, recovered: 0 };

/**
 * The curve from the onset on: nobody had failed before it. What was counted before the first point (an
 * incident is opened after its onset) is not known any more.
 * @param newest the counts as of now; left out where they are of another generation
 */
export const wholeCurve = (
  onset: number,
  points: readonly CurvePoint[],
  newest: CurvePoint | undefined,
): CurvePoint[] => {
  const all = [...points];
  if (newest && newest.at > (all.at(-1)?.at ?? -Infinity)) all.push(newest);
  const first = all.at(0);
  if (!first || first.at <= onset) return all;
  return [{ at: onset, customers: nobody, users: nobody, silent: null }, ...all];
};
