/**
 * What a vote is made of: how the last attempt of a user in a slice went, for the customer of that time.
 * Columns, so that a million take some 25 MB and no garbage.
 */
export interface Ballots {
  length: number;
  /** −1: not known; then the user votes for themselves. */
  customer: Int32Array;
  user: Int32Array;
  slice: Uint16Array;
  /** Event time, epoch ms. */
  at: Float64Array;
  /** In quarters: see `scoreOf`. */
  score: Uint8Array;
}

/** A vote of all is well, in quarters. */
export const fullScore = 4;

/** What each outcome is worth, in quarters, by its code: as in Apdex, slow counts half. */
export const scoreOfOutcome = [fullScore, fullScore / 2, 0] as const;

/**
 * What a step of five minutes is worth, of which it is only known what it holds: who got through beside a
 * failure got through in the end; ok and slow are worth their mean.
 */
export const scoreOfStep = (ok: boolean, slow: boolean): number =>
  ok ? (slow ? 3 : fullScore) : slow ? 2 : 0;

/** Ballots as they come in. */
export class BallotBox {
  private made: Ballots;

  constructor(capacity = 1_024) {
    this.made = columns(capacity);
  }

  add(customer: number, user: number, slice: number, at: number, score: number): void {
    if (this.made.length === this.made.user.length) this.grow();
    const { made } = this;
    const place = made.length++;
    made.customer[place] = customer;
    made.user[place] = user;
    made.slice[place] = slice;
    made.at[place] = at;
    made.score[place] = score;
  }

  get ballots(): Ballots {
    return this.made;
  }

  private grow(): void {
    const { made } = this;
    const larger = columns(made.length * 2);
    larger.length = made.length;
    for (const name of ['customer', 'user', 'slice', 'at', 'score'] as const)
      larger[name].set(made[name]);
    this.made = larger;
  }
}

const columns = (capacity: number): Ballots => ({
  length: 0,
  customer: new Int32Array(capacity),
  user: new Int32Array(capacity),
  slice: new Uint16Array(capacity),
  at: new Float64Array(capacity),
  score: new Uint8Array(capacity),
});
