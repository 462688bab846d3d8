import type { Page } from 'playwright-core';
import { Street } from './beacon/street.js';
import { flavour } from './harness/redis.js';
import { until } from './harness/until.js';

/** The script in a page, when nothing can be reached, when the page closes, and when somebody says no. */

describe(`what waits in a page, on ${flavour}`, () => {
  let street: Street;
  beforeAll(async () => {
    street = await Street.open();
  });
  beforeEach(() => street.begin());
  afterAll(() => street?.close());

  it('offline: kept, and delivered with the true time', async () => {
    const ada = await street.visitor();
    const id = await street.incident('read');
    const page = await ada.enter();
    await ada.delivered(page);
    await ada.context.setOffline(true);
    await ada.call(page, 'track', 'read', 'failed');
    const [kept] = await until('it is kept', async () => {
      const found = (await ada.waiting(page)).filter(({ service }) => service === 'read');
      return found.length > 0 ? found : undefined;
    });
    expect(await street.affected(id)).toEqual([]);
    await ada.context.setOffline(false);
    const [item] = await street.untilAffected(id, 1);
    expect(item.firstFailed).toBe(kept.at);
    await ada.delivered(page);
  });

  it('Rollcall away: kept over a reload, and delivered when it is back', async () => {
    const ada = await street.visitor();
    const id = await street.incident('write');
    const page = await ada.enter();
    await ada.context.route(`${street.shop.rollcall}/api/**`, (route) => route.abort());
    await ada.call(page, 'track', 'write', 'failed');
    await until('it is kept', async () =>
      (await ada.waiting(page)).some(({ service }) => service === 'write'),
    );
    await page.reload();
    await ada.ready(page);
    const kept = (await ada.waiting(page)).filter(({ service }) => service === 'write');
    expect(kept).toHaveLength(1);
    await ada.context.unroute(`${street.shop.rollcall}/api/**`);
    const [item] = await street.untilAffected(id, 1);
    expect(item).toMatchObject({ firstFailed: kept[0].at, failures: 1 });
  });

  it('whoever leaves at once is heard, and only once', async () => {
    const ada = await street.visitor();
    const id = await street.incident('leave');
    const page = await ada.enter();
    await ada.delivered(page);
    await ada.trackAndLeave(page, 'leave');
    await street.untilAffected(id, 1);
    // handed to the browser as the page closed, and kept until an answer was seen
    await page.waitForURL('**/shop.js');
    expect(Object.values(await ada.kept(page)).join()).toContain('"handedAt":');
    const again = await ada.enter();
    await ada.delivered(again);
    expect(await street.affected(id)).toMatchObject([{ failures: 1 }]);
  });

  it('two tabs share what waits, and send it once', async () => {
    const ada = await street.visitor();
    const id = await street.incident('tabs');
    const pages: Page[] = [await ada.enter(), await ada.enter()];
    for (const page of pages) await ada.delivered(page);
    await ada.context.setOffline(true);
    for (const page of [...pages, ...pages]) await ada.call(page, 'track', 'tabs', 'failed');
    await until(
      'all four are kept',
      async () =>
        (await ada.waiting(pages[0])).filter(({ service }) => service === 'tabs').length === 4,
    );
    await ada.context.setOffline(false);
    for (const page of pages) await ada.delivered(page);
    expect(await street.untilAffected(id, 1)).toMatchObject([{ failures: 4, users: 1 }]);
  });

  it('consent that is required: nothing kept or sent before, all of it after', async () => {
    street.begin('data-consent="required"');
    const ada = await street.visitor();
    const page = await ada.enter();
    await ada.call(page, 'identify', 'u-shy');
    await ada.call(page, 'track', 'shy', 'failed');
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    expect(await ada.kept(page)).toEqual({});
    expect(ada.told).toEqual([]);
    await ada.call(page, 'consent', true);
    await until('it is told', () => ada.told.some(({ service }) => service === 'shy'));
    expect(ada.told.filter(({ service }) => service === 'shy')).toMatchObject([{ user: 'u-shy' }]);
  });

  it('consent withdrawn: nothing more is sent, from any tab, and everything is forgotten', async () => {
    const ada = await street.visitor();
    const [page, other] = [await ada.enter(), await ada.enter()];
    for (const tab of [page, other]) await ada.delivered(tab);
    await ada.context.setOffline(true);
    await ada.call(page, 'track', 'secret', 'failed');
    await ada.call(other, 'track', 'secret', 'failed');
    await ada.call(page, 'consent', false);
    await ada.call(other, 'track', 'secret', 'failed');
    await ada.context.setOffline(false);
    street.shop.mood = 'broken';
    for (const tab of [page, other]) await ada.ask(tab, '/api/cart');
    await other.reload();
    await ada.ready(other);
    await ada.trackAndLeave(other, 'secret');
    expect(await ada.kept(page)).toEqual({ 'rollcall:refused': '1' });
    // somebody else's signal, tracked later, has arrived: what was refused would have as well
    const bob = await street.visitor();
    const id = await street.incident('later');
    await bob.call(await bob.enter(), 'track', 'later', 'failed');
    await street.untilAffected(id, 1);
    expect(ada.told.filter(({ service }) => service === 'secret')).toEqual([]);
    const { services } = await street.stage.client.call('getLive');
    expect(services.map((service) => service.id)).not.toContain('secret');
  });
});
