import type { Browser, Page } from 'playwright-core';
import { seriousFindings } from './browser/axe.js';
import { launchBrowser } from './browser/browser.js';
import { failEach } from './harness/failures.js';
import { flavour } from './harness/redis.js';
import { rootKey } from './harness/rollcall.js';
import { setStage, type Stage } from './harness/stage.js';

/** What is around every room, in a real browser: navigation, theme, language, states, and nothing axe minds. */

jest.setTimeout(180_000);

describe(`the rooms, on ${flavour}`, () => {
  let stage: Stage;
  let browser: Browser;
  let page: Page;
  let incident: string;
  const errors: string[] = [];

  const at = (path: string) => `${stage.client.base}${path}`;
  const settings = () => page.getByRole('button', { name: /Appearance|Darstellung|Vzhľad|外观/ });
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

  beforeAll(async () => {
    stage = await setStage();
    browser = stage.cleanup.add(await launchBrowser(), (b) => b.close());
    const { id } = await stage.client.call('openIncident', {
      body: {
        title: 'Payments fail <img src=x onerror=alert(1)>',
        scope: { services: ['pay'] },
        onset: Date.now() - 60_000,
      },
    });
    incident = `/incidents/${id}`;
    await failEach(stage.client, 'web', 3, Date.now());
    page = await browser.newPage({
      viewport: { width: 1_366, height: 768 },
      locale: 'en-GB',
      colorScheme: 'light',
    });
    page.on('pageerror', ({ message }) => errors.push(message));
    await page.goto(at(`/wall?token=${rootKey}`));
    await page.getByTestId('users-now').waitFor();
  });
  afterAll(() => stage?.cleanup.run());

  it('leads from room to room, and says where one is', async () => {
    const rooms = page.getByRole('navigation', { name: 'Rooms' });
    await rooms.getByRole('link', { name: 'Sources' }).click();
    await page.getByRole('heading', { name: 'Sources', level: 1 }).waitFor();
    const current = rooms.locator('[aria-current=page]');
    expect(await current.allInnerTexts()).toEqual(['Sources']);
    await rooms.getByRole('link', { name: 'Wall' }).click();
    await page.getByTestId('users-now').waitFor();
  });

  it('lets the keyboard skip to what matters', async () => {
    await page.reload();
    await page.getByTestId('users-now').waitFor();
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to the numbers' });
    expect(await skip.evaluate((link) => link === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('numbers');
  });

  it('turns dark by keyboard, and stays dark', async () => {
    const light = await background();
    await settings().press('Enter');
    await page.getByRole('menuitemradio', { name: 'Dark' }).press('Enter');
    await page.locator('html[data-scheme=dark]').waitFor({ state: 'attached' });
    const dark = await background();
    expect(dark).not.toBe(light);
    await page.keyboard.press('Escape');
    expect(await settings().evaluate((button) => button === document.activeElement)).toBe(true);
    await page.reload();
    await page.getByTestId('users-now').waitFor();
    expect(await background()).toBe(dark);
    await page.goto(at('/wall?theme=light'));
    await page.getByTestId('users-now').waitFor();
    expect(await background()).toBe(light);
  });

  it('speaks another language at once, remembers it, and says so to the browser', async () => {
    await settings().click();
    await page.getByRole('menuitemradio', { name: 'Slovenčina' }).click();
    await page.getByText('Zákazníci zasiahnutí teraz').waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('sk');
    await page.goto(at('/wall'));
    await page.getByText('Zákazníci zasiahnutí teraz').waitFor();
    await page.goto(at('/wall?lang=zh'));
    await page.getByText('当前受影响的客户').waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('zh-Hans');
    await page.goto(at('/wall'));
    expect(await page.getAttribute('html', 'lang')).toBe('sk');
    await page.evaluate(() => localStorage.clear());
  });

  it('asks before an incident is ended, and a no changes nothing', async () => {
    await page.goto(at(incident));
    await page.getByRole('button', { name: 'Resolve' }).click();
    const question = page.getByRole('alertdialog', { name: 'End the incident?' });
    await question.waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Cancel');
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    const id = incident.split('/').at(-1)!;
    expect((await stage.client.call('getIncident', { params: { id } })).state).not.toBe('resolved');
  });

  it('shows a title with markup as text', async () => {
    await page
      .getByRole('heading', { level: 1 })
      .getByText('<img src=x onerror=alert(1)>')
      .waitFor();
  });

  it('says what is not there, and where to go', async () => {
    await page.goto(at('/incidents/inc-no-such'));
    await page.getByRole('heading', { name: 'This incident isn’t known' }).waitFor();
    await page.goto(at('/no/such/page'));
    await page.getByRole('link', { name: 'Go to the wall' }).click();
    await page.getByTestId('users-now').waitFor();
  });

  it('says what a key may not, and that it may not', async () => {
    const { key } = await stage.client.call('createKey', {
      body: { name: 'reader', permissions: ['read'] },
    });
    const context = await browser.newContext({ locale: 'en-GB' });
    const reader = await context.newPage();
    await reader.goto(at(`${incident}?token=${key}`));
    await reader.getByRole('button', { name: 'Acknowledge' }).click();
    await reader.getByRole('alert').filter({ hasText: 'may read, but not change' }).waitFor();
    await context.close();
  });

  it('keeps the rooms off a hung wall until somebody comes', async () => {
    const hung = await browser.newContext({ viewport: { width: 1_920, height: 1_080 } });
    await hung.addCookies(await page.context().cookies());
    const wall = await hung.newPage();
    await wall.goto(at('/wall'));
    await wall.getByTestId('users-now').waitFor();
    const rooms = wall.locator('.controls');
    expect(await rooms.evaluate((node) => node.clientWidth)).toBe(1);
    await wall.mouse.move(400, 400);
    await wall.mouse.move(500, 400);
    await wall.waitForFunction(() => document.querySelector('.controls')!.clientWidth > 100);
    await hung.close();
  });

  it.each([
    ['/wall', 'light', 1_920],
    ['/wall', 'dark', 390],
    ['incident', 'light', 1_440],
    ['incident', 'dark', 390],
    ['/sources', 'light', 1_440],
    ['/sources', 'dark', 390],
    ['/sign-in', 'light', 390],
    ['/no/such/page', 'dark', 1_440],
  ] as const)('axe minds nothing on %s, %s, %i px wide', async (path, colorScheme, width) => {
    const height = width === 1_920 ? 1_080 : 844;
    const context = await browser.newContext({
      viewport: { width, height },
      colorScheme,
      locale: 'en-GB',
      reducedMotion: 'reduce',
    });
    await context.addCookies(await page.context().cookies());
    const room = await context.newPage();
    await room.goto(at(path === 'incident' ? incident : path));
    await room.getByRole('heading', { level: 1 }).first().waitFor();
    if (path === 'incident') await room.getByTestId('update-form').waitFor();
    if (path === '/sources') await room.getByTestId('ladder').waitFor();
    expect(await seriousFindings(room)).toEqual([]);
    const wide = await room.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
    await context.close();
  });

  it('threw nothing meanwhile', () => {
    expect(errors).toEqual([]);
  });
});
