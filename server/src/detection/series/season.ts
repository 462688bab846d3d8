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

/** What is known of a time before its value is: NaN where a season knows nothing. */
export interface Known {
  /** By time of day. */
  daily: number;
  /** By hour of the week. */
  weekly: number;
}

/**
 * What is usual at this time: the level of late, of the time of day or of the hour of the week, whichever has
 * erred least of late. Learned online; what is unusual is learned from in part only.
 */
export class Season {
  private readonly day = new Profile(day, 144);
  private readonly week = new Profile(7 * day, 336);
  private readonly surpluses = new Ranks(500);
  private level = NaN;
  /** How far each guess has been off of late. */
  private readonly losses = { level: 0, daily: 0, weekly: 0 };

  /** To be asked before `learn`. */
  at(timestamp: number): Known {
    return { daily: this.day.at(timestamp), weekly: this.week.at(timestamp) };
  }

  /** @returns what was usual here, as known before x */
  learn(x: number, { daily, weekly }: Known): number {
    const bound = this.surpluses.count > 20 ? BELIEVED * this.surpluses.quantile(0.75) : Infinity;
    if (Number.isNaN(this.level)) this.level = x;
    const { level, losses } = this;
    if (!Number.isNaN(daily) && !Number.isNaN(weekly)) {
      losses.level += (Math.min(bound, Math.abs(x - level)) - losses.level) / LOSS_PACE;
      losses.daily += (Math.min(bound, Math.abs(x - daily)) - losses.daily) / LOSS_PACE;
      losses.weekly += (Math.min(bound, Math.abs(x - weekly)) - losses.weekly) / LOSS_PACE;
    }
    if (!Number.isNaN(daily)) this.surpluses.add(Math.abs(x - daily));
    this.day.learn(x, within(bound, x - daily));
    this.week.learn(x, within(bound, x - weekly));
    this.level += within(bound, x - level) / LEVEL_PACE;
    const usual =
      losses.weekly < Math.min(losses.daily, losses.level)
        ? weekly
        : losses.daily < losses.level
          ? daily
          : level;
    return Number.isNaN(usual) ? x : usual;
  }
}

const within = (bound: number, surplus: number): number =>
  Math.max(-bound, Math.min(bound, surplus));
