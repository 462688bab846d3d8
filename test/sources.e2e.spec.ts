import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser/browser.js';
import { flavour } from './harness/redis.js';
import { rootKey } from './harness/rollcall.js';
import { Site } from './harness/site.js';
import { setStage, type Stage } from './harness/stage.js';
import { until } from './harness/until.js';

/** The page of sources in a real browser: a newcomer's first signal, and a site that goes down. */

describe(`the page of sources, on ${flavour}`, () => {
  let stage: Stage;
  let site: Site;
  let browser: Browser;
  let page: Page;
  const errors: string[] = [];

  const arrival = () => page.getByTestId('arrival').textContent();
  /** What the page gives to copy, as the key stands in it. */
  const keyIn = async (): Promise<string> => {
    const snippet = await page.getByTestId('snippet').textContent();
    return /rck_\w+/.exec(snippet ?? '')?.[0] ?? '';
  };
  const open = async (path = '/sources', lang = 'en'): Promise<void> => {
    await page.goto(`${stage.client.base}${path}?token=${rootKey}&lang=${lang}`);
    await page.getByTestId('ladder').waitFor();
  };

  beforeAll(async () => {
    stage = await setStage();
    site = stage.cleanup.add(await Site.open(), (one) => one.close());
    browser = stage.cleanup.add(await launchBrowser(), (b) => b.close());
    page = await browser.newPage({ viewport: { width: 1_366, height: 768 } });
    page.on('pageerror', ({ message }) => errors.push(message));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await open();
  });
  afterAll(() => stage?.cleanup.run());

  it('leads a newcomer: ways by keyboard, each with what to paste', async () => {
    await page.getByRole('heading', { name: 'Send your first signal' }).waitFor();
    await page.getByRole('tab', { name: 'Command line' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.getByTestId('snippet').textContent()).toContain(
      `OTEL_EXPORTER_OTLP_ENDPOINT="${stage.client.base}/otlp"`,
    );
    await page.keyboard.press('ArrowRight');
    expect(await page.getByTestId('snippet').textContent()).toContain(
      `src="${stage.client.base}/sdk.js"`,
    );
    await page.keyboard.press('Home');
    const chosen = page.getByRole('tab', { selected: true });
    expect(await chosen.textContent()).toContain('Command line');
    expect(await chosen.evaluate((tab) => tab === document.activeElement)).toBe(true);
  });

  it('makes a real key, and shows the first signal as it arrives', async () => {
    expect(await arrival()).toContain('Waiting for your first signal');
    await page.getByLabel('Name, to know it again').fill('my shop');
    await page.keyboard.press('Enter');
    await page.getByTestId('key-made').waitFor();
    const snippet = (await page.getByTestId('snippet').locator('pre').textContent())!;
    // pasted into a shell, as anybody would
    await promisify(execFile)('sh', ['-c', snippet.replace('curl ', 'curl -sSf ')]);
    const words = await until('it says so', async () => {
      const said = (await arrival())?.replaceAll('\u00a0', ' ');
      return said?.includes('Arrived') ? said : undefined;
    });
    expect(words).toMatch(/Arrived \d+ s ago: service play, region DE, channel web/);
    const source = page.getByTestId('source-api:my shop');
    await source.waitFor();
    expect(await source.textContent()).toContain('100%');
    expect(await page.getByTestId('rung-signals').getAttribute('data-state')).toBe('done');
  });

  it('folds the guide away for whoever comes back, and tells another sender from the others', async () => {
    await open();
    expect(await page.getByTestId('guide').isVisible()).toBe(false);
    await page.getByText('Connect another').click();
    await page.getByLabel('Name, to know it again').fill('second');
    await page.getByRole('button', { name: 'Make a key' }).click();
    await page.getByTestId('key-made').waitFor();
    const post = (key: string) =>
      fetch(`${stage.client.base}/api/v1/signals`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify([
          { kind: 'interaction', at: Date.now(), service: 'pay', user: 'u-2', outcome: 'ok' },
          { kind: 'interaction', at: 5, service: 'pay', user: 'u-2', outcome: 'ok' },
        ]),
      });
    expect((await post(await keyIn())).status).toBe(202);
    await until('it says so', async () => (await arrival())?.includes('from second'));
    // what was dropped, and what to do about it
    const source = page.getByTestId('source-api:second');
    await until('the drop shows', async () =>
      (await source.textContent())?.includes('send epoch milliseconds'),
    );
    expect(await source.textContent()).toContain('1 not counted: at too old');
  });

  it('adds a site check, which says why the site is down, and puts a deleted one back', async () => {
    await page.getByRole('button', { name: 'Add a site check' }).click();
    await page.getByLabel('Address').fill(`${site.url}/front`);
    await page.getByLabel('Service it speaks for').fill('play');
    await page.getByLabel('Every … seconds').fill('5');
    await page.getByRole('button', { name: 'Save and check now' }).click();
    const row = page.locator('[data-testid^="probe-127-0-0-1"]');
    const is = (status: string) =>
      until(`it is ${status}`, async () => (await row.getAttribute('data-status')) === status);
    await is('up');
    site.behave({ status: 503 });
    await is('down');
    expect(await row.textContent()).toContain('it answered 503, and 200-299 is expected');
    site.behave({});
    await is('up');
    await row.getByRole('button', { name: 'Delete' }).click();
    await row.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Put it back' }).click();
    await is('up');
    // what the server refuses, it says in the form
    await page.getByRole('button', { name: 'Add a site check' }).click();
    await page.getByLabel('Address').fill('https://me:secret@shop.example/');
    await page.getByLabel('Service it speaks for').fill('play');
    await page.getByRole('button', { name: 'Save and check now' }).click();
    await page.getByRole('alert').filter({ hasText: 'holds a user or a password' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByTestId('probe-form').waitFor({ state: 'detached' });
  });

  it('fits a phone, speaks German, and says what a reader may not do', async () => {
    const { key } = await stage.client.call('createKey', {
      body: { name: 'reader', permissions: ['read'] },
    });
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
    const phone = await context.newPage();
    await phone.goto(`${stage.client.base}/sources?token=${key}&lang=de`);
    await phone.getByText('Weitere verbinden').click();
    await phone.getByRole('button', { name: 'Schlüssel erstellen' }).click();
    await phone.getByRole('alert').filter({ hasText: 'darf keine Schlüssel' }).waitFor();
    await phone.getByRole('button', { name: 'Löschen' }).click();
    await phone.getByRole('alert').filter({ hasText: 'darf lesen' }).waitFor();
    const overflow = await phone.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
    await context.close();
  });

  it('reported no error of its own in all that time', () => {
    // the browser notes refusals that the page told in words
    expect(errors.filter((text) => !text.includes('400 (Bad Request)'))).toEqual([]);
  });
});
