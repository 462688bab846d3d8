import { startBeacon, type Beacon, type Settings } from './beacon.source.js';
import { longest, text } from './met.js';

/**
 * `/sdk.js`: what a page of any origin loads. It never throws into the page, never writes to its
 * console, and works from a list of calls that the page may fill before it is there.
 */

type Call = [name: keyof Beacon, ...given: unknown[]];
type Api = Beacon & { push: (...calls: Call[]) => void };

declare global {
  interface Window {
    rollcall?: Api | Call[];
    rollcallStarted?: boolean;
  }
}

const scriptTag = (): HTMLScriptElement | null =>
  (document.currentScript as HTMLScriptElement | null) ??
  document.querySelector<HTMLScriptElement>('script[data-key][src*="sdk.js"]');

const settingsOf = ({ src, dataset }: HTMLScriptElement): Settings => ({
  key: dataset['key'] ?? '',
  endpoint: new URL(dataset['endpoint'] ?? './api/v1/beacon', src).href,
  service: text(dataset['service'], longest.name),
  region: text(dataset['region'], longest.name),
  channel: text(dataset['channel'], longest.name),
  needsConsent: dataset['consent'] === 'required',
  errors: dataset['errors'] !== 'off',
});

const names = ['route', 'identify', 'track', 'consent'] as const;

/** The calls, none of which throws, whatever the beacon or the page makes of them. */
const apiOf = (beacon: Beacon): Api => {
  const api = {} as Api;
  for (const name of names) {
    api[name] = (...given: unknown[]): boolean => {
      try {
        return (beacon[name] as (...given: unknown[]) => boolean)(...given);
      } catch {
        return false;
      }
    };
  }
  api.push = (...calls) => {
    for (const call of calls) {
      const [name, ...given] = Array.isArray(call) ? call : [];
      if (name && names.includes(name)) (api[name] as (...given: unknown[]) => boolean)(...given);
    }
  };
  return api;
};

const start = (script: HTMLScriptElement): void => {
  const waiting = window.rollcall;
  const api = apiOf(startBeacon(settingsOf(script)));
  window.rollcall = api;
  if (Array.isArray(waiting)) api.push(...waiting);
};

try {
  const script = scriptTag();
  if (script?.dataset['key'] && !window.rollcallStarted) {
    window.rollcallStarted = true;
    // a page that is prepared in advance has nobody in front of it yet
    if ((document as { prerendering?: boolean }).prerendering) {
      const begin = (): void => start(script);
      document.addEventListener('prerenderingchange', begin, { once: true });
    } else start(script);
  }
} catch {
  // the page comes first
}
