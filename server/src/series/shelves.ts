const hoursADay = 24;
/** Hours of so many days lie in one key. */
const hoursAPeriod = 28 * hoursADay;

/** Series are kept by the minute for days, and by the hour for a year. */
export type Grain = 'minutes' | 'hours';

/** A key of packed values: minutes of a day, or hours of 28 days; numbered since the epoch. */
export interface Shelf {
  grain: Grain;
  number: number;
}

/** Where the values of an hour (whole hours since the epoch) lie. */
export const shelfOf = (grain: Grain, hour: number): Shelf => ({
  grain,
  number: Math.floor(hour / (grain === 'minutes' ? hoursADay : hoursAPeriod)),
});

/** The first hour behind a key. */
export const endOf = ({ grain, number }: Shelf): number =>
  (number + 1) * (grain === 'minutes' ? hoursADay : hoursAPeriod);

/** Hours by the number of their key. */
export const byShelf = (grain: Grain, hours: Iterable<number>): Map<number, number[]> => {
  const shelves = new Map<number, number[]>();
  for (const hour of hours) {
    const { number } = shelfOf(grain, hour);
    const list = shelves.get(number);
    if (list) list.push(hour);
    else shelves.set(number, [hour]);
  }
  return shelves;
};
