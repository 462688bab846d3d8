import { launchBrowser } from './browser.js';
import { bundledChromium } from './bundled-chromium.js';
import { findBrowser, type FoundBrowser } from './find-browser.js';

/** Shows a page whose text a script has written, in a font that has a width. */
async function showsAPage(browser: FoundBrowser): Promise<void> {
  const running = await launchBrowser(browser);
  try {
    const page = await running.newPage();
    await page.setContent('<b id="roll"></b><script>roll.append(6 * 7)</script>');
    expect(await page.textContent('#roll')).toBe('42');
    expect(
      await page.locator('#roll').evaluate((node) => node.getBoundingClientRect().width),
    ).toBeGreaterThan(5);
  } finally {
    await running.close();
  }
}

test('the browser that is found shows a page', async () => {
  await showsAPage(await findBrowser());
});

// The last resort must not rot on machines that never need it.
const onLinuxX64 = process.platform === 'linux' && process.arch === 'x64' ? test : test.skip;
onLinuxX64('the browser inside the npm package shows a page', async () => {
  await showsAPage({ ...(await bundledChromium()), from: '@sparticuz/chromium' });
});

test('a CHROME_PATH that leads nowhere is an error that names it', async () => {
  await expect(findBrowser({ CHROME_PATH: '/no/such/chrome' })).rejects.toThrow('/no/such/chrome');
});
