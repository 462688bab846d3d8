import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { chromium } from 'playwright-core';
import { bundledChromium } from './bundled-chromium.js';
import { installedBrowsers } from './installed-browsers.js';

/** A browser to start, and the variables that it needs in its environment. */
export interface FoundBrowser {
  executablePath: string;
  from: 'CHROME_PATH' | 'installed' | 'playwright' | '@sparticuz/chromium';
  env: Record<string, string>;
}

const remedy = `No browser found for the end-to-end tests. Any one of these helps:
  - install Chromium or Chrome (Debian, Ubuntu: apt-get install chromium; macOS: brew install --cask chromium)
  - npx playwright-core install --with-deps chromium
  - set CHROME_PATH to the executable of one`;

/**
 * Finds the browser for the end-to-end tests: CHROME_PATH, an installed one, Playwright's own, else the one
 * inside the package @sparticuz/chromium (Linux x64). Finding none is an error that says what to install.
 */
export async function findBrowser(
  env: Record<string, string | undefined> = process.env,
): Promise<FoundBrowser> {
  if (env.CHROME_PATH) {
    if (existsSync(env.CHROME_PATH)) return found(env.CHROME_PATH, 'CHROME_PATH');
    throw new Error(`CHROME_PATH is ${env.CHROME_PATH}, and there is no such file.`);
  }
  const machine = { platform: process.platform, env, home: homedir() };
  const installed = installedBrowsers(machine).find((path) => existsSync(path));
  if (installed) return found(installed, 'installed');

  if (existsSync(chromium.executablePath())) return found(chromium.executablePath(), 'playwright');

  if (process.platform === 'linux' && process.arch === 'x64') {
    const bundled = await bundledChromium();
    return { ...bundled, from: '@sparticuz/chromium' };
  }
  throw new Error(remedy);
}

const found = (executablePath: string, from: FoundBrowser['from']): FoundBrowser => ({
  executablePath,
  from,
  env: {},
});
