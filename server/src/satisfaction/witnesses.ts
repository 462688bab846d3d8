import type { Ballots } from './ballots.js';
import { partOf } from './tally.js';

const metInTrouble = 128;

/**
 * Who tells how busy an hour is beside the trouble: users who were beside it in another past week too, and in
 * trouble in none. Those whom the trouble drives elsewhere are no witnesses: in past weeks most of them were in it,
 * or nowhere.
 *
 * Of today, too, one of the weeks is left out for each user, so that it asks for no less than a past week does.
 *
 * @param weeks seven at the most
 * @returns by hour: undefined for today, else the place in `weeks`
 */
export const witnessesOf = (
  weeks: readonly Ballots[],
  troubled: ReadonlySet<number>,
): ((week?: number) => (user: number) => boolean) => {
  let users = 0;
  for (const { length, user } of weeks)
    for (let i = 0; i < length; i++) if (user[i] >= users) users = user[i] + 1;
  const marks = new Uint8Array(users);
  weeks.forEach(({ length, user, slice }, week) => {
    for (let i = 0; i < length; i++)
      marks[user[i]] |= troubled.has(slice[i]) ? metInTrouble : 1 << week;
  });
  return (week) => (user) => {
    const mark = marks[user] ?? 0;
    const others = mark & ~(1 << (week ?? partOf(user) % Math.max(1, weeks.length)));
    return mark < metInTrouble && others !== 0;
  };
};
