import type { CustomerInput, Impact, Signal } from '@rollcall/shared';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser/browser.js';
import { postUntilAcknowledged } from './harness/post.js';
import { flavour } from './harness/redis.js';
import { Rollcall, rootKey } from './harness/rollcall.js';
import { setStage, type Stage } from './harness/stage.js';
import { until } from './harness/until.js';
import { Screen } from './wall/screen.js';

/** The wall in a real browser: it shows what the API says, says when that is old, and never blanks. */

const seconds = 1_000;
const minute = 60 * seconds;

const customers: CustomerInput[] = Array.from({ length: 30 }, (_, i) => ({
  id: `c-${i}`,
  type: i % 3 === 0 ? 'business' : 'consumer',
  stage: 'subscriber',
  monthlyRevenue: { amount: 10.5, currency: i % 2 ? 'EUR' : 'USD' },
  users: [`u-${i}`, `v-${i}`],
}));

const tries = (user: string, outcome: 'ok' | 'failed', ago: number, more = {}): Signal => ({
  kind: 'interaction',
  at: Date.now() - ago,
  service: 'play',
  region: 'US',
  channel: 'tv',
  user,
  outcome,
  ...more,
});

/** Some failing, some gone, some back, some never harmed, one nobody knows, and Canada in order. */
const morning = (): Signal[] => [
  ...Array.from({ length: 20 }, (_, i) => tries(`u-${i}`, 'failed', i < 14 ? 5_000 : 15 * minute)),
  ...Array.from({ length: 6 }, (_, i) => tries(`u-${i}`, 'ok', 1_000)),
  ...Array.from({ length: 9 }, (_, i) => tries(`v-${i}`, 'failed', 5_000, { region: 'DE' })),
  ...Array.from({ length: 30 }, (_, i) => tries(`v-${i}`, 'ok', 5_000, { region: 'CA' })),
  tries('stranger', 'failed', 5_000),
];

const numbersIn = ({ users, customers: paying, unidentified }: Impact): Record<string, number> => {
  const named = (subject: string, counts: Impact['users']) =>
    Object.fromEntries(
      (['ever', 'failing', 'unseen', 'recovered', 'of'] as const).map((name) => [
        `${subject}-${name}`,
        counts[name],
      ]),
    );
  return { ...named('users', users), ...named('customers', paying), unidentified };
};

describe(`the wall, on ${flavour}`, () => {
  let stage: Stage;
  let browser: Browser;
  let screen: Screen;
  let incident: string;
  let batches = 0;

  const post = (signals: Signal[]) =>
    postUntilAcknowledged(stage.client, { idempotencyKey: `wall-${batches++}`, signals });
  const impact = () => stage.client.call('getImpact', { params: { id: incident } });
  const ever = (n: number) =>
    until(`${n} users are affected`, async () => {
      const found = await impact();
      return found.complete && found.users.ever === n ? found : undefined;
    });
  const worker = async (): Promise<Rollcall> =>
    stage.cleanup.add(await Rollcall.launch({ redis: stage.redis, role: 'worker' }), (p) =>
      p.stop(),
    );

  beforeAll(async () => {
    stage = await setStage();
    browser = stage.cleanup.add(await launchBrowser(), (b) => b.close());
    await stage.client.call('putCustomers', { body: customers });
    await stage.client.call('putService', { params: { id: 'play' }, body: { name: 'Watch' } });
    ({ id: incident } = await stage.client.call('openIncident', {
      body: {
        title: 'Playback fails',
        scope: { services: ['play'] },
        onset: Date.now() - 60 * minute,
      },
    }));
    await post(morning());
    await ever(30);
    const page = await browser.newPage({ viewport: { width: 1_920, height: 1_080 } });
    screen = await Screen.on(page, `${stage.client.base}/wall?token=${rootKey}`);
  });
  afterAll(() => stage?.cleanup.run());

  it('lets in whoever has the link, and takes the key out of the address', async () => {
    await screen.page.getByTestId('users-ever').waitFor();
    expect(new URL(screen.page.url()).pathname).toBe('/wall');
    expect(screen.page.url()).not.toContain(rootKey);
    await screen.page.reload();
    await screen.page.getByTestId('users-ever').waitFor();
  });

  it('lets nobody else in', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${stage.client.base}/wall`);
    await until('it asks who is there', async () => {
      const numbers = await page.$$('[data-value]');
      return numbers.length === 0 && (await page.locator('input').count()) > 0;
    });
    await page.goto(`${stage.client.base}/wall?token=not-a-key`);
    await page.locator('input').first().waitFor();
    expect(await page.$$('[data-value]')).toEqual([]);
    await context.close();
  });

  it('shows the numbers that the API says, and they are right', async () => {
    const said = await impact();
    expect(said.users).toMatchObject({ ever: 30, failing: 18, unseen: 6, recovered: 6, of: 51 });
    expect(said.customers).toMatchObject({ ever: 20, of: 30 });
    await screen.shows(numbersIn(said));
    const digits = await screen.page.getByTestId('customers-ever').textContent();
    expect(digits?.trim()).toBe('20');
  });

  it('shows where: failing, in order, and no data where nothing came', async () => {
    expect(await screen.status('play', 'tv', 'US')).toBe('failing');
    expect(await screen.status('play', 'tv', 'CA')).toBe('ok');
    await post([tries('w', 'ok', 0, { service: 'pay', region: 'JP' })]);
    await until('a new row', async () => (await screen.status('pay', 'tv', 'JP')) === 'ok');
    expect(await screen.status('pay', 'tv', 'US')).toBe('no_data');
  });

  it('shows new ones as they come, without being asked', async () => {
    await screen.watch();
    await post(Array.from({ length: 5 }, (_, i) => tries(`x-${i}`, 'failed', 0)));
    const said = await ever(35);
    await screen.shows(numbersIn(said), 5 * seconds);
    expect(await screen.watched()).toMatchObject({ blank: 0 });
  });

  it('says in words that it is old when nobody counts any more, and goes on when somebody does', async () => {
    const before = await screen.numbers();
    stage.workers[0].child.send('SIGSTOP');
    const words = await until('a banner', () => screen.banner(), { withinMs: 10 * seconds });
    expect(words).toMatch(/[a-z]{3,} [a-z]{2,}/i);
    await post([tries('y-0', 'failed', 0)]);
    expect(await screen.numbers()).toMatchObject({ 'users-ever': before['users-ever'] });
    stage.workers[0].child.send('SIGCONT');
    await until('the banner goes', async () => (await screen.banner()) === undefined);
    await screen.shows(numbersIn(await ever(36)));
    expect(await screen.watched()).toMatchObject({ blank: 0 });
  });

  it('does so as well when the worker ends and another one starts', async () => {
    await stage.workers[0].stop();
    await until('a banner', () => screen.banner(), { withinMs: 10 * seconds });
    await worker();
    await until('the banner goes', async () => (await screen.banner()) === undefined);
    await post([tries('y-1', 'failed', 0)]);
    await screen.shows(numbersIn(await ever(37)));
    expect(await screen.watched()).toMatchObject({ blank: 0 });
  });

  it('keeps its numbers when the API dies, says so, and goes on without a reload', async () => {
    await screen.whileServerIsAway(async () => {
      const before = await screen.numbers();
      await stage.api.kill();
      await until('a banner', () => screen.banner(), { withinMs: 10 * seconds });
      expect(await screen.numbers()).toEqual(before);
      const { redis, cleanup, api } = stage;
      const again = await Rollcall.start({ redis, role: 'api', port: api.port });
      cleanup.add(again, (p) => p.stop());
      await post([tries('y-2', 'failed', 0)]);
      await screen.shows(numbersIn(await ever(38)), 30 * seconds);
      await until('the banner goes', async () => (await screen.banner()) === undefined);
    });
    const watched = await screen.watched();
    expect(watched).toMatchObject({ blank: 0 });
    expect(watched?.looks).toBeGreaterThan(100);
  });

  it('shows the end of it', async () => {
    await stage.client.call('resolveIncident', { params: { id: incident }, body: {} });
    await screen.page.getByTestId('calm').waitFor();
    expect(await screen.status('play', 'tv', 'US')).toBe('failing');
  });

  it('reported no error in all that time', () => {
    expect(screen.errors).toEqual([]);
  });
});
