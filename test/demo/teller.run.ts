import { setTimeout as pause } from 'node:timers/promises';
import type { StoryInput } from '@rollcall/shared';
import type { Client } from '../harness/client.js';
import { type Cast, happeningsOf } from '../simulate/happenings.js';
import { tagOf } from '../simulate/households.js';
import { OnCall } from '../simulate/on-call.client.js';
import { Sender } from '../simulate/sender.client.js';
import { minute, spoken } from '../simulate/times.js';
import { describeTown } from '../simulate/town.client.js';
import { Trouble } from '../simulate/trouble.js';
import { batchesOf, slotsOf } from './slots.js';
import { isMissing, type Standing, standingOf } from './standing.client.js';
import {
  chapterAt,
  deedsOf,
  type Running,
  shiftOf,
  storyOf,
  storyTimeAt,
  tellingAt,
  wallOf,
} from './story.js';
import { hoursBefore, nightOf, pastOf } from './tellings.js';

export interface Telling {
  cast: Cast;
  /** Talks to the demo's workspace: its base ends with `/demo`. */
  client: Client;
  /** Story seconds per second. */
  speed: number;
  stop: AbortSignal;
  /** Hears where it is, seldom more than a line in five seconds. */
  say: (line: string) => void;
  patience?: { awayMs: number; removedMs: number };
}

/** How it ended; trouble is thrown. */
export type TellingEnd = 'stopped' | 'removed';

/** Wall time of a slot: what happens in it is sent together, at its end. */
const slotWallMs = 200;
const pastBatch = 2_000;
const lineEveryMs = 5_000;
const longestPause = 60_000;
const defaultPatience = { awayMs: 10 * 60_000, removedMs: 5_000 };

/** What was declared is no longer there: Redis was emptied. */
class Lost extends Error {
  constructor() {
    super('Its data is gone.');
  }
}

/**
 * Tells a scenario in the demo's workspace, again and again: the town and four ordinary weeks once, then
 * night after night in step with the story's clock. Whatever is restarted, each signal counts once: what is
 * sent again is sent under the same key.
 */
export class Teller {
  private readonly story: StoryInput;
  private saidAt = -Infinity;
  private chapter: string | undefined;

  constructor(private readonly telling: Telling) {
    this.story = storyOf(telling.cast, telling.speed);
  }

  async run(): Promise<TellingEnd> {
    const { stop } = this.telling;
    while (!stop.aborted) {
      try {
        const standing = await this.standing();
        if (standing === 'removed') return 'removed';
        const story = standing === 'runs' ? await this.start(false) : await this.begin();
        for (let n = tellingAt(story, Date.now()); !stop.aborted;) {
          await this.tell(story, n);
          n = Math.max(n + 1, tellingAt(story, Date.now()));
        }
      } catch (error) {
        if (stop.aborted) break;
        if (!(await this.isOver(error))) throw error;
        this.say(`Demo: begins anew. ${(error as Error).message}`);
        await pause(1_000, undefined, { signal: stop }).catch(() => undefined);
      }
    }
    return 'stopped';
  }

  /** Whether it is no trouble but the end of what we knew: data or demo are gone, or just opening again. */
  private async isOver(error: unknown): Promise<boolean> {
    if (error instanceof Lost || isMissing((error as Error).cause)) return true;
    return ['none', 'removed'].includes(await this.standing());
  }

  private standing(): Promise<Standing> {
    const { client, stop } = this.telling;
    return standingOf({ client, story: this.story, stop, graceMs: this.patience.removedMs });
  }

  private get patience() {
    return this.telling.patience ?? defaultPatience;
  }

  private senderOf(run: string): Sender {
    const { client, stop } = this.telling;
    const { awayMs } = this.patience;
    return new Sender({ client, run, atOnce: 4, stop, patienceMs: awayMs, expected: true });
  }

  /** Declares the story and tells its past, and then lets the clock run. */
  private async begin(): Promise<Running> {
    const { cast, client, stop } = this.telling;
    const sender = this.senderOf(`past-${Date.now().toString(36)}`);
    await sender.patiently(() => client.call('putStory', { body: this.story }));
    await describeTown(cast, this.story.startsAt, { client, sender, stop }, (told) =>
      this.say(`Demo: telling of ${told.toLocaleString('en-US')} customers`),
    );
    const { startsAt } = this.story;
    let from: number | undefined;
    for (const { index, at, lines } of batchesOf(cast.world, pastOf(cast), pastBatch, 0)) {
      if (stop.aborted) break;
      from ??= at;
      await sender.send(lines, String(index));
      const percent = Math.floor((100 * (at - from)) / (startsAt - from));
      this.say(`Demo: telling of the four weeks before, ${percent} %`);
    }
    await sender.settled();
    await this.checkTaken(sender, 0, 'stands');
    await this.untilCounted(sender);
    return this.start(true);
  }

  /** What was sent is counted, or a minute is over: a night on top of that could only come late. */
  private async untilCounted(sender: Sender): Promise<void> {
    const { client, stop } = this.telling;
    const deadline = performance.now() + 60_000;
    while (!stop.aborted && performance.now() < deadline) {
      const { freshness } = await sender.patiently(() => client.call('getLive'));
      if (freshness.folded >= sender.sent.accepted) return;
      this.say('Demo: counting the four weeks before');
      await pause(100, undefined, { signal: stop }).catch(() => undefined);
    }
  }

  /** Lets the clock run; one that runs goes on as it does. */
  private async start(isNew: boolean): Promise<Running> {
    const { client } = this.telling;
    const body = { ...this.story, running: true };
    const asked = Date.now();
    const declared = await this.senderOf('').patiently(() => client.call('putStory', { body }));
    const answered = Date.now();
    const { beganAt } = declared;
    if (beganAt === null) throw new Trouble('The demo’s clock was started, and stands.');
    // it began while we asked, whatever the server's own clock says
    return {
      ...this.story,
      beganAt: isNew ? Math.min(Math.max(beganAt, asked), answered) : beganAt,
    };
  }

  /** One telling, from its beginning; what is past already goes as fast as it is taken. */
  private async tell(story: Running, telling: number): Promise<void> {
    const { cast, client, stop } = this.telling;
    const { world } = cast;
    const shift = shiftOf(story, telling);
    const run = `${tagOf(cast.id, cast.seed)}-${story.beganAt.toString(36)}-${telling}`;
    const sender = this.senderOf(run);
    const onCall = new OnCall({ client, sender, deeds: deedsOf(cast, shift), run });
    const reach = (at: number): Promise<void> => this.until(wallOf(story, telling, at));
    const doUntil = async (at: number): Promise<void> => {
      while (onCall.due <= at && !stop.aborted) {
        const { due } = onCall;
        await reach(due);
        await sender.settled();
        if (!stop.aborted) await onCall.until(due);
      }
    };

    await reach(world.from);
    if (telling > 0) await this.tellHoursBefore(sender, telling, shift);
    let refused = 0;
    const night = happeningsOf(nightOf(cast, telling));
    for (const { index, until, lines } of slotsOf(world, night, story.speed * slotWallMs, shift)) {
      if (stop.aborted) return;
      await doUntil(until);
      await reach(until);
      await sender.send(lines, String(index));
      refused = await this.checkTaken(sender, refused, 'runs');
      this.sayWhere(storyTimeAt(story, telling, Date.now()));
    }
    await doUntil(world.to);
    if (!stop.aborted) await sender.settled();
    if (!stop.aborted) await onCall.endFound(world.to - minute + shift);
    await reach(world.to);
  }

  private async tellHoursBefore(sender: Sender, telling: number, shift: number): Promise<void> {
    const { world, ...before } = hoursBefore(this.telling.cast, telling);
    const hours = happeningsOf({ ...before, world });
    for (const { index, lines } of batchesOf(world, hours, pastBatch, shift))
      await sender.send(lines, `before-${index}`);
  }

  private async until(wall: number): Promise<void> {
    const { stop } = this.telling;
    for (let left = wall - Date.now(); left > 0 && !stop.aborted; left = wall - Date.now())
      await pause(Math.min(left, longestPause), undefined, { signal: stop }).catch(() => undefined);
  }

  /**
   * A server that has lost the story goes by another clock, and refuses the signals' times.
   *
   * @param known how many refusals were looked into before
   * @returns how many there are now
   */
  private async checkTaken({ sent }: Sender, known: number, expected: Standing): Promise<number> {
    const { rejected, firstRejection } = sent;
    if (rejected > known) {
      if ((await this.standing()) !== expected) throw new Lost();
      this.say(`Demo: ${rejected} signals were refused: ${firstRejection}`);
    }
    return rejected;
  }

  private sayWhere(at: number): void {
    const { offset } = this.telling.cast.world;
    const chapter = chapterAt(this.story, at);
    if (chapter === this.chapter) return;
    if (this.say(`Demo: ${spoken(at, offset)}${chapter ? `: ${chapter}` : ''}`))
      this.chapter = chapter;
  }

  /** False where it would be one line too many. */
  private say(line: string): boolean {
    const now = performance.now();
    if (now - this.saidAt < lineEveryMs) return false;
    this.saidAt = now;
    this.telling.say(line);
    return true;
  }
}
