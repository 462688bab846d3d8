import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What Prometheus scrapes, and whom Alertmanager tells. */
export class Tower {
  /** `service:outcome` → how many. */
  private readonly counts = new Map<string, number>();
  /** Service → when the first alert about it came, epoch ms. */
  readonly alerted = new Map<string, number>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Tower> {
    const server = createServer();
    const tower = new Tower(server);
    server.on('request', (request, response) => {
      if (request.url === '/metrics') {
        response.setHeader('content-type', 'text/plain; version=0.0.4');
        response.end(tower.metrics());
        return;
      }
      void tower.hear(request).finally(() => response.end());
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return tower;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  count(service: string, outcome: 'ok' | 'failed'): void {
    const name = `${service}:${outcome}`;
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }

  async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
  }

  private metrics(): string {
    const lines = [...this.counts].map(([name, count]) => {
      const [service, outcome] = name.split(':');
      return `tries_total{service="${service}",outcome="${outcome}"} ${count}\n`;
    });
    return `# TYPE tries_total counter\n${lines.join('')}`;
  }

  private async hear(request: IncomingMessage): Promise<void> {
    const now = Date.now();
    const { alerts } = JSON.parse(await text(request)) as {
      alerts: { status: string; labels: { service: string } }[];
    };
    for (const { status, labels } of alerts)
      if (status === 'firing' && !this.alerted.has(labels.service))
        this.alerted.set(labels.service, now);
  }
}
