import { fullScore, type Ballots } from './ballots.js';
import { all, beside, type Groups } from './groups.js';

/**
 * Votes of some groups: how many, their sum, the sum of their squares; a vote is from 0 to 1. Of groups in trouble,
 * and beside it, `n` is the part of the votes that hangs on the users met there.
 */
export interface VoteSums {
  n: Float64Array;
  sum: Float64Array;
  square: Float64Array;
}

export interface Tally extends VoteSums {
  groups: Groups;
  /** Voters by group and part (`group * parts + part`): a part of all customers, always the same ones. */
  byPart: Float64Array;
  /** Voters who are users without a known customer. */
  unidentified: number;
  /** Of who met more than one channel: 1 − the difference between their best and worst. */
  consistency: { n: number; sum: number; square: number };
  /** Voters of the marked. */
  marked: number;
}

/** Parts that voters are dealt into, to learn how far a number hangs on who was there. */
export const parts = 32;

export interface Asked {
  ballots: Ballots;
  groups: Groups;
  /** Type and stage of a customer as `type * stages + stage`; −1: they have no vote here. */
  kindOf: (customer: number) => number;
  stages: number;
  /** Whether users without a known customer vote. */
  unidentified: boolean;
  /** Whether a user tells how busy it is beside the trouble. Left out: each does. */
  isWitness?: (user: number) => boolean;
  /** How many users of a customer come in an hour, on average; 0: not known. Left out: never known. */
  usualUsers?: (customer: number) => number;
  /** Voters to be counted apart. */
  marked?: ReadonlySet<number>;
}

/** One number for each voter: a customer, or a user nobody is known to pay for. */
export const voterKey = (customer: number, user: number): number =>
  customer >= 0 ? customer : -1 - user;

/** The part that a voter is dealt into, always the same. */
export const partOf = (key: number): number => {
  let hash = Math.imul(key ^ (key >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % parts;
};

/** Voters between two moments of rest. */
const stride = 4_096;
/** Up to so many ballots of a voter are put in order by insertion. */
const few = 32;

class Counter implements Iterable<void> {
  readonly tally: Tally;
  /** Ballots by voter: the last of each, and the one before each; −1: none. */
  private readonly ofCustomer: Int32Array;
  private readonly ofUser: Int32Array;
  private readonly before: Int32Array;
  private own: number[] = [];
  /** By group: the worst score of the user at hand, and the voter's sum over their users so far. */
  private readonly worst: Uint8Array;
  private readonly total: Float64Array;
  private readonly users: Uint32Array;
  private readonly userGroups: number[] = [];
  private readonly voterGroups: number[] = [];
  private readonly userStamp: Uint32Array;

  constructor(private readonly asked: Asked) {
    const { ballots, groups } = asked;
    const count = groups.list.length;
    const [n, sum, square, total] = [0, 1, 2, 3].map(() => new Float64Array(count));
    this.tally = {
      groups,
      n,
      sum,
      square,
      byPart: new Float64Array(count * parts),
      unidentified: 0,
      consistency: { n: 0, sum: 0, square: 0 },
      marked: 0,
    };
    this.total = total;
    this.worst = new Uint8Array(count);
    this.users = new Uint32Array(count);
    this.userStamp = new Uint32Array(count);
    let [customers, users] = [0, 0];
    for (let i = 0; i < ballots.length; i++) {
      if (ballots.customer[i] >= customers) customers = ballots.customer[i] + 1;
      else if (ballots.customer[i] < 0 && ballots.user[i] >= users) users = ballots.user[i] + 1;
    }
    this.ofCustomer = new Int32Array(customers).fill(-1);
    this.ofUser = new Int32Array(users).fill(-1);
    this.before = new Int32Array(ballots.length);
  }

  *[Symbol.iterator](): Generator<void> {
    const { ballots, groups, unidentified, kindOf } = this.asked;
    for (let i = 0; i < ballots.length; i++) {
      if (i % (stride * 8) === stride) yield;
      const customer = ballots.customer[i];
      if ((groups.ofSlice[ballots.slice[i]]?.length ?? 0) === 0) continue;
      const [chain, owner] =
        customer >= 0 ? [this.ofCustomer, customer] : [this.ofUser, ballots.user[i]];
      this.before[i] = chain[owner];
      chain[owner] = i;
    }
    for (let customer = 0; customer < this.ofCustomer.length; customer++) {
      if (customer % stride === stride - 1) yield;
      if (this.ofCustomer[customer] < 0) continue;
      const kind = kindOf(customer);
      if (kind >= 0) this.vote(this.ofCustomer[customer], customer, kind);
    }
    if (!unidentified) return;
    for (let user = 0; user < this.ofUser.length; user++) {
      if (user % stride === stride - 1) yield;
      if (this.ofUser[user] < 0) continue;
      this.vote(this.ofUser[user], voterKey(-1, user), -1);
    }
  }

  /** The ballots of a voter, user by user and slice by slice. */
  private gather(last: number): number[] {
    const { own } = this;
    own.length = 0;
    for (let i = last; i >= 0; i = this.before[i]) own.push(i);
    if (own.length === 1) return own;
    const { user, slice } = this.asked.ballots;
    const order = (a: number, b: number): number => user[a] - user[b] || slice[a] - slice[b];
    if (own.length > few) return own.sort(order);
    for (let i = 1; i < own.length; i++) {
      const moved = own[i];
      let to = i;
      for (; to > 0 && order(own[to - 1], moved) > 0; to--) own[to] = own[to - 1];
      own[to] = moved;
    }
    return own;
  }

  /** @param kind −1: no customer, so no type and no stage */
  private vote(last: number, key: number, kind: number): void {
    const own = this.gather(last);
    this.voterGroups.length = 0;
    for (let from = 0; from < own.length;) from = this.hearUser(own, from);
    const part = partOf(key);
    let [channels, best, worst, whole, inTrouble] = [0, 0, 1, -1, 0];
    const { tally, asked } = this;
    const { groups } = asked;
    const usual = (kind >= 0 && asked.usualUsers?.(key)) || this.users[all];
    for (const group of this.voterGroups) {
      const users = this.users[group];
      const vote = this.total[group] / (users * fullScore);
      this.users[group] = 0;
      if (group === beside || groups.list[group].inTrouble) {
        if (group === groups.trouble) inTrouble = users / usual;
        this.weigh(group, users / usual, part);
        continue;
      }
      this.count(group, vote, part);
      if (group === all) whole = vote;
      if (groups.isChannel[group] === 0) continue;
      channels++;
      best = Math.max(best, vote);
      worst = Math.min(worst, vote);
    }
    // met nowhere that is asked about
    if (whole < 0) return;
    if (kind < 0) tally.unidentified++;
    else {
      const type = groups.typesFrom + Math.floor(kind / asked.stages);
      const stage = groups.stagesFrom + (kind % asked.stages);
      this.count(type, whole, part);
      this.count(stage, whole, part);
      if (inTrouble > 0) {
        this.weigh(type + groups.kinds, inTrouble, part);
        this.weigh(stage + groups.kinds, inTrouble, part);
      }
    }
    if (channels > 1) {
      const same = 1 - (best - worst);
      tally.consistency.n++;
      tally.consistency.sum += same;
      tally.consistency.square += same * same;
    }
    if (asked.marked?.has(key)) tally.marked++;
  }

  private serial = 0;

  /** Adds a user's worst to each group they were met in; returns where the next user begins. */
  private hearUser(own: readonly number[], from: number): number {
    const { user, slice, at, score } = this.asked.ballots;
    const { ofSlice } = this.asked.groups;
    const { userGroups, voterGroups } = this;
    const who = user[own[from]];
    const isWitness = this.asked.isWitness?.(who) ?? true;
    this.serial++;
    userGroups.length = 0;
    let i = from;
    while (i < own.length && user[own[i]] === who) {
      // of several identities in one slice the newest word holds, of a tie the worse
      let last = own[i];
      const where = slice[last];
      for (i++; i < own.length && user[own[i]] === who && slice[own[i]] === where; i++) {
        const later = at[own[i]] - at[last];
        if (later > 0 || (later === 0 && score[own[i]] < score[last])) last = own[i];
      }
      for (const group of ofSlice[where]) {
        if (group === beside && !isWitness) continue;
        if (this.userStamp[group] !== this.serial) {
          this.userStamp[group] = this.serial;
          this.worst[group] = score[last];
          userGroups.push(group);
        } else if (score[last] < this.worst[group]) this.worst[group] = score[last];
      }
    }
    for (const group of userGroups) {
      if (this.users[group] === 0) {
        this.total[group] = 0;
        voterGroups.push(group);
      }
      this.users[group]++;
      this.total[group] += this.worst[group];
    }
    return i;
  }

  private count(group: number, vote: number, part: number): void {
    const { sum, square } = this.tally;
    sum[group] += vote;
    square[group] += vote * vote;
    this.weigh(group, 1, part);
  }

  private weigh(group: number, weight: number, part: number): void {
    this.tally.n[group] += weight;
    this.tally.byPart[group * parts + part] += weight;
  }
}

/**
 * Counts one vote a voter. A user's vote is the worst of their last attempts over the slices asked about, a
 * customer's the mean of their users'; under a group only what was met there counts. The same for any order
 * of the ballots. Rests (yields) every few thousand, so that the caller may let others go first.
 */
export function* countVotes(asked: Asked): Generator<void, Tally> {
  const counter = new Counter(asked);
  yield* counter;
  return counter.tally;
}

/** The same without a rest. */
export const countedVotes = (asked: Asked): Tally => {
  const work = countVotes(asked);
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value;
};
