import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Where bodies go, and what a request's head says beside their length. */
export interface Target {
  port: number;
  path: string;
  type: string;
  key?: string;
}

/** A server may close a connection that was idle for some seconds: it is not used again after this, ms. */
const idleMs = 2_500;

/**
 * One kept-alive HTTP connection, one request at a time. It does as little as a client can, because
 * it runs on the cores that are measured; it reads no more of an answer than its status and length.
 */
export class Wire {
  private socket: Socket | undefined;
  private usedAt = 0;
  private answered: ((status: number) => void) | undefined;
  private failed: ((error: Error) => void) | undefined;
  private seen = '';
  private readonly head: string;

  private constructor(private readonly target: Target) {
    const { path, type, key } = target;
    this.head =
      `POST ${path} HTTP/1.1\r\nhost: bench\r\ncontent-type: ${type}\r\n` +
      (key === undefined ? '' : `authorization: Bearer ${key}\r\n`);
  }

  static async open(target: Target): Promise<Wire> {
    const wire = new Wire(target);
    await wire.connect();
    return wire;
  }

  private async connect(): Promise<Socket> {
    this.close();
    const socket = connect(this.target.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.read(chunk));
    // of the present one only: one that was given up may end as it likes
    const ended = (error: Error): void => {
      if (this.socket === socket) this.failed?.(error);
    };
    socket.on('error', ended);
    socket.on('close', () => ended(new Error('the connection was closed')));
    this.usedAt = performance.now();
    return (this.socket = socket);
  }

  /** Resolves to the status; rejects when the connection ends before there is one. */
  async post(body: Buffer): Promise<number> {
    const stale = performance.now() - this.usedAt > idleMs;
    const socket = stale || !this.socket ? await this.connect() : this.socket;
    const status = await new Promise<number>((answered, failed) => {
      this.answered = answered;
      this.failed = failed;
      if (socket.destroyed) failed(new Error('the connection was closed'));
      socket.cork();
      socket.write(`${this.head}content-length: ${body.length}\r\n\r\n`, 'latin1');
      socket.write(body);
      socket.uncork();
    });
    this.usedAt = performance.now();
    return status;
  }

  private read(chunk: Buffer): void {
    this.seen += chunk.toString('latin1');
    const end = this.seen.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = Number(/\r\ncontent-length: *(\d+)/i.exec(this.seen)?.[1] ?? 0);
    if (this.seen.length < end + 4 + length) return;
    const status = Number(this.seen.slice(9, 12));
    this.seen = '';
    this.answered?.(status);
  }

  close(): void {
    this.failed = undefined;
    this.socket?.destroy();
    this.socket = undefined;
  }
}
