import { chromium, type Browser } from 'playwright-core';
import { findBrowser, type FoundBrowser } from './find-browser.js';

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a headless browser: the one that is found, unless one is given. Close it when done. */
export async function launchBrowser(browser?: FoundBrowser): Promise<Browser> {
  const { executablePath, env } = browser ?? (await findBrowser());
  const variables = Object.entries({ ...process.env, ...env });
  return chromium.launch({
    executablePath,
    headless: true,
    args: flags,
    env: Object.fromEntries(
      variables.filter((one): one is [string, string] => one[1] !== undefined),
    ),
  });
}
