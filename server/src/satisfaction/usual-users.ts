import type { Ballots } from './ballots.js';

/** One more than the largest number in a column, and 0 for none. */
const endOf = (hours: readonly Ballots[], column: 'customer' | 'user'): number => {
  let end = 0;
  for (const { length, [column]: numbers } of hours)
    for (let i = 0; i < length; i++) if (numbers[i] >= end) end = numbers[i] + 1;
  return end;
};

/** How many users of a customer come in an hour in which any does. */
export interface UsualUsers {
  /** On average; 0 for who never came. */
  mean: (customer: number) => number;
  /** In which share of these hours it is one alone, without whom the customer would not be there. */
  alone: (customer: number) => number;
}

/**
 * The users that past weeks lead one to expect of each customer: what a part of a customer's vote hangs on when
 * some of its users are missing, and how far more or fewer users make more or fewer voters.
 *
 * An hour's own users are left out where the hour is weighed: a mean that holds them would make their weight come
 * out right, and that of today, which is not in it, too large.
 *
 * @returns by the hour that is weighed, as its place in `hours`; undefined: none of them
 */
export const usualUsersOf = (hours: readonly Ballots[]): ((exceptHour?: number) => UsualUsers) => {
  const customers = endOf(hours, 'customer');
  const users = hours.map(() => new Uint32Array(customers));
  const seenIn = new Uint8Array(endOf(hours, 'user'));
  hours.forEach(({ length, customer, user }, hour) => {
    for (let i = 0; i < length; i++) {
      if (customer[i] < 0 || seenIn[user[i]] === hour + 1) continue;
      seenIn[user[i]] = hour + 1;
      users[hour][customer[i]]++;
    }
  });
  const over =
    (ofHour: (came: number) => number, of: (sum: number, times: number) => number) =>
    (exceptHour?: number) =>
    (customer: number): number => {
      let [sum, times] = [0, 0];
      if (customer < customers)
        users.forEach((came, hour) => {
          if (hour === exceptHour || came[customer] === 0) return;
          sum += ofHour(came[customer]);
          times++;
        });
      return times === 0 ? 0 : of(sum / times, times);
    };
  // the inverse of a mean of few is too large; users beyond the first vary like a Poisson number
  const mean = over(
    (came) => came,
    (found, times) => found + (found - 1) / (times * found),
  );
  const alone = over(
    (came) => (came === 1 ? 1 : 0),
    (found) => found,
  );
  return (exceptHour) => ({ mean: mean(exceptHour), alone: alone(exceptHour) });
};
