import { createCourier } from './courier.source.js';
import { browserKeep } from './keep.store.js';
import { longest, outcomes, text, type Met, type Outcome } from './met.js';
import { createOutbox } from './outbox.js';
import { createRequests, watchErrors, watchView, type Tell } from './page.source.js';
import { createRecorder } from './recorder.js';
import { createRepeats } from './repeats.js';
import { watchRequests } from './requests.source.js';
import { placeOf, ruleOf, type Rule } from './routes.js';

/** How long what was met waits for more to go with it, ms. */
const gatherMs = 2_000;

/** What the page says of itself by the attributes of the script's tag. */
export interface Settings {
  key: string;
  endpoint: string;
  service: string | undefined;
  region: string | undefined;
  channel: string | undefined;
  needsConsent: boolean;
  errors: boolean;
}

/** What a page may call; each gives false where it can't make sense of what it was given. */
export interface Beacon {
  route: (pattern: unknown, service: unknown) => boolean;
  identify: (user: unknown, more?: { customer?: unknown }) => boolean;
  track: (service: unknown, outcome?: unknown, more?: Tracked) => boolean;
  consent: (given: unknown) => boolean;
}

interface Tracked {
  latencyMs?: unknown;
  region?: unknown;
  channel?: unknown;
  at?: unknown;
}

const randomText = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');

/** Begins to watch the page, and gives what the page may call. */
export const startBeacon = (settings: Settings): Beacon => {
  const { service: own, needsConsent } = settings;
  const keep = browserKeep();
  const recorder = createRecorder(keep, needsConsent, randomText);
  const tab = randomText();
  const outbox = createOutbox(keep, tab, randomText);
  const courier = createCourier(outbox, keep, {
    ...settings,
    tab,
    fetch: window.fetch.bind(window),
    may: () => recorder.consented() === 'yes',
  });
  const rules: Rule[] = [];
  const around = {
    ...(settings.region && { region: settings.region }),
    channel: settings.channel ?? 'web',
  };
  let isRepeat = createRepeats();
  let gathering: ReturnType<typeof setTimeout> | undefined;

  const lay = (): void => {
    clearTimeout(gathering);
    gathering = undefined;
    const { signals, dropped } = recorder.take();
    if (signals.length > 0) outbox.add(signals, dropped, Date.now());
  };
  const flush = (): void => {
    lay();
    courier.hurry();
  };
  const met = (what: Met): boolean => {
    const taken = recorder.met({ ...around, ...what }, Date.now());
    if (taken) gathering ??= setTimeout(flush, gatherMs);
    return taken;
  };
  const tell: Tell = ({ at = Date.now(), ...what }) => {
    const { outcome, latencyMs = 0, service } = what;
    const as = outcome ?? (latencyMs <= 1_000 ? 'ok' : latencyMs <= 4_000 ? 'slow' : 'failed');
    if (!isRepeat(service, as, Date.now())) met({ at, ...what });
  };

  const requests = createRequests(tell);
  watchRequests((method, address) => {
    const place = placeOf(new URL(address, document.baseURI), rules, location.origin, own);
    return place && requests.begin(method, place);
  });
  if (own && settings.errors) watchErrors(own, tell, requests.isKnown);
  const view = own ? watchView(own, tell) : undefined;

  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'hidden') return;
    view?.hide();
    flush();
  });
  addEventListener('pagehide', () => {
    requests.leave();
    view?.hide();
    lay();
    courier.leave();
  });
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return;
    view?.again();
    flush();
  });
  addEventListener('online', courier.back);
  courier.hurry();

  return {
    route: (pattern, service) => {
      const name = service === null ? null : text(service, longest.name);
      if (name === undefined || !(typeof pattern === 'string' || pattern instanceof RegExp)) {
        return false;
      }
      rules.push(ruleOf(pattern, name, location.origin));
      return true;
    },
    identify: (user, more) => {
      const known = recorder.identify(user, more?.customer);
      if (known) isRepeat = createRepeats();
      return known;
    },
    track: (service, outcome, more = {}) => {
      const name = text(service, longest.name);
      const { latencyMs, at = Date.now() } = more;
      const timed = typeof latencyMs === 'number' && latencyMs >= 0 && latencyMs <= 86_400_000;
      const said = outcomes.includes(outcome as Outcome);
      if (!name || !(said || (timed && outcome === undefined)) || !Number.isFinite(Number(at))) {
        return false;
      }
      const region = text(more.region, longest.name);
      const channel = text(more.channel, longest.name);
      return met({
        at: Math.round(Number(at)),
        service: name,
        ...(said && { outcome: outcome as Outcome }),
        ...(timed && { latencyMs }),
        ...(region && { region }),
        ...(channel && { channel }),
      });
    },
    consent: (given) => {
      if (typeof given !== 'boolean') return false;
      recorder.consent(given);
      if (given) flush();
      return true;
    },
  };
};
