/** What an incident cost in sign-ups and first purchases. */
export const enLost = {
  heading: 'What did not happen',
  signups: 'Sign-ups',
  firstPurchases: 'First purchases',
  about: 'about {count} fewer',
  range: '({low} to {high})',
  none: 'no loss to be seen',
  most: '(at most {high})',
  basis: '{actual} came through, {expected} expected (past weeks: {weeks})',
  regions: '– in the same regions; the step itself is not part of it',
  why: {
    no_service: 'No service is declared as this step.',
    not_here: 'Nobody was ever seen in this step here.',
    no_weeks: 'Not known yet: it takes two ordinary past weeks.',
    who: 'Not known of people who never came.',
    not_yet: 'Being worked out.',
  },
};
