/** Keeps the end of what a process writes: enough to say why it died, and never more. */
export class LastWords {
  #text = '';

  constructor(private readonly limit = 4_096) {}

  readonly add = (chunk: string | Uint8Array): void => {
    const more = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    this.#text = (this.#text + more).slice(-this.limit);
  };

  /** The last `count` lines that are not empty. */
  lines(count: number): string[] {
    return this.#text
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '')
      .slice(-count);
  }
}
