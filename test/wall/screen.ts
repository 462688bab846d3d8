import type { ConsoleMessage, Page } from 'playwright-core';
import { until } from '../harness/until.js';

/** What a person in front of the wall sees, and what they must never see. */
export class Screen {
  /** Errors the page reported, in order. */
  readonly errors: string[] = [];
  private serverIsAway = false;

  private constructor(readonly page: Page) {
    page.on('pageerror', (error) => this.errors.push(String(error)));
    page.on('console', (message) => this.note(message));
  }

  static async on(page: Page, address: string): Promise<Screen> {
    const screen = new Screen(page);
    await page.goto(address);
    return screen;
  }

  private note(message: ConsoleMessage): void {
    if (message.type() !== 'error') return;
    const text = message.text();
    // the browser itself notes a connection that was refused; no script can prevent that
    const refused =
      /ERR_CONNECTION_(REFUSED|RESET)|ERR_EMPTY_RESPONSE|WebSocket connection to|status of 50[234]/;
    if (this.serverIsAway && refused.test(text)) return;
    this.errors.push(`${text} (${message.location().url})`);
  }

  /** Refused connections are no fault of the page's while this runs. */
  async whileServerIsAway(work: () => Promise<void>): Promise<void> {
    this.serverIsAway = true;
    await work();
    this.serverIsAway = false;
  }

  /** Every number on the screen, by its name: `customers-ever`, `users-of`, … */
  numbers(): Promise<Record<string, number>> {
    return this.page.$$eval('[data-testid][data-value]', (nodes) =>
      Object.fromEntries(
        nodes.map((node) => [
          node.getAttribute('data-testid') ?? '',
          Number(node.getAttribute('data-value')),
        ]),
      ),
    );
  }

  /** Waits until the screen shows these numbers; fails showing those it shows instead. */
  async shows(wanted: Record<string, number>, withinMs = 20_000): Promise<void> {
    let seen: Record<string, number> = {};
    const all = async (): Promise<boolean> => {
      seen = await this.numbers();
      return Object.entries(wanted).every(([name, value]) => seen[name] === value);
    };
    await until('the screen shows the numbers', all, { withinMs }).catch(() =>
      expect(seen).toMatchObject(wanted),
    );
  }

  status(service: string, channel: string, region: string): Promise<string | null> {
    return this.page
      .getByTestId(`cell-${service}-${channel}-${region}`)
      .getAttribute('data-status');
  }

  /** The words of the banner that says the numbers are old; undefined where there is none. */
  async banner(): Promise<string | undefined> {
    const [words] = await this.page.getByTestId('stale-banner').allTextContents();
    return words;
  }

  /** From here on: was the page loaded again, and was there ever a moment without numbers? */
  async watch(): Promise<void> {
    await this.page.evaluate(() => {
      const seen = { blank: 0, looks: 0 };
      (window as unknown as { watched: typeof seen }).watched = seen;
      setInterval(() => {
        seen.looks++;
        const number = document.querySelector('[data-testid="users-ever"]');
        if (!number?.textContent?.trim()) seen.blank++;
      }, 20);
    });
  }

  /** undefined: the page was loaded again since. */
  watched(): Promise<{ blank: number; looks: number } | undefined> {
    return this.page.evaluate(
      () => (window as unknown as { watched?: { blank: number; looks: number } }).watched,
    );
  }
}
