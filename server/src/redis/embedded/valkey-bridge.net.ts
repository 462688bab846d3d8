import { createServer, type Server, type Socket } from 'node:net';
import { LastWords } from '../../processes/last-words.js';
import { Descriptors } from './descriptors.js';
import { ValkeyModule, type ValkeyHost } from './valkey-module.wasm.js';
import { LocalPeer, type Peer } from './valkey-peer.js';

// From the compiled server's src/wasi/host.h and src/src/ae.h.
const FIRST_DESCRIPTOR = 4_096;
const READABLE = 1;
const WRITABLE = 2;

/** How many bytes of output may wait in one connection before Valkey has to hold the rest itself. */
const OUTPUT_LIMIT = 1_048_576;
/** Drives Valkey's clock: expiry, timeouts of blocking commands, its housekeeping. In milliseconds. */
const TICK_MS = 50;
/** No single pass of Valkey's loop lasts this long, except for a script that never ends. */
const ENDLESS_PASS_MS = 30_000;

interface Connection {
  peer: Peer;
  /** Received and not yet read by Valkey; the first chunk from `offset` on. */
  received: Buffer[];
  offset: number;
  ended: boolean;
}

/**
 * Gives the compiled Valkey its sockets, made of `node:net`, and runs its loop in this thread.
 *
 * It takes the place of the bridge that comes with the package; docs/adr/0002-embedded-redis.md says
 * what was wrong with that one.
 */
export class ValkeyBridge implements ValkeyHost {
  /** The end of Valkey's log. */
  readonly words = new LastWords();
  readonly #connections: (Connection | undefined)[] = []; // by descriptor, from the first one on
  readonly #descriptors = new Descriptors(FIRST_DESCRIPTOR);
  readonly #waiting: Connection[] = [];
  #valkey!: ValkeyModule;
  #listener = -1;
  #stepScheduled = false;
  #progressed = false;
  #passBegan = Infinity;

  /** @param onFatal Valkey ended itself (SHUTDOWN: code 0) or crashed; must end this process */
  constructor(private readonly onFatal: (code: number, reason: string) => void) {}

  /** Compiles and boots the server; nobody can reach it yet. */
  async boot(wasmPath: string): Promise<void> {
    this.#valkey = await ValkeyModule.boot(wasmPath, this.#asHost(), this.words.add);
    setInterval(() => this.#step(), TICK_MS);
  }

  /** Opens the door. Resolves to the port (a free one for 0), rejects when it can't be had. */
  open(port: number, host: string): Promise<number> {
    const server: Server = createServer({ noDelay: true, allowHalfOpen: true }, (socket) =>
      this.#welcome(socket),
    );
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen({ port, host, exclusive: true }, () => {
        server.off('error', reject);
        resolve((server.address() as { port: number }).port);
      });
    });
  }

  /** Runs one command from inside and returns the raw answer. */
  ask(...command: string[]): string {
    const peer = new LocalPeer();
    const connection = this.#connect(peer);
    const parts = command.map((part) => `$${Buffer.byteLength(part)}\r\n${part}\r\n`);
    connection.received.push(Buffer.from(`*${command.length}\r\n${parts.join('')}`));
    this.#step();
    connection.ended = true;
    this.#step();
    return peer.answer();
  }

  #welcome(socket: Socket): void {
    const connection = this.#connect(socket);
    const ended = () => {
      connection.ended = true;
      this.#scheduleStep();
    };
    socket
      .on('data', (chunk: Buffer) => {
        connection.received.push(chunk);
        this.#scheduleStep();
      })
      .on('drain', () => this.#scheduleStep())
      .on('end', ended)
      .on('close', ended)
      .on('error', ended);
  }

  #connect(peer: Peer): Connection {
    const connection = { peer, received: [], offset: 0, ended: false };
    this.#waiting.push(connection);
    this.#scheduleStep();
    return connection;
  }

  // All that arrived in one turn of Node's loop is answered in one go.
  #scheduleStep(): void {
    if (this.#stepScheduled) return;
    this.#stepScheduled = true;
    setImmediate(() => {
      this.#stepScheduled = false;
      this.#step();
    });
  }

  // Valkey sends its answers at the beginning of the next pass, so the last pass must read nothing.
  #step(): void {
    try {
      do {
        this.#progressed = false;
        this.#passBegan = performance.now();
        this.#valkey.step();
      } while (this.#progressed);
      this.#passBegan = Infinity;
    } catch (error) {
      if (typeof error === 'symbol') this.onFatal(0, 'Valkey was shut down');
      else this.onFatal(1, `Valkey crashed: ${String(error)}`);
    }
  }

  // --- What Valkey asks of its host, during a step ---

  socket(): number {
    return this.#descriptors.take();
  }

  listen(descriptor: number): number {
    this.#listener = descriptor; // the door itself is opened later: see open()
    return 0;
  }

  accept(): number {
    const connection = this.#waiting.shift();
    if (!connection) return -1;
    const descriptor = this.#descriptors.take();
    this.#connections[descriptor - FIRST_DESCRIPTOR] = connection;
    this.#progressed = true;
    return descriptor;
  }

  read(descriptor: number, at: number, length: number): number {
    const connection = this.#connections[descriptor - FIRST_DESCRIPTOR];
    if (!connection) return -1;
    const head = connection.received[0];
    if (!head) return connection.ended ? 0 : -1;
    this.#progressed = true;
    const size = Math.min(length, head.length - connection.offset);
    head.copy(this.#valkey.bytes(), at, connection.offset, connection.offset + size);
    connection.offset += size;
    if (connection.offset === head.length) {
      connection.received.shift();
      connection.offset = 0;
    }
    return size;
  }

  // 0 means "not now": Valkey keeps the answer, comes back when the connection is writable, and ends
  // a client that exceeds its output limit. −1 would make it drop client and answer at once.
  write(descriptor: number, at: number, length: number): number {
    const peer = this.#connections[descriptor - FIRST_DESCRIPTOR]?.peer;
    if (!peer || peer.destroyed) return -1;
    if (peer.writableLength >= OUTPUT_LIMIT) return 0;
    peer.write(Buffer.from(this.#valkey.bytes().subarray(at, at + length))); // that memory is reused
    return length;
  }

  close(descriptor: number): void {
    const connection = this.#connections[descriptor - FIRST_DESCRIPTOR];
    this.#connections[descriptor - FIRST_DESCRIPTOR] = undefined;
    this.#descriptors.giveBack(descriptor);
    if (!connection) return;
    // A last answer ("too many clients") still goes out, unless its reader is too slow to take it.
    if (connection.peer.writableNeedDrain) connection.peer.destroy();
    else connection.peer.destroySoon();
  }

  poll(interest: number, count: number, fired: number, max: number): number {
    // Valkey polls from within a script that runs for long; nothing else of this process runs then.
    if (performance.now() - this.#passBegan > ENDLESS_PASS_MS) {
      this.onFatal(1, `a script ran for more than ${ENDLESS_PASS_MS / 1000} s`);
    }
    const memory = this.#valkey.integers();
    let found = 0;
    for (let i = 0; i < count && found < max; i++) {
      const descriptor = memory[interest / 4 + i * 2];
      const ready = memory[interest / 4 + i * 2 + 1] & this.#readiness(descriptor);
      if (ready === 0) continue;
      memory[fired / 4 + found * 2] = descriptor;
      memory[fired / 4 + found * 2 + 1] = ready;
      found++;
    }
    return found;
  }

  #readiness(descriptor: number): number {
    if (descriptor === this.#listener) return this.#waiting.length > 0 ? READABLE : 0;
    const connection = this.#connections[descriptor - FIRST_DESCRIPTOR];
    if (!connection) return 0;
    const readable = connection.received.length > 0 || connection.ended;
    return (readable ? READABLE : 0) | (connection.peer.writableNeedDrain ? 0 : WRITABLE);
  }

  // WebAssembly calls its imports without a `this`.
  #asHost(): ValkeyHost {
    return {
      socket: () => this.socket(),
      listen: (descriptor) => this.listen(descriptor),
      accept: () => this.accept(),
      read: (descriptor, at, length) => this.read(descriptor, at, length),
      write: (descriptor, at, length) => this.write(descriptor, at, length),
      close: (descriptor) => this.close(descriptor),
      poll: (interest, count, fired, max) => this.poll(interest, count, fired, max),
    };
  }
}
