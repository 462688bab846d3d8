import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the shop's own API answers. */
export type Mood = 'well' | 'broken' | 'hangs-up';

const script = `
  window.rollcall = window.rollcall || [];
  rollcall.push(['route', '/api/pay*', 'pay']);
  rollcall.push(['route', '/api/ads*', null]);
  window.ask = (path) => fetch(path).then((r) => r.status, (e) => e.name);
  window.askOldWay = (path) => new Promise((done) => {
    const xhr = new XMLHttpRequest();
    xhr.onloadend = () => done(xhr.status);
    xhr.open('POST', path);
    xhr.send('x');
  });
  window.breakDown = (what) => { setTimeout(() => { throw new TypeError('no account for ' + what); }); };
`;

/** Somebody's shop: pages and an API of another origin than Rollcall's, with a strict policy. */
export class Shop {
  mood: Mood = 'well';
  /** Attributes of the tag that asks for Rollcall's script. */
  tag = '';

  private constructor(
    private readonly server: Server,
    readonly rollcall: string,
  ) {}

  static async open(rollcall: string): Promise<Shop> {
    const server = createServer();
    const shop = new Shop(server, rollcall);
    server.on('request', (request, response) => shop.answer(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return shop;
  }

  /** Another site than Rollcall's 127.0.0.1, not only another port. */
  get origin(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close').catch(() => undefined);
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const path = (request.url ?? '').split('?')[0];
    if (path.startsWith('/api/')) return this.serve(path, request, response);
    if (path === '/shop.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
      return;
    }
    if (path !== '/') {
      response.writeHead(204).end();
      return;
    }
    const { rollcall, tag } = this;
    response
      .writeHead(200, {
        'content-type': 'text/html',
        'content-security-policy': `default-src 'self'; script-src 'self' ${rollcall}; connect-src 'self' ${rollcall}`,
        // the most talkative there is: whatever an address held would be passed on
        'referrer-policy': 'unsafe-url',
      })
      .end(
        `<!doctype html><title>Shop</title><script src="/shop.js"></script>
         <script src="${rollcall}/sdk.js" ${tag} async></script><h1>Everything must go</h1>`,
      );
  }

  private serve(path: string, request: IncomingMessage, response: ServerResponse): void {
    if (this.mood === 'hangs-up') {
      request.socket.destroy();
      return;
    }
    const answer = (): void => void response.writeHead(this.mood === 'well' ? 200 : 503).end('{}');
    if (path === '/api/slow') setTimeout(answer, 300);
    else answer();
  }
}
