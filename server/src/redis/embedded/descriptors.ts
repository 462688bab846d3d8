/**
 * Hands out small integers and takes them back. Valkey indexes a table of fixed size by descriptor,
 * so a number must be reused once its connection is closed; the one given back last goes out first,
 * which keeps the part of the table in use short.
 */
export class Descriptors {
  readonly #free: number[] = [];
  #next: number;

  constructor(base: number) {
    this.#next = base;
  }

  take(): number {
    return this.#free.pop() ?? this.#next++;
  }

  giveBack(descriptor: number): void {
    this.#free.push(descriptor);
  }
}
