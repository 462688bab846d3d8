import type { SliceName } from '../slices/slice.js';
import { burnOf, worseThanUsual } from './burn-rate.js';
import type { Cell } from './cell.js';
import { burnFound, suddenOf } from './failing-why.js';
import { Healing } from './healing.js';
import { evidenceAgainst } from './likelihood.js';
import { onsetOf } from './onset.js';
import { peopleIn, type Sum } from './past.js';
import type { Seen, Trouble } from './seen.js';
import { AllSeries } from './series-of.js';
import type { Failing, Series } from './series.js';
import { type Quiet, Silence } from './silence.js';
import type { Stopped } from './stopped-sources.js';
import { SuddenFailures } from './sudden-failure.js';
import type { Weeks } from './weeks.js';
import { witnessOf, type Witness, type Witnesses } from './witness.js';

export interface DetectionOptions {
  /** All slices; may grow, and cells name them by their place in it. */
  slices: readonly SliceName[];
  /** Share of a service's tries that are to go well. */
  objectiveOf: (service: string) => number;
}

/** What is known beside the cells. */
export interface Beside extends Witnesses {
  /** How late cells may come, ms of the log's time; left out: 5 s. */
  lateMs?: number;
  /** Sources that have stopped sending. */
  stopped?: readonly Stopped[];
}

export type { Seen, Trouble } from './seen.js';

const burnEveryMs = 10_000;
const marginEveryMs = 1_000;
/** A hint that nothing was added to for this long is none any more, ms. */
const hintMs = 120_000;
/** A slice belongs to a failing margin when its own share is at least this part of the margin's. */
const partOfMargin = 0.5;
/** And when that is no chance: one who fails where hundreds get through has nothing to do with it; nats. */
const partOfMarginNats = 4.6;
const partOfMarginWorse = 2;
const lateByDefaultMs = 5_000;

/**
 * Finds out where customers fail. Pure and streaming: constant memory for each series, time only from the
 * cells. What is told twice counts twice: it is for the caller to tell each second of a slice once, or in
 * parts.
 */
export class Detection {
  private readonly series: AllSeries;
  private readonly sudden = new SuddenFailures();
  private readonly silence: Silence;
  /** Slices found by a margin, and the margin that they get well with. */
  private readonly found = new Map<number, { failing: Failing; margin: Series }>();
  private readonly hints = new Map<number, Trouble & { at: number }>();
  private newest = -Infinity;

  constructor(private readonly options: DetectionOptions) {
    this.series = new AllSeries(options.slices);
    this.silence = new Silence();
  }

  /**
   * Takes what happened since, in any order within the call, and says how it stands.
   * @param now the log's clock, epoch ms
   */
  step(cells: readonly Cell[], now: number, beside: Beside = {}): Seen {
    for (const cell of [...cells].sort((a, b) => a.at - b.at)) this.take(cell, beside);
    this.clear();
    const quiet = this.silence.look(
      this.series,
      this.newest,
      now,
      beside.lateMs ?? lateByDefaultMs,
      beside.stopped,
    );
    return { ...this.failures(now), ...this.quiet(quiet), newest: this.newest };
  }

  /** Takes what is past without a verdict on it: for what is read again after a start. */
  remember(cells: readonly Cell[]): void {
    for (const cell of cells) this.add(cell);
  }

  /**
   * Takes what is long past, oldest first: what is usual is learned from it.
   * @param before what happened since is remembered by other means, and only learned here; epoch ms
   */
  recall(cells: readonly Cell[], before: number): void {
    for (const cell of cells) {
      const allowed = this.allowedIn(cell);
      for (const series of this.allOf(cell.slice)) {
        if (cell.at < before) series.add(cell, allowed);
        series.recall(cell);
      }
    }
  }

  /** All that is past was recalled: what burns slowly may be seen now, if anything came since a time. */
  recalled(since: number): void {
    if (this.newest < since) return;
    const end = this.newest + 999;
    for (const [slice] of this.series.all())
      for (const series of this.allOf(slice))
        if (series.burnLookedAt !== this.newest) this.lookBurn(series, end, slice);
  }

  /** The weeks by which people who stay away are judged. */
  get weeks(): Weeks {
    return this.silence.weeks;
  }

  /** True when enough tries of a slice went well lately to say that it does not fail. */
  isWell(slice: number): boolean {
    const { own } = this.series.of(slice);
    if (own.failing || this.found.has(slice)) return false;
    const { ok, people } = own.past.sum(own.past.newest, 120_000);
    return ok >= 10 && people / (ok + people) < 0.1;
  }

  /** What a slice held in the last time up to the newest try of all. */
  lately(slice: number, windowMs: number): Sum {
    return this.series.of(slice).own.past.sum(this.newest, windowMs);
  }

  /** A slice's own series, and the margins that it is part of. */
  private allOf(slice: number): Series[] {
    const { own, ofService, across } = this.series.of(slice);
    return [own, ...ofService, ...across];
  }

  private allowedIn({ slice }: Cell): number {
    return 1 - this.options.objectiveOf(this.options.slices[slice].service);
  }

  private add(cell: Cell): number {
    const allowed = this.allowedIn(cell);
    const { people: votes } = peopleIn(cell.failed, cell.failing);
    for (const series of this.allOf(cell.slice)) {
      series.add(cell, allowed);
      series.healing?.take(cell.at, cell.ok, votes);
    }
    if (cell.at > this.newest) this.newest = cell.at;
    return votes;
  }

  private take(cell: Cell, beside: Beside): void {
    const { slice, at } = cell;
    this.add(cell);
    const { own, ofService, across } = this.series.of(slice);
    if (cell.failed > 0) {
      // the second's end: what happened in it is part of the window
      const end = at + 999;
      const witness = witnessOf(this.options.slices[slice], beside);
      // a second may come in parts
      if (at >= own.lookedAt) this.lookSudden(own, end, witness, [slice]);
      for (const margin of ofService)
        if (at >= margin.lookedAt + marginEveryMs) this.lookSudden(margin, end, witness);
      for (const series of [own, ...ofService, ...across])
        if (at >= series.burnLookedAt + burnEveryMs) this.lookBurn(series, end, slice);
    }
    for (const series of [own, ...ofService, ...across]) series.learn(at);
  }

  private lookSudden(series: Series, end: number, witness: Witness, slices?: number[]): void {
    series.lookedAt = end - 999;
    const { past, baseline, clearedAt, allowed } = series;
    const found = this.sudden.find(past, baseline, end, clearedAt, allowed, witness.support);
    if (!found) return;
    if (!slices && found.share < 2 * this.series.usualMix(series, end, end - found.since)) return;
    const failing = suddenOf(found, end, witness);
    if (found.believed) this.believe(series, failing, found.usual, end, slices);
    else if (slices) this.hint(slices[0], failing, end);
  }

  private lookBurn(series: Series, end: number, slice: number): void {
    series.burnLookedAt = end - 999;
    if (series.failing) {
      this.attribute(series, end);
      return;
    }
    if (end - series.clearedAt < 300_000) return;
    const usual = series.baseline.share(0, 0);
    const own = this.series.of(slice).own === series;
    const found = burnOf(series.past, end, usual, series.clearedAt, own);
    if (!found) return;
    if (!own) {
      const mix = this.series.usualMix(series, end, found.window.longMs);
      if (found.share < worseThanUsual(mix, series.allowed) * mix) return;
    }
    const from = Math.max(end - found.window.longMs, series.clearedAt);
    const since = onsetOf(series.past, end, from, usual);
    const failing = burnFound(found, since);
    if (found.believed) this.believe(series, failing, usual, end, own ? [slice] : undefined);
    else if (own) this.hint(slice, failing, end);
  }

  private hint(slice: number, failing: Failing, at: number): void {
    this.hints.set(slice, { ...failing, score: Math.min(failing.score, 0.49), slice, at });
  }

  private believe(
    series: Series,
    failing: Failing,
    usual: number,
    at: number,
    slices?: number[],
  ): void {
    const known = series.failing;
    if (!known) {
      series.failing = failing;
      series.healing = new Healing(at, failing.share, usual);
    } else if (failing.kind === 'failing') {
      const since = Math.min(known.since, failing.since);
      series.failing = { ...failing, since, share: Math.max(known.share, failing.share) };
    }
    if (slices) for (const slice of slices) this.hints.delete(slice);
    else this.attribute(series, at);
  }

  /** Finds the slices that make a margin fail. */
  private attribute(margin: Series, at: number): void {
    const { failing } = margin;
    if (!failing) return;
    for (const slice of margin.slices) {
      const { own } = this.series.of(slice);
      if (own.failing || this.found.has(slice)) continue;
      const from = Math.max(failing.since, own.clearedAt);
      const { ok, people, counted } = own.past.sum(at, Math.max(1_000, at - from));
      const votes = failing.kind === 'failing' ? people : counted;
      const share = votes / (votes + ok);
      const usual = own.baseline.share(0, 0);
      if (Math.round(people) < 1 || share < partOfMargin * failing.share) continue;
      if (evidenceAgainst(usual, people, ok) < partOfMarginNats) continue;
      // of many, a little more than usual is evidence enough, and is nothing
      if (own.baseline.knows(0) && share < partOfMarginWorse * usual) continue;
      this.found.set(slice, { failing, margin });
      this.hints.delete(slice);
    }
  }

  /** Forgets what is well again. */
  private clear(): void {
    const clear = (series: Series): void => {
      const since = series.healing?.wellSince(Math.max(series.past.newest, this.newest));
      if (since === undefined) return;
      series.failing = undefined;
      series.healing = undefined;
      series.clearedAt = since;
    };
    for (const [slice, own] of this.series.all()) {
      const failed = own.failing;
      clear(own);
      if (failed && !own.failing) this.isOver(slice, own.clearedAt);
    }
    for (const margin of this.series.marginal()) clear(margin);
    for (const [slice, { margin }] of this.found) {
      if (margin.failing) continue;
      this.found.delete(slice);
      this.isOver(slice, margin.clearedAt);
    }
  }

  /** What a slice went through is over, for it and for all that it is part of: it is found once. */
  private isOver(slice: number, since: number): void {
    const { own, ofService, across } = this.series.of(slice);
    for (const series of [own, ...ofService, ...across])
      series.clearedAt = Math.max(series.clearedAt, since);
  }

  private failures(now: number): Pick<Seen, 'troubles' | 'hints'> {
    const troubles: Trouble[] = [];
    for (const [slice, { failing }] of this.series.all())
      if (failing) troubles.push({ ...failing, slice });
    for (const [slice, { failing }] of this.found)
      if (!this.series.of(slice).own.failing) troubles.push({ ...failing, slice });
    for (const [slice, { at }] of this.hints) if (at < now - hintMs) this.hints.delete(slice);
    return { troubles, hints: [...this.hints.values()] };
  }

  private quiet({ silent, blind }: Quiet): Pick<Seen, 'silent' | 'blind'> {
    const failing = ({ slice }: { slice: number }): boolean =>
      this.found.has(slice) || this.series.of(slice).own.failing !== undefined;
    return { silent: silent.filter((each) => !failing(each)), blind };
  }
}
