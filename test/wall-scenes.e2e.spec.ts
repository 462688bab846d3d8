import type { Browser } from 'playwright-core';
import { LiveView } from '@rollcall/shared';
import { launchBrowser } from './browser/browser.js';
import { HandFed, type Hanging } from './wall/hand-fed.js';
import { faultsOf, noFaults, sizesOf } from './wall/inspect.js';
import { scenes, type SceneName } from './wall/scenes.js';

/**
 * The wall as it hangs: 1920 × 1080, every scene it may have to show. Fed by hand with views that pass the
 * contract; wall.e2e.spec.ts shows the same page on the real product.
 */

const leastPx = 32;
const headlinePx = 160;
const names = Object.keys(scenes) as SceneName[];

describe('the wall as it hangs', () => {
  let browser: Browser;
  beforeAll(async () => void (browser = await launchBrowser()));
  afterAll(() => browser?.close());

  const hung = async (name: SceneName, how?: Hanging): Promise<HandFed> => {
    const wall = await HandFed.hang(browser, how);
    await wall.play(scenes[name]);
    await wall.settled();
    return wall;
  };

  it('is shown views that the contract allows', () => {
    for (const view of Object.values(scenes).flat()) LiveView.parse(view);
  });

  it.each(
    names.flatMap((name) =>
      ['en-GB', 'de-DE', 'sk-SK', 'zh-CN'].map((locale) => [name, locale] as const),
    ),
  )(
    '%s (%s): all of it is on the screen, large, and nothing lies on anything',
    async (name, locale) => {
      const wall = await hung(name, { locale });
      expect(await faultsOf(wall.page, leastPx)).toEqual(noFaults);
      for (const px of await sizesOf(wall.page, '[data-headline]')) {
        expect(px).toBeGreaterThanOrEqual(headlinePx);
      }
      expect(wall.errors).toEqual([]);
      await wall.take();
    },
  );

  it.each(['outage', 'demo', 'several'] as const)(
    '%s, when news stop: says so in words, keeps its numbers, and still all fits',
    async (name) => {
      const wall = await hung(name);
      const before = await wall.page.getByTestId('users-now').textContent();
      await wall.page.getByTestId('stale-banner').waitFor();
      expect(await faultsOf(wall.page, leastPx)).toEqual(noFaults);
      expect(await wall.page.getByTestId('users-now').textContent()).toBe(before);
      expect(await wall.page.getByTestId('freshness').getAttribute('data-state')).toBe('stale');
      await wall.take();
    },
  );

  it('shows counted and silent side by side, of one size', async () => {
    const { page, take } = await hungAs('outage');
    const headline = (id: string) => page.locator(`[data-testid="${id}"]`);
    const boxes = await Promise.all(
      ['customers-now', 'users-now', 'silent'].map((id) => headline(id).boundingBox()),
    );
    expect(new Set(boxes.map((box) => box?.y)).size).toBe(1);
    expect(new Set(await sizesOf(page, '[data-headline]'))).toEqual(new Set([headlinePx]));
    await take();
  });

  it('answers from one screen: what, for whom, since when, how many of how many, better or worse, how sure', async () => {
    const { page, take } = await hungAs('outage');
    const text = (await page.locator('body').innerText()).replaceAll(/\s+/g, ' ');
    for (const answer of [
      'Televisions can’t play',
      'Failing: Watch on tv in US, CA, MX, BR',
      '2:10:00 since 11:55',
      'Customers affected now 1,729 of 14,120 active',
      'People affected now 2,673 of 21,480 active',
      'ordinary day: 24',
      'People who could not reach us ≈4,310 estimate, 3,890 to 4,760',
      'Getting worse: +',
      'Fewer than usual: ',
      'Exact every failure has a known customer',
      'newest signal ',
      'none waiting',
      'Satisfaction 88 (71 to 89, 14,120 customers) ↓ usually 97',
    ]) {
      expect(text).toContain(answer);
    }
    await take();
  });

  it('tells every state by a shape and a word of its own', async () => {
    const shapes = new Map<string, string>();
    for (const name of ['restoration', 'unsure', 'outage'] as const) {
      const { page, take } = await hungAs(name);
      const found = await page.$$eval('[data-testid=matrix] td, .count dl > div', (places) =>
        places.map((place) => {
          const mark = place.querySelector('svg.mark');
          const kind = mark?.getAttribute('data-kind') ?? '';
          const legend = document.querySelector(`[data-testid=legend] [data-kind="${kind}"]`);
          const word = place.matches('td') ? legend?.parentElement : place;
          return { kind, shape: mark?.innerHTML ?? '', word: word?.textContent.trim() ?? '' };
        }),
      );
      for (const { kind, shape, word } of found.filter((one) => one.kind !== '')) {
        expect([kind, word]).toEqual([kind, expect.stringMatching(/[a-z]{2}/i)]);
        shapes.set(kind, shape.replaceAll(/<!--.*?-->/g, ''));
      }
      await take();
    }
    // what works again reads as what works
    shapes.delete('recovered');
    expect(shapes.size).toBeGreaterThanOrEqual(5);
    expect(new Set(shapes.values()).size).toBe(shapes.size);
  });

  it.each([
    ['a laptop', { width: 1_366, height: 768 }],
    ['a phone', { width: 390, height: 844 }],
  ])('on %s it is a page to read: nothing is wider than it, nothing overlaps', async (_, size) => {
    for (const name of ['outage', 'demo', 'blackout'] as const) {
      const wall = await hung(name, size);
      const { overlapping, small } = await faultsOf(wall.page, 12);
      const wide = await wall.page.evaluate(() => document.documentElement.scrollWidth);
      expect({ overlapping, small, wide }).toEqual({
        overlapping: [],
        small: [],
        wide: size.width,
      });
      await wall.take();
    }
  });

  const hungAs = async (name: SceneName) => {
    const wall = await hung(name);
    return { page: wall.page, take: () => wall.take() };
  };
});
