import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Behaviour {
  status?: number;
  text?: string;
  /** Takes requests, and answers none of them. */
  mute?: boolean;
}

/** A web site that behaves as told, and remembers who asked for what. */
export class Site {
  private behaviour: Behaviour = {};
  private readonly requests = new Map<string, { at: number[]; open: number; most: number }>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async open(): Promise<Site> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const site = new Site(server, `http://127.0.0.1:${port}`);
    server.on('request', ({ url = '/' }, response) => {
      const of = site.of(url);
      of.at.push(Date.now());
      of.most = Math.max(of.most, ++of.open);
      response.once('close', () => of.open--);
      const { mute, status = 200, text = 'welcome' } = site.behaviour;
      if (!mute) response.writeHead(status).end(text);
    });
    return site;
  }

  behave(behaviour: Behaviour): void {
    this.behaviour = behaviour;
  }

  private of(path: string): { at: number[]; open: number; most: number } {
    const known = this.requests.get(path) ?? { at: [], open: 0, most: 0 };
    this.requests.set(path, known);
    return known;
  }

  /** When a path was asked for, epoch ms. */
  asked(path: string): number[] {
    return this.of(path).at;
  }

  open(path: string): number {
    return this.of(path).open;
  }

  /** The most requests of a path that were ever open at once. */
  mostOpen(path: string): number {
    return this.of(path).most;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
