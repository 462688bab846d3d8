import type { Keep } from './keep.js';
import { longest, text, type Met, type Signal } from './met.js';
import { createAllowance } from './repeats.js';

/** Signals held before consent is given, at the most. */
const mostHeld = 100;

/** `open`: not yet answered. */
export type Consent = 'yes' | 'no' | 'open';

interface Who {
  user: string;
  customer?: string;
}

type Unsigned = Met & Partial<Who>;

export interface Recorder {
  met: (met: Met, now: number) => boolean;
  identify: (user: unknown, customer: unknown) => boolean;
  consent: (given: boolean) => void;
  /** As of now, in this tab or another. */
  consented: () => Consent;
  /** What was met since the last time, signed with who met it, and how much was let go. */
  take: () => { signals: Signal[]; dropped: number };
}

/**
 * Who is here, whether they agreed, and what they met. Until they agree, and once they refuse,
 * nothing of it is kept beyond the page.
 */
export const createRecorder = (
  keep: Keep,
  needsConsent: boolean,
  random: () => string,
): Recorder => {
  let consent: Consent = needsConsent ? 'open' : 'yes';
  let who: Who | undefined;
  let held: Unsigned[] = [];
  let dropped = 0;
  const allowed = createAllowance();

  const consented = (): Consent => (keep.get('refused') ? 'no' : consent);
  const forget = (): void => {
    held = [];
    dropped = 0;
    who = undefined;
    for (const name of keep.names()) if (name !== 'refused') keep.remove(name);
  };
  const remembered = (): Who | undefined => {
    try {
      const { user, customer } = JSON.parse(keep.get('who') ?? '{}') as Partial<Who>;
      return user ? { user, ...(customer ? { customer } : {}) } : undefined;
    } catch {
      return undefined;
    }
  };
  /** A browser, not a person: it reads as one, and without a lasting place as no more than a visit. */
  const anonymous = (): string => {
    const known = keep.get('device');
    if (known) return known;
    const made = `${keep.lasting ? 'device' : 'session'}:${random()}`;
    keep.set('device', made);
    return made;
  };
  /** At once rather than when it is needed: two tabs that need it at once would make two of it. */
  const begin = (): void => {
    if (consented() === 'yes' && !remembered()) anonymous();
  };
  const sign = (user: Who | undefined): void => {
    for (const met of held) if (!met.user) Object.assign(met, user);
  };

  begin();
  return {
    consented,
    met: (met, now) => {
      const state = consented();
      if (state === 'no') {
        forget();
        return false;
      }
      if (!allowed(now) || held.length >= mostHeld) {
        dropped++;
        return false;
      }
      held.push({ ...met, ...(who ?? (state === 'yes' ? remembered() : undefined)) });
      return true;
    },
    identify: (user, customer) => {
      const id = text(user, longest.identity);
      if (user !== null && !id) return false;
      if (consented() === 'no') return true;
      // whoever leaves takes along what they met
      if (!id) sign({ user: consented() === 'yes' ? anonymous() : '' });
      const payer = text(customer, longest.identity);
      who = id ? { user: id, ...(payer ? { customer: payer } : {}) } : undefined;
      if (who) sign(who);
      if (consented() !== 'yes') return true;
      if (who) keep.set('who', JSON.stringify(who));
      else keep.remove('who');
      return true;
    },
    consent: (given) => {
      consent = given ? 'yes' : 'no';
      if (!given) {
        forget();
        return keep.set('refused', '1');
      }
      keep.remove('refused');
      if (who) keep.set('who', JSON.stringify(who));
      else sign(remembered());
      begin();
    },
    take: () => {
      const state = consented();
      if (state === 'no') forget();
      if (state !== 'yes' || (held.length === 0 && dropped === 0))
        return { signals: [], dropped: 0 };
      const signals = held.map((met) => ({ ...met, user: met.user || anonymous() }));
      const taken = { signals, dropped: signals.length > 0 ? dropped : 0 };
      held = [];
      dropped -= taken.dropped;
      return taken;
    },
  };
};
