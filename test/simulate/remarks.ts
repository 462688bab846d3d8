import type { Random } from '../people/random.js';
import type { Contacted, Rated } from './happening.js';

/** What people say, by how it went. */

/** `fine`: it worked; `bumpy`: it worked in the end, or slowly; `lost`: it didn't. */
export type Mood = 'fine' | 'bumpy' | 'lost';

/** Weights of 1 to 5. */
const csat: Record<Mood, readonly number[]> = {
  fine: [2, 3, 9, 36, 50],
  bumpy: [14, 26, 32, 20, 8],
  lost: [58, 27, 10, 3, 2],
};

/** Weights of 0 to 10. */
const nps: Record<Mood, readonly number[]> = {
  fine: [1, 0, 1, 1, 1, 4, 6, 14, 24, 24, 24],
  bumpy: [5, 4, 6, 8, 9, 16, 16, 16, 11, 5, 4],
  lost: [24, 14, 14, 12, 9, 11, 6, 4, 3, 2, 1],
};

const comments: Record<Mood, readonly string[]> = {
  fine: ['Works well.', 'Always there when I want it.', 'Nice.'],
  bumpy: ['Took several attempts.', 'So slow tonight.', 'Had to use another device.'],
  lost: [
    'Nothing works.',
    'Still an error after an hour.',
    'The evening is ruined.',
    'Nobody tells us anything.',
  ],
};

export const ratingOf = (
  random: Random,
  mood: Mood,
): Pick<Rated, 'scale' | 'score' | 'comment'> => {
  const scale = random.chance(0.75) ? 'csat' : 'nps';
  const weights = scale === 'csat' ? csat[mood] : nps[mood];
  const lowest = scale === 'csat' ? 1 : 0;
  const score = random.weighted(weights.map((weight, i) => [weight, i + lowest] as const));
  return random.chance(0.25)
    ? { scale, score, comment: random.pick(comments[mood]) }
    : { scale, score };
};

export const contactOf = (random: Random): Pick<Contacted, 'via' | 'sentiment'> => ({
  via: random.weighted([
    [40, 'phone'],
    [30, 'chat'],
    [20, 'social'],
    [7, 'email'],
    [3, 'review'],
  ] as const),
  sentiment: -random.int(30, 95) / 100,
});
