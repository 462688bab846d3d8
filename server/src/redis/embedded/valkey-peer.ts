/** The end of a connection as Valkey needs it: a `net.Socket` is one. */
export interface Peer {
  readonly destroyed: boolean;
  /** Bytes accepted and not yet passed on. */
  readonly writableLength: number;
  readonly writableNeedDrain: boolean;
  write(chunk: Buffer): unknown;
  destroy(): unknown;
  /** Ends the connection after what is queued has gone out. */
  destroySoon(): unknown;
}

/** A peer inside this process: what it is told is kept until someone asks. */
export class LocalPeer implements Peer {
  destroyed = false;
  readonly writableLength = 0;
  readonly writableNeedDrain = false;
  readonly #chunks: Buffer[] = [];

  write(chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  destroy(): void {
    this.destroyed = true;
  }

  destroySoon(): void {
    this.destroy();
  }

  answer(): string {
    return Buffer.concat(this.#chunks).toString();
  }
}
