import type { BrowserContext, Page, Request } from 'playwright-core';
import { until } from '../harness/until.js';
import type { Shop } from './shop.js';

type Outcome = 'ok' | 'slow' | 'failed';

/** What a page may call, and what the shop's own script offers. */
interface ShopWindow {
  rollcall: {
    track: (...given: unknown[]) => boolean;
    identify: (...given: unknown[]) => boolean;
    consent: (...given: unknown[]) => boolean;
    push: (...calls: unknown[]) => void;
  };
  ask: (path: string) => Promise<number | string>;
  askOldWay: (path: string) => Promise<number>;
  breakDown: (what: string) => void;
}
declare const window: ShopWindow;

/** One signal as a page sent it. */
export interface Told {
  at: number;
  service: string;
  user: string;
  outcome?: Outcome;
  latencyMs?: number;
  attributes?: Record<string, unknown>;
}

/** A person with a browser of their own, in front of the shop. */
export class Visitor {
  /** What was sent to Rollcall, as far as the browser shows it: not what it sends behind a closed page. */
  readonly told: Told[] = [];
  /** Everything that any page asked for. */
  readonly requests: Request[] = [];
  /** What a page complained of. */
  readonly errors: string[] = [];

  constructor(
    readonly context: BrowserContext,
    private readonly shop: Shop,
  ) {
    context.on('request', (request) => {
      this.requests.push(request);
      if (!request.url().startsWith(shop.rollcall) || request.method() !== 'POST') return;
      const batch = request.postDataJSON() as { signals: Told[] } | null;
      this.told.push(...(batch?.signals ?? []));
    });
    context.on('weberror', (error) => this.errors.push(String(error.error())));
    context.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning')
        this.errors.push(`${message.text()} (${message.location().url})`);
    });
  }

  /** Opens the shop in a tab and waits for Rollcall's script. */
  async enter(path = '/'): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(this.shop.origin + path);
    await this.ready(page);
    return page;
  }

  async ready(page: Page): Promise<void> {
    await page.waitForFunction(() => typeof window.rollcall?.track === 'function');
  }

  ask(page: Page, path: string): Promise<number | string> {
    return page.evaluate((to) => window.ask(to), path);
  }

  askOldWay(page: Page, path: string): Promise<number> {
    return page.evaluate((to) => window.askOldWay(to), path);
  }

  breakDown(page: Page, what: string): Promise<void> {
    return page.evaluate((it) => window.breakDown(it), what);
  }

  call(page: Page, name: 'track' | 'identify' | 'consent', ...given: unknown[]): Promise<boolean> {
    return page.evaluate(([method, args]) => window.rollcall[method](...args), [
      name,
      given,
    ] as const);
  }

  /** Tracks, and leaves in the same breath, to where Rollcall's script is not. */
  trackAndLeave(page: Page, service: string): Promise<void> {
    return page
      .evaluate((it) => {
        window.rollcall.track(it, 'failed');
        location.href = '/shop.js';
      }, service)
      .catch(() => undefined);
  }

  /** What Rollcall's script keeps in this browser, by name. */
  kept(page: Page): Promise<Record<string, string>> {
    return page.evaluate(() =>
      Object.fromEntries(
        Object.entries({ ...localStorage }).filter(([name]) => name.startsWith('rollcall:')),
      ),
    );
  }

  /** Signals that wait in this browser. */
  async waiting(page: Page): Promise<Told[]> {
    return Object.entries(await this.kept(page))
      .filter(([name]) => name.startsWith('rollcall:batch:'))
      .flatMap(([, text]) => (JSON.parse(text) as { signals: Told[] }).signals);
  }

  async delivered(page: Page): Promise<void> {
    const none = async () => (await this.waiting(page)).length === 0;
    await until('all that waited is delivered', none, { withinMs: 30_000 });
  }

  /** Of one kind, such as `request`, `open` or `error`. */
  ofType(type: string): Told[] {
    return this.told.filter(({ attributes }) => attributes?.['type'] === type);
  }
}
