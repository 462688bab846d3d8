import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { launchBrowser } from '../browser/browser.js';
import { HandFed, type Hanging } from './hand-fed.js';
import { scenes, type SceneName } from './scenes.js';

const screens: Record<string, Hanging> = {
  wall: {},
  dark: { dark: true },
  de: { locale: 'de-DE' },
  laptop: { width: 1_366, height: 768 },
  stale: {},
  phone: { width: 390, height: 844 },
};

/** Photographs the scenes: `shots <folder> [scenes, with commas] [screens, with commas]`. */
export const shots = async ([folder = 'shots', wanted, on]: string[]): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const browser = await launchBrowser();
  try {
    for (const name of wanted
      ? (wanted.split(',') as SceneName[])
      : (Object.keys(scenes) as SceneName[])) {
      for (const screen of (on ?? 'wall').split(',')) {
        const wall = await HandFed.hang(browser, screens[screen]);
        await wall.play(scenes[name]);
        if (screen.endsWith('stale')) await wall.page.getByTestId('stale-banner').waitFor();
        await wall.settled();
        await wall.page.screenshot({
          path: join(folder, `${name}-${screen}.png`),
          fullPage: true,
        });
        await wall.take();
      }
    }
  } finally {
    await browser.close();
  }
};
