import { fullScore, type Ballots } from './ballots.js';
import { all, beside, type Groups } from './groups.js';
import { emptyTally, partOf, parts, type Tally } from './tally.js';
import type { UsualUsers } from './usual-users.js';

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
  /** Left out: not known of anybody. */
  usualUsers?: UsualUsers;
  /** Voters to be counted apart. */
  marked?: ReadonlySet<number>;
}

/** One number for each voter: a customer, or a user nobody is known to pay for. */
export const voterKey = (customer: number, user: number): number =>
  customer >= 0 ? customer : -1 - user;

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
  /** Of the voter's last user in a group: the channel they were met on; −1: on several. */
  private readonly channel: Int32Array;
  private readonly userGroups: number[] = [];
  private readonly voterGroups: number[] = [];
  private readonly userStamp: Uint32Array;

  constructor(private readonly asked: Asked) {
    const { ballots, groups } = asked;
    const count = groups.list.length;
    this.tally = emptyTally(groups);
    this.total = new Float64Array(count);
    this.worst = new Uint8Array(count);
    this.users = new Uint32Array(count);
    this.channel = new Int32Array(count);
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
    this.metBeside = false;
    for (let from = 0; from < own.length;) from = this.hearUser(own, from);
    const part = partOf(key);
    let [channels, best, worst, whole, inTrouble] = [0, 0, 1, -1, 0];
    const { tally, asked } = this;
    const { groups } = asked;
    const here = this.users[all];
    const known = (kind >= 0 && asked.usualUsers?.mean(key)) || 0;
    const usual = known || here;
    const alone = known > 0 ? asked.usualUsers!.alone(key) : here === 1 ? 1 : 0;
    const wholeAlone = this.isAlone(all);
    for (const group of this.voterGroups) {
      const users = this.users[group];
      const vote = this.total[group] / (users * fullScore);
      const isAlone = this.isAlone(group);
      this.users[group] = 0;
      if (group === beside || groups.list[group].inTrouble) {
        if (group === groups.trouble) inTrouble = users / usual;
        this.weigh(group, users / usual, part, alone);
        continue;
      }
      this.count(group, vote, part, isAlone);
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
      this.count(type, whole, part, wholeAlone);
      this.count(stage, whole, part, wholeAlone);
      if (inTrouble > 0) {
        this.weigh(type + groups.kinds, inTrouble, part, alone);
        this.weigh(stage + groups.kinds, inTrouble, part, alone);
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

  private isAlone(group: number): boolean {
    return this.users[group] === 1 && this.channel[group] >= 0;
  }

  private serial = 0;
  /** Whether the voter at hand is met beside all trouble. */
  private metBeside = false;

  /** Adds a user's worst to each group they were met in; returns where the next user begins. */
  private hearUser(own: readonly number[], from: number): number {
    const { user, slice, at, score } = this.asked.ballots;
    const { ofSlice, channelOf } = this.asked.groups;
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
        if (group === beside) {
          this.metBeside = true;
          if (!isWitness) continue;
        }
        if (this.userStamp[group] !== this.serial) {
          this.userStamp[group] = this.serial;
          this.worst[group] = score[last];
          this.channel[group] = channelOf[where];
          userGroups.push(group);
          continue;
        }
        if (score[last] < this.worst[group]) this.worst[group] = score[last];
        if (channelOf[where] !== this.channel[group]) this.channel[group] = -1;
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

  private count(group: number, vote: number, part: number, alone: boolean): void {
    const { sum, square, metBeside } = this.tally;
    sum[group] += vote;
    if (this.metBeside) {
      metBeside.n[group]++;
      metBeside.sum[group] += vote;
    }
    square[group] += vote * vote;
    this.tally.sumByPart[group * parts + part] += vote;
    this.weigh(group, 1, part, alone ? 1 : 0);
  }

  /** @param alone the share of the weight that is there through one sitting, or user, alone */
  private weigh(group: number, weight: number, part: number, alone: number): void {
    const { n, byPart, alone: ofAlone, aloneByPart } = this.tally;
    const place = group * parts + part;
    n[group] += weight;
    byPart[place] += weight;
    if (alone === 0) return;
    ofAlone[group] += weight * alone;
    aloneByPart[place] += weight * alone;
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
