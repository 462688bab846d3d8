import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '../clock/clock.js';
import type { Env } from '../config/env.js';
import { DirectoryReader } from '../directory/directory.reader.js';
import type { OutcomeCode } from '../fold/rows.js';
import { LogReader, type LogFollower } from '../impact/log.reader.js';
import { CLOCK, ENV } from '../tokens.js';
import { Attempts } from './attempts.js';
import { BallotBox, scoreOfOutcome, type Ballots } from './ballots.js';
import { hourMs, HourVotes } from './hour-votes.js';

/** Rows between two looks at the clock. */
const tidyEveryRows = 65_536;
/** A process in which nobody asks any more stops following, ms. */
const idleMs = 15 * 60_000;

/** The last hour as one process follows it. */
class Following implements LogFollower {
  readonly votes: HourVotes;
  readonly attempts: Attempts;
  private rows = 0;
  /** The last hour has been read. */
  done = false;
  read: Promise<void> = Promise.resolve();

  constructor(
    partitions: number,
    readonly epoch: number,
    readonly window: { onset: number },
    private readonly isOwn: (p: number, subject: number, at: number) => boolean,
    private readonly sliceOf: (p: number, slice: number) => number,
    private readonly tidy: () => void,
  ) {
    this.votes = new HourVotes(partitions, window);
    this.attempts = new Attempts(partitions);
  }

  add(p: number, subject: number, slice: number, at: number, outcome: OutcomeCode): void {
    if (at < this.window.onset) return;
    if (this.rows++ % tidyEveryRows === 0) this.tidy();
    this.votes.add(p, subject, slice, at, outcome);
    if (!this.isOwn(p, subject, at)) this.attempts.add(p, this.sliceOf(p, slice), at, outcome);
  }
}

/** Who tried what in the last hour, and how it went last: followed from the log while anybody asks. */
@Injectable()
export class HourReader {
  private following: Following | undefined;
  private usedAt = 0;

  constructor(
    @Inject(LogReader) private readonly reader: LogReader,
    @Inject(DirectoryReader) private readonly directory: DirectoryReader,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** False while the last hour is still being read. */
  get complete(): boolean {
    return this.following?.done === true && this.following.epoch === this.reader.epoch;
  }

  /** Sees to it that the log is followed; call after it was read. Resolves when the last hour is known. */
  follow(): Promise<void> {
    this.usedAt = performance.now();
    if (this.following?.epoch !== this.reader.epoch) this.following = this.begin();
    this.tidy();
    return this.following?.read ?? Promise.resolve();
  }

  private begin(): Following {
    if (this.following) this.reader.unfollow(this.following);
    const { reader, directory } = this;
    const following = new Following(
      this.env.partitions,
      reader.epoch,
      { onset: this.clock.now() - hourMs },
      (p, subject, at) =>
        directory.people.customers.anyInternal && reader.isOwnSubject(p, subject, at),
      (p, slice) => reader.sliceNumberOf(p, slice),
      () => this.tidy(),
    );
    const readPast = reader.follower(following, () => this.following !== following);
    following.read = readPast()
      .then(() => {
        following.done = true;
      })
      .catch(() => {
        // Redis went away: whoever asks next begins anew
        if (this.following === following) this.stop();
      });
    return following;
  }

  private stop(): void {
    if (this.following) this.reader.unfollow(this.following);
    this.following = undefined;
  }

  private tidy(): void {
    const { following } = this;
    if (!following) return;
    if (performance.now() - this.usedAt > idleMs) return this.stop();
    const now = this.clock.now();
    following.votes.advance(now);
    following.attempts.clear(now - hourMs);
  }

  /** Attempts of the last hour; of this process's slices. */
  get attempts(): Attempts | undefined {
    return this.following?.attempts;
  }

  /** The ballots of the hour until a time, for whoever counts them; rests now and then. */
  *ballots(now: number): Generator<void, Ballots> {
    const { people } = this.directory;
    const { reader } = this;
    const box = new BallotBox();
    const oldest = now - hourMs;
    const partitions = this.following?.votes.partitions ?? [];
    for (const [p, { size, subject, slice, at, outcome }] of partitions.entries()) {
      yield;
      for (let i = 0; i < size; i++) {
        if (i % 8_192 === 8_191) yield;
        if (at[i] <= oldest) continue;
        const identity = reader.identity(p, subject[i]);
        const user = people.userOf(identity);
        if (user < 0) continue;
        const customer = people.customerAt(identity, reader.named(p, subject[i]), at[i]);
        const score = scoreOfOutcome[outcome[i] as OutcomeCode];
        box.add(customer, user, reader.sliceNumberOf(p, slice[i]), at[i], score);
      }
    }
    return box.ballots;
  }
}
