import { once } from 'node:events';
import { join } from 'node:path';
import { Child } from '../harness/child.js';
import { root } from '../harness/paths.js';
import { rootKey } from '../harness/rollcall.js';

const here = join(root, 'test/otlp');

/** An Express app in a process of its own, that only its environment has told of Rollcall. */
export class Shop {
  private constructor(
    private readonly child: Child,
    private readonly port: number,
  ) {}

  /** @param base where Rollcall is @param env more of OTEL_* */
  static async open(base: string, env: Record<string, string>): Promise<Shop> {
    const child = Child.node([join(here, 'shop.cjs')], {
      NODE_OPTIONS: `--require ${join(here, 'register.cjs')}`,
      OTEL_EXPORTER_OTLP_ENDPOINT: `${base}/otlp`,
      OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer%20${rootKey}`,
      // sooner than the 5 s it takes by default
      OTEL_BSP_SCHEDULE_DELAY: '200',
      OTEL_LOG_LEVEL: 'warn',
      ...env,
    });
    const [{ port }] = (await once(child.process, 'message')) as [{ port: number }];
    return new Shop(child, port);
  }

  /** Someone comes by; resolves to the HTTP status they got. */
  async visit(path = '/pay/7'): Promise<number> {
    const response = await fetch(`http://127.0.0.1:${this.port}${path}`, {
      headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux) Firefox/140' },
    });
    await response.arrayBuffer();
    return response.status;
  }

  async set(state: 'break' | 'mend'): Promise<void> {
    const done = once(this.child.process, 'message');
    this.child.process.send(state);
    await done;
  }

  /** What it has printed. */
  get words(): string {
    return this.child.words;
  }

  close(): Promise<void> {
    return this.child.stop();
  }
}
