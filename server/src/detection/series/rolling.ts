/** Mean and spread of the last `size` numbers. Numbers come relative to the series' first, so that sums stay exact where nothing moves. */
export class Rolling {
  private readonly ring: Float64Array;
  private count = 0;
  private next = 0;
  private sum = 0;
  private squares = 0;

  constructor(private readonly size: number) {
    this.ring = new Float64Array(size);
  }

  push(x: number): void {
    if (this.count === this.size) {
      const old = this.ring[this.next];
      this.sum -= old;
      this.squares -= old * old;
    } else this.count++;
    this.ring[this.next] = x;
    this.sum += x;
    this.squares += x * x;
    this.next = (this.next + 1) % this.size;
    if (this.next === 0) this.recount();
  }

  get mean(): number {
    return this.sum / this.count;
  }

  get deviation(): number {
    const { mean } = this;
    return Math.sqrt(Math.max(0, this.squares / this.count - mean * mean));
  }

  /** Once a round: what rounding has left in the sums goes. */
  private recount(): void {
    this.sum = 0;
    this.squares = 0;
    for (let i = 0; i < this.count; i++) {
      this.sum += this.ring[i];
      this.squares += this.ring[i] * this.ring[i];
    }
  }
}
