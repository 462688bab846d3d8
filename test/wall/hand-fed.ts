import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { LiveView } from '@rollcall/shared';
import { diff } from '@rollcall/shared/patch';
import { liveNamespace } from '@rollcall/shared/socket';
import type { Browser, BrowserContext, Page, Route, WebSocketRoute } from 'playwright-core';
import { root } from '../harness/paths.js';

/**
 * The built wall in a real browser, its live views fed by hand over the real protocol (Engine.IO 4,
 * Socket.IO 5): so that scenes which would take a day to live through stand there in a moment.
 */

const nowhere = 'http://wall.test';
const dist = join(root, 'dashboard/dist');
const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const pingEveryMs = 10_000;

export interface Hanging {
  width?: number;
  height?: number;
  dark?: boolean;
  locale?: string;
  path?: string;
  /** Where the built pages are served; without it they come straight from the folder. */
  origin?: string;
  /** Before anything is asked for. */
  before?: (page: Page) => Promise<void>;
}

export class HandFed {
  private socket?: WebSocketRoute;
  private pings?: NodeJS.Timeout;
  private joined!: () => void;
  private readonly whenJoined = new Promise<void>((resolve) => (this.joined = resolve));
  private shown?: LiveView;

  /** Errors the page reported. */
  readonly errors: string[] = [];

  private constructor(
    private readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on('pageerror', (error) => this.errors.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text());
    });
  }

  static async hang(browser: Browser, how: Hanging = {}): Promise<HandFed> {
    const { width = 1_920, height = 1_080, dark = false, locale = 'en-GB', path = '/wall' } = how;
    const { origin, before } = how;
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme: dark ? 'dark' : 'light',
      timezoneId: 'UTC',
      locale,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    const wall = new HandFed(context, page);
    if (origin === undefined) await page.route('**/*', (route) => wall.serve(route));
    await page.routeWebSocket(/socket\.io/, (socket) => wall.accept(socket));
    await before?.(page);
    await page.goto((origin ?? nowhere) + path);
    await wall.whenJoined;
    return wall;
  }

  private async serve(route: Route): Promise<void> {
    const { pathname } = new URL(route.request().url());
    if (pathname.startsWith('/api/')) return route.fulfill({ status: 404, json: {} });
    const file = extname(pathname) === '' ? '/index.html' : pathname;
    const body = await readFile(join(dist, file)).catch(() => undefined);
    if (!body) return route.fulfill({ status: 404 });
    return route.fulfill({ body, contentType: types[extname(file)] ?? 'text/plain' });
  }

  private accept(socket: WebSocketRoute): void {
    const namespace = `${liveNamespace},`;
    this.socket = socket;
    socket.onMessage((message) => {
      const text = String(message);
      if (text.startsWith(`40${namespace}`)) {
        socket.send(`40${namespace}{"sid":"live"}`);
        this.joined();
      } else if (text.startsWith(`42${namespace}`)) {
        const asked = /^\d+/.exec(text.slice(2 + namespace.length))?.[0];
        if (asked && this.shown) {
          const answer = { ...this.shown, sentAt: this.shown.asOf };
          socket.send(`43${namespace}${asked}${JSON.stringify([answer])}`);
        }
      }
    });
    const opening = { sid: 'wall', upgrades: [], pingInterval: 25_000, pingTimeout: 20_000 };
    socket.send(`0${JSON.stringify(opening)}`);
    this.pings = setInterval(() => socket.send('2'), pingEveryMs);
  }

  private emit(event: string, value: unknown): void {
    this.socket?.send(`42${liveNamespace},${JSON.stringify([event, value])}`);
  }

  /** Sends a view: as a snapshot the first time, then as what changed; it comes fresh. */
  show(next: LiveView): void {
    const view = { ...next, version: (this.shown?.version ?? 0) + 1 };
    if (this.shown) this.emit('patch', { ...diff(this.shown, view), sentAt: view.asOf });
    else this.emit('snapshot', { ...view, sentAt: view.asOf });
    this.shown = view;
  }

  /** Shows one view after the other, slowly enough for the wall to draw each. */
  async play(views: readonly LiveView[], everyMs = 110): Promise<void> {
    for (const view of views) {
      this.show(view);
      await this.page.waitForTimeout(everyMs);
    }
  }

  /** Waits until what was sent is drawn: the charts come last. */
  async settled(): Promise<void> {
    await this.page.waitForFunction(
      () => {
        const charts = [...document.querySelectorAll('[role=img].chart')];
        return (
          document.fonts.status === 'loaded' &&
          document.querySelector('[data-testid=wall] main') !== null &&
          charts.every((chart) => chart.querySelector('svg path') !== null)
        );
      },
      undefined,
      { polling: 100 },
    );
    // two frames, so that what a size made change has been laid out too
    await this.page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
  }

  async take(): Promise<void> {
    clearInterval(this.pings);
    await this.context.close();
  }
}
