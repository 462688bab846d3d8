import { Ranks } from './ranks.js';

const day = 86_400_000;

/** What a season usually brings: a level for each slot of its round, straight lines between them. */
class Profile {
  private readonly level: Float64Array;
  /** How much each slot has been told, at most `STEADY`: it never stops learning. */
  private readonly told: Float64Array;
  private slot = 0;
  private next = 0;
  private share = 0;

  constructor(
    private readonly period: number,
    private readonly slots: number,
  ) {
    this.level = new Float64Array(slots);
    this.told = new Float64Array(slots);
  }

  /** The level at this time; NaN where nothing has been seen. `learn` then is about the same time. */
  at(timestamp: number): number {
    const { period, slots, level, told } = this;
    const round = (((timestamp % period) + period) % period) * (slots / period);
    this.slot = Math.floor(round) % slots;
    this.next = (this.slot + 1) % slots;
    this.share = round % 1;
    if (told[this.slot] === 0) return told[this.next] === 0 ? NaN : level[this.next];
    if (told[this.next] === 0) return level[this.slot];
    return level[this.slot] * (1 - this.share) + level[this.next] * this.share;
  }

  /** @param surplus how far x lies from what `at` said, bounded so that anomalies are hardly learned */
  learn(x: number, surplus: number): void {
    this.tell(this.slot, 1 - this.share, x, surplus);
    this.tell(this.next, this.share, x, surplus);
  }

  private tell(slot: number, weight: number, x: number, surplus: number): void {
    if (weight < LEAST_WEIGHT) return;
    const { level, told } = this;
    if (told[slot] === 0) level[slot] = x;
    told[slot] = Math.min(told[slot] + weight, STEADY);
    if (!Number.isNaN(surplus)) level[slot] += (surplus * weight) / told[slot];
  }
}

const LEAST_WEIGHT = 0.05;
const STEADY = 12;
/** A surplus is learned up to this many times the upper quartile of those of late. */
const BELIEVED = 3;
/** The pace, in points, of the level without a season, and of the judgement which of the three does best. */
const LEVEL_PACE = 200;
const LOSS_PACE = 500;

/**
 * What is usual at this time: the level of late, of the time of day or of the hour of the week, whichever has
 * erred least of late. Learned online; what is unusual is learned from in part only.
 */
export class Season {
  private readonly profiles = [new Profile(day, 144), new Profile(7 * day, 336)];
  private readonly surpluses = new Ranks(500);
  private readonly losses = [0, 0, 0];
  private level = NaN;

  /** What time of day and hour of week let expect; NaN where they know nothing. To be asked before `learn`. */
  at(timestamp: number): number[] {
    return this.profiles.map((profile) => profile.at(timestamp));
  }

  /** @returns what was usual here, as known before x */
  learn(x: number, known: readonly number[]): number {
    const bound = this.surpluses.count > 20 ? BELIEVED * this.surpluses.quantile(0.75) : Infinity;
    const believed = (surplus: number) => Math.max(-bound, Math.min(bound, surplus));
    if (Number.isNaN(this.level)) this.level = x;
    const guesses = [this.level, ...known];
    if (!guesses.some(Number.isNaN)) {
      guesses.forEach((guess, i) => {
        this.losses[i] += (Math.min(bound, Math.abs(x - guess)) - this.losses[i]) / LOSS_PACE;
      });
    }
    const [level, daily, weekly] = this.losses;
    const best = weekly < daily && weekly < level ? 2 : daily < level ? 1 : 0;
    if (!Number.isNaN(known[0])) this.surpluses.add(Math.abs(x - known[0]));
    this.profiles.forEach((profile, i) => profile.learn(x, believed(x - known[i])));
    this.level += believed(x - this.level) / LEVEL_PACE;
    return Number.isNaN(guesses[best]) ? x : guesses[best];
  }
}
