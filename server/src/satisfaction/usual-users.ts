import type { Ballots } from './ballots.js';

/** One more than the largest number in a column, and 0 for none. */
const endOf = (hours: readonly Ballots[], column: 'customer' | 'user'): number => {
  let end = 0;
  for (const { length, [column]: numbers } of hours)
    for (let i = 0; i < length; i++) if (numbers[i] >= end) end = numbers[i] + 1;
  return end;
};

/**
 * How many users of a customer come in one of the hours in which any does, on average; 0 for who never came.
 * What a part of a customer's vote hangs on when some of its users are missing.
 *
 * An hour's own users are left out where the hour is weighed: a mean that holds them would make their weight come
 * out right, and that of today, which is not in it, too large.
 */
export const usualUsersOf = (
  hours: readonly Ballots[],
): ((customer: number, exceptHour?: number) => number) => {
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
  return (customer, exceptHour) => {
    let [sum, times] = [0, 0];
    if (customer < customers)
      users.forEach((came, hour) => {
        if (hour === exceptHour || came[customer] === 0) return;
        sum += came[customer];
        times++;
      });
    if (times === 0) return 0;
    const mean = sum / times;
    // the inverse of a mean of few is too large; users beyond the first vary like a Poisson number
    return mean + (mean - 1) / (times * mean);
  };
};
