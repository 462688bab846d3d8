import { probeLimits, type Probe, type ProbeResult } from '@rollcall/shared';
import { daysUntil, expects } from './probe.js';

/** What a look at a site found. */
export interface Look {
  /** When it began, wall clock, epoch ms. */
  at: number;
  /** From the beginning to the last byte that was read, ms. */
  tookMs: number;
  /** What kept it from ending well: no answer, or one that cannot be read. */
  trouble: Trouble | null;
  httpStatus: number | null;
  /** The beginning of the answer; null where it was not asked for. */
  text: string | null;
  certificateEndsAt: number | null;
}

/** In plain words: what is wrong, and what to do about it. */
export interface Trouble {
  reason: string;
  remedy: string;
}

const ended = (days: number): string => {
  if (days === -1) return 'the certificate ended less than a day ago';
  return `the certificate ended ${-days - 1} days ago`;
};

const renewal = 'renew the certificate, and look why its renewal did not run by itself';

/** Whatever makes it down; the first says most. */
const downBy = (probe: Probe, look: Look): Trouble | undefined => {
  if (look.trouble) return look.trouble;
  const status = look.httpStatus ?? 0;
  if (!expects(probe.expectStatus, status)) {
    return {
      reason: `it answered ${status}, and ${probe.expectStatus} is expected`,
      remedy:
        status >= 500
          ? "look into the site's own log; it says itself that it is broken"
          : 'look whether the address has moved or wants a sign-in; if this is right, expect it',
    };
  }
  if (probe.expectText !== null && look.text?.includes(probe.expectText) !== true) {
    return {
      reason: `the text "${probe.expectText}" is not in the first ${probeLimits.body / 1_024} KB`,
      remedy: 'open the address and see what it shows instead',
    };
  }
  if (look.certificateEndsAt !== null && look.certificateEndsAt <= look.at) {
    return { reason: ended(daysUntil(look.certificateEndsAt, look.at)), remedy: renewal };
  }
  return undefined;
};

/** Whatever makes it degraded, all of it. */
const degradedBy = (probe: Probe, look: Look): Trouble[] => {
  const troubles: Trouble[] = [];
  if (look.certificateEndsAt !== null) {
    const days = daysUntil(look.certificateEndsAt, look.at);
    if (days < probeLimits.certificateDays) {
      const when = days === 0 ? 'in less than a day' : `in ${days} day${days === 1 ? '' : 's'}`;
      troubles.push({ reason: `the certificate ends ${when}`, remedy: renewal });
    }
  }
  if (look.tookMs > probe.slowMs) {
    troubles.push({
      reason: `it took ${look.tookMs} ms, more than ${probe.slowMs} ms`,
      remedy: 'look what it waits for; if this is its usual pace, raise slowMs',
    });
  }
  return troubles;
};

/** How a check ended. */
export const verdictOf = (probe: Probe, look: Look): ProbeResult => {
  const down = downBy(probe, look);
  const troubles = down ? [down] : degradedBy(probe, look);
  const joined = (part: keyof Trouble): string | null =>
    troubles.length === 0 ? null : [...new Set(troubles.map((one) => one[part]))].join('; ');
  return {
    at: look.at,
    status: down ? 'down' : troubles.length > 0 ? 'degraded' : 'up',
    latencyMs: look.httpStatus === null ? null : look.tookMs,
    httpStatus: look.httpStatus,
    reason: joined('reason'),
    remedy: joined('remedy'),
    certificateEndsAt: look.certificateEndsAt,
  };
};
