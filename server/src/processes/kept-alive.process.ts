import { setTimeout as pause } from 'node:timers/promises';
import { crashesInARow, restartDelayMs } from './restarts.js';

/** A process that runs now, or did. */
export interface Process {
  readonly pid: number;
  readonly exited: Promise<unknown>;
  /** Ends it in good order, and resolves when it is gone. Can be called twice. */
  stop(): Promise<void>;
  kill(signal: NodeJS.Signals): void;
}

export interface Crash<P extends Process> {
  /** The process that ended though nobody asked it to. */
  process: P;
  /** What its `exited` resolved to. */
  ended: Awaited<P['exited']>;
  /** Why the last attempt to start it again failed; undefined before the first attempt. */
  error: Error | undefined;
  ranForMs: number;
  /** When the next attempt comes. */
  delayMs: number;
}

/** Starts a process again whenever it ends, more slowly the more often it does. */
export class KeptAlive<P extends Process> {
  readonly #end = new AbortController();
  #begun: Promise<P> | undefined;
  #kept: Promise<void> = Promise.resolve();
  #current: P | undefined;

  /**
   * @param start starts it; gets the one that ended, to take over its address
   * @param tell hears of every crash, before the pause that follows it
   */
  constructor(
    private readonly start: (previous: P | undefined) => Promise<P>,
    private readonly tell: (crash: Crash<P>) => void,
  ) {}

  /** The process, while there is one. */
  get current(): P | undefined {
    return this.#current;
  }

  /** Starts it for the first time. Rejects as `start` does; nothing is kept alive then. */
  async begin(): Promise<P> {
    this.#begun = this.start(undefined);
    const first = await this.#begun;
    this.#kept = this.#keep(first);
    return first;
  }

  /** Ends it in good order, for good. */
  async end(): Promise<void> {
    this.#end.abort();
    await this.#begun?.catch(() => undefined);
    await this.#current?.stop();
    await this.#kept;
  }

  /** Ends it at once, for good, and does not wait. */
  killNow(): void {
    this.#end.abort();
    this.#current?.kill('SIGKILL');
  }

  async #keep(first: P): Promise<void> {
    let crashes = 0;
    for (let process: P | undefined = first; process;) {
      this.#current = process;
      const began = performance.now();
      if (this.#end.signal.aborted) await process.stop();
      const ended = (await process.exited) as Awaited<P['exited']>;
      this.#current = undefined;
      const ranForMs = performance.now() - began;
      crashes = crashesInARow(crashes, ranForMs);
      process = await this.#startAgain({ process, ended, ranForMs }, crashes);
    }
  }

  /** Undefined once the end was asked for. */
  async #startAgain(
    crash: Pick<Crash<P>, 'process' | 'ended' | 'ranForMs'>,
    firstCrashes: number,
  ): Promise<P | undefined> {
    let error: Error | undefined;
    for (let crashes = firstCrashes; !this.#end.signal.aborted; crashes++) {
      const delayMs = restartDelayMs(crashes);
      this.tell({ ...crash, error, delayMs });
      await pause(delayMs, undefined, { signal: this.#end.signal }).catch(() => undefined);
      if (this.#end.signal.aborted) return undefined;
      try {
        return await this.start(crash.process);
      } catch (problem) {
        error = problem as Error;
      }
    }
    return undefined;
  }
}
