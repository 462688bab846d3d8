import type { Keep } from './keep.js';
import type { Signal } from './met.js';

/** Signals of one batch; signals and batches that wait in all, at the most. */
export const batchSignals = 30;
export const mostSignals = 1_200;
export const mostBatches = 100;
/** So long a tab adds to its batch, ms. */
const openMs = 5 * 60_000;
/** And so long it may still be about to, though nothing says that it lives, ms. */
export const ownedMs = 10 * 60_000;
/** What waits longer is let go, ms: three days. */
export const keptMs = 3 * 86_400_000;
/**
 * The API knows a batch again for an hour. One that was handed to the browser as the page closed has
 * most likely arrived: within this time it is sent again to be sure, later it would count twice, ms.
 */
const knownAgainMs = 50 * 60_000;

export interface Waiting {
  signals: Signal[];
  /** Signals let go since the batch before, because too much waited. */
  dropped?: number;
  /** From here on it never changes: a retry is the same, and whichever tab comes first may send it. */
  closed?: boolean;
  /** Handed to the browser as the page closed, epoch ms. */
  handedAt?: number;
}

export interface Outbox {
  /** Lays signals in; `dropped` more were let go before. */
  add: (signals: readonly Signal[], dropped: number, now: number) => void;
  /** Names of batches that this tab may send, oldest first; lets go what waited too long. */
  names: (now: number) => string[];
  /** The batch, from now on unchanged. */
  take: (name: string) => Waiting | undefined;
  /** This tab adds nothing more: any other may send what it leaves. */
  close: () => void;
  handed: (name: string, now: number) => void;
  done: (name: string) => void;
}

const prefix = 'batch:';
const madeAt = (name: string): number => parseInt(name.split('-')[0], 36);

/**
 * Batches that wait to be sent, shared by all tabs of a browser. Each has a name that the API knows
 * it again by: whichever tabs send it, and however often, it counts once.
 *
 * Tabs see what others wrote only a moment later, and nothing locks: so a batch has one tab that
 * writes to it, and the others touch it only once it is closed, or so old that nobody writes to it.
 */
export const createOutbox = (keep: Keep, tab: string, random: () => string): Outbox => {
  const isOwn = (name: string): boolean => name.split('-')[1] === tab;
  const read = (name: string): Waiting | undefined => {
    try {
      const waiting = JSON.parse(keep.get(prefix + name) ?? '') as Waiting;
      return Array.isArray(waiting.signals) ? waiting : undefined;
    } catch {
      return undefined;
    }
  };
  const write = (name: string, waiting: Waiting): void =>
    keep.set(prefix + name, JSON.stringify(waiting));
  const done = (name: string): void => keep.remove(prefix + name);
  const all = (): string[] =>
    keep
      .names()
      .filter((name) => name.startsWith(prefix))
      .map((name) => name.slice(prefix.length));

  /** Lets go the oldest until there is room; gives how many signals that were. */
  const makeRoom = (): number => {
    const waiting = all().map((name) => ({ name, n: read(name)?.signals.length ?? 0 }));
    let total = waiting.reduce((sum, { n }) => sum + n, batchSignals);
    let left = waiting.length + 1;
    let dropped = 0;
    for (const { name, n } of waiting) {
      if (total <= mostSignals && left <= mostBatches) break;
      done(name);
      left--;
      total -= n;
      dropped += n;
    }
    return dropped;
  };

  const take = (name: string): Waiting | undefined => {
    const waiting = read(name);
    if (waiting && !waiting.closed) write(name, { ...waiting, closed: true });
    return waiting;
  };

  const lay = (signals: Signal[], dropped: number, now: number): void => {
    const last = all().filter(isOwn).pop();
    const open = last === undefined ? undefined : read(last);
    const fits = (open?.signals.length ?? 0) + signals.length <= batchSignals;
    if (last && open && !open.closed && fits && Math.abs(now - madeAt(last)) < openMs) {
      return write(last, {
        signals: [...open.signals, ...signals],
        dropped: (open.dropped ?? 0) + dropped,
      });
    }
    const name = `${now.toString(36).padStart(9, '0')}-${tab}-${random()}`;
    write(name, { signals, dropped: dropped + makeRoom() });
  };

  return {
    add: (signals, dropped, now) => {
      for (let i = 0; i < signals.length; i += batchSignals) {
        lay(signals.slice(i, i + batchSignals), i === 0 ? dropped : 0, now);
      }
    },
    names: (now) =>
      all().filter((name) => {
        const waiting = read(name);
        const handed = waiting?.handedAt;
        const late = handed !== undefined && Math.abs(now - handed) > knownAgainMs;
        const age = Math.abs(now - madeAt(name));
        if (waiting && !late && age <= keptMs) {
          return Boolean(waiting.closed) || isOwn(name) || age > ownedMs;
        }
        done(name);
        return false;
      }),
    take,
    close: () => all().filter(isOwn).forEach(take),
    handed: (name, now) => {
      const waiting = read(name);
      if (waiting) write(name, { ...waiting, closed: true, handedAt: waiting.handedAt ?? now });
    },
    done,
  };
};
