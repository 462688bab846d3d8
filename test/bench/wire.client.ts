import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Where bodies go, and what a request's head says beside their length. */
export interface Target {
  port: number;
  path: string;
  type: string;
  key?: string;
}

/**
 * One kept-alive HTTP connection, one request at a time. It does as little as a client can, because
 * it runs on the cores that are measured; it reads no more of an answer than its status and length.
 */
export class Wire {
  private answered: ((status: number) => void) | undefined;
  private failed: ((error: Error) => void) | undefined;
  private seen = '';
  private readonly head: string;

  private constructor(
    private readonly socket: Socket,
    { path, type, key }: Target,
  ) {
    this.head =
      `POST ${path} HTTP/1.1\r\nhost: bench\r\ncontent-type: ${type}\r\n` +
      (key === undefined ? '' : `authorization: Bearer ${key}\r\n`);
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.read(chunk));
    socket.on('error', (error) => this.failed?.(error));
    socket.on('close', () => this.failed?.(new Error('the connection was closed')));
  }

  static async open(target: Target): Promise<Wire> {
    const socket = connect(target.port, '127.0.0.1');
    await once(socket, 'connect');
    return new Wire(socket, target);
  }

  /** Resolves to the status. */
  post(body: Buffer): Promise<number> {
    return new Promise((answered, failed) => {
      // an idle connection is closed after some seconds: whoever writes to it would wait forever
      if (this.socket.destroyed) return failed(new Error('the connection was closed'));
      this.answered = answered;
      this.failed = failed;
      this.socket.cork();
      this.socket.write(`${this.head}content-length: ${body.length}\r\n\r\n`, 'latin1');
      this.socket.write(body);
      this.socket.uncork();
    });
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
    this.socket.destroy();
  }
}
