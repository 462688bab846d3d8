import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { launchBrowser } from '../browser/browser.js';
import { Client } from '../harness/client.js';
import { moments } from './moments.js';

/** Pictures for the docs, of a Rollcall that runs and tells its demo. */

export interface Surroundings {
  /** Where it runs. */
  target: string;
  key: string;
  root: string;
}

const size = { width: 1920, height: 1080 };
/** What moves has come to rest, ms. */
const settleMs = 1_500;
const lookMs = 500;
/** A whole night and some more, ms. */
const patienceMs = 15 * 60_000;

export const takeScreenshots = async ({ target, key, root }: Surroundings): Promise<void> => {
  const folder = join(root, 'docs/images');
  mkdirSync(folder, { recursive: true });
  const demo = new Client(`${target}/demo`, key);
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: size, colorScheme: 'dark', locale: 'en-GB' });
  const take = async (file: string): Promise<void> => {
    await pause(settleMs);
    await page.screenshot({ path: join(folder, `${file}.png`) });
    console.log(`docs/images/${file}.png`);
  };
  try {
    await page.goto(`${target}/sources?token=${encodeURIComponent(key)}`);
    await page.getByTestId('sources-page').waitFor();
    await take('sources');
    await page.goto(`${target}/demo/wall`);
    const deadline = performance.now() + patienceMs;
    for (const { file, has } of moments) {
      while (!has(await demo.call('getLive'))) {
        if (performance.now() > deadline) throw new Error(`the moment of ${file} never came`);
        await pause(lookMs);
      }
      await take(file);
    }
  } finally {
    await browser.close();
  }
};
