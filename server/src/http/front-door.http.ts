import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Failure } from '@rollcall/shared';
import type { OwnData } from '../demo/own-data.service.js';
import { sends, wayOf, type Way } from './front-door.js';
import { problemOf } from './problem.js';

const gone: Failure = {
  code: 'demo_gone',
  detail: 'no demo is played here',
  remedy: 'leave /demo out of the address',
};
const opening: Failure = {
  code: 'demo_opening',
  detail: 'the demo is about to open',
  remedy: 'send the same request again in a moment',
};

/** The servers behind the door; neither listens by itself. */
export interface Behind {
  main: Server;
  /** The demo's, while it is there. */
  demo: () => Server | undefined;
  /** Whether it is about to be there: whoever plays it must not take it for removed. */
  demoOpening: () => boolean;
}

/**
 * The one server that listens: hands each request and each upgrade to the workspace it is for, so
 * that a demo and one's own data share an address, and nothing else.
 */
export class FrontDoor {
  readonly server: Server;
  /** Sockets that follow the demo only because there was nothing else to show. */
  private readonly lent = new Set<Duplex>();

  constructor(
    private readonly behind: Behind,
    private readonly own: OwnData,
  ) {
    this.server = createServer((request, response) => this.answer(request, response));
    this.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      this.upgrade(request, socket, head),
    );
    own.onFirst(() => {
      // they come back by themselves, to what is one's own
      for (const socket of this.lent) socket.destroy();
      this.lent.clear();
    });
  }

  /** Rejects with the system's error when it can't listen there. */
  listen(port: number, host: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => {
        this.server.off('error', reject);
        resolve();
      });
    });
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private wayOf(request: IncomingMessage): Way {
    const page = /text\/html/.test(request.headers.accept ?? '');
    const { method = 'GET', url = '/' } = request;
    return wayOf(
      { method, url, page },
      { demo: this.behind.demo() !== undefined, used: this.own.there },
    );
  }

  private serverOf(to: 'main' | 'demo'): Server {
    return (to === 'demo' ? this.behind.demo() : undefined) ?? this.behind.main;
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const way = this.wayOf(request);
    if (way.to === 'gone') {
      const problem = problemOf(this.behind.demoOpening() ? opening : gone);
      response.writeHead(problem.status, {
        'content-type': 'application/problem+json',
        ...(problem.status === 503 && { 'retry-after': '1' }),
      });
      response.end(JSON.stringify(problem));
      return;
    }
    if (way.to === 'elsewhere') {
      response.writeHead(302, { location: way.url, 'cache-control': 'no-store' });
      response.end();
      return;
    }
    request.url = way.url;
    if (way.to === 'main' && !this.own.there) this.watch(request, response);
    this.serverOf(way.to).emit('request', request, response);
  }

  /** Notes the first thing that is taken in before its answer leaves, so that it is seen at once. */
  private watch(request: IncomingMessage, response: ServerResponse): void {
    if (!sends({ method: request.method ?? '', url: request.url ?? '' })) return;
    const end = response.end.bind(response) as (...args: unknown[]) => ServerResponse;
    response.end = (...args: unknown[]) => {
      if (response.statusCode >= 200 && response.statusCode < 300) this.own.sent();
      return end(...args);
    };
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const way = this.wayOf(request);
    if (way.to === 'gone' || way.to === 'elsewhere') {
      socket.destroy();
      return;
    }
    if (way.to === 'demo' && request.url === way.url) {
      this.lent.add(socket);
      socket.once('close', () => this.lent.delete(socket));
    }
    request.url = way.url;
    this.serverOf(way.to).emit('upgrade', request, socket, head);
  }
}
