import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * A log file of bounded size: when it is full it becomes `<path>.1`, in the place of the one before,
 * and a new one is begun. So it takes at most twice its limit.
 *
 * It writes at once and in order: what a process said just before it died is there. A disk that
 * refuses is no reason to stop serving: what can't be written is dropped.
 */
export class BoundedLog {
  #file: number | undefined;
  #size = 0;

  constructor(
    readonly path: string,
    private readonly limit = 5 * 1_048_576,
  ) {}

  write(chunk: Uint8Array | string): void {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    try {
      if (this.#file !== undefined && this.#size + bytes.length > this.limit) {
        this.close();
        renameSync(this.path, `${this.path}.1`);
      }
      this.#file ??= this.#open();
      this.#size += writeSync(this.#file, bytes);
    } catch {
      this.close();
    }
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #open(): number {
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    const file = openSync(this.path, 'a', 0o600);
    this.#size = fstatSync(file).size;
    return file;
  }
}
