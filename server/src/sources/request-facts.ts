import type { Rejection } from '@rollcall/shared';
import type { AcceptedSignal } from '../signals/accepted-signal.js';
import { customer, user, type SignalScan } from '../signals/scan.js';
import type { SourceReport } from './report.js';

/** Of so many signals of a request one is asked for its lag. */
const lagEvery = 64;

/** What a session and nothing else is called by: `session:` and its id. */
export const sessionPrefix = 'session:';
/** What /sdk.js calls a browser whose user it does not know: `device:` and a random id. */
const devicePrefix = 'device:';

const anonymous = [sessionPrefix, devicePrefix].map((prefix) => ({
  prefix,
  bytes: Buffer.from(prefix),
}));

const isAnonymous = (user: string): boolean =>
  anonymous.some(({ prefix }) => user.startsWith(prefix));
const isAnonymousAt = (text: Uint8Array, start: number): boolean =>
  anonymous.some(({ bytes }) => bytes.every((byte, i) => text[start + i] === byte));

/** Gathers, in passing, what a request's signals tell of their sender. */
export class RequestFacts {
  private taken = 0;
  private identified = 0;
  private sessionsOnly = 0;
  private nobody = 0;
  private aheadMs = 0;
  private readonly lagMs: number[] = [];

  constructor(
    /** Wall clock, epoch ms. */
    private readonly receivedAt: number,
  ) {}

  take({ kind, user, customer, synthetic, at }: AcceptedSignal): void {
    this.takeTime(at);
    if (kind !== 'interaction' || synthetic) return;
    if (customer !== '') this.identified++;
    else if (user === '') this.nobody++;
    else if (isAnonymous(user)) this.sessionsOnly++;
    else this.identified++;
  }

  /** The same of an interaction that was scanned. */
  takeScanned(bytes: Uint8Array, { at, starts, synthetic }: SignalScan): void {
    this.takeTime(at);
    if (synthetic) return;
    if (starts[customer] < 0 && isAnonymousAt(bytes, starts[user])) this.sessionsOnly++;
    else this.identified++;
  }

  private takeTime(at: number): void {
    if (this.taken++ % lagEvery === 0) this.lagMs.push(Math.max(0, this.receivedAt - at));
    if (at - this.receivedAt > this.aheadMs) this.aheadMs = at - this.receivedAt;
  }

  /** For the register; what was dropped is added by who knows it. */
  get report(): Omit<SourceReport, 'door' | 'name'> {
    const { taken, identified, sessionsOnly, nobody, lagMs, aheadMs } = this;
    return {
      accepted: taken,
      identified,
      sessionsOnly,
      nobody,
      ...(taken > 0 ? { lagMs, skewMs: aheadMs } : {}),
    };
  }
}

/** Rejections by their code, with the last one's own words, for the register. */
export const told = (
  rejected: readonly Rejection[],
): Pick<SourceReport, 'dropped' | 'examples' | 'error'> => {
  const last = rejected.at(-1);
  if (!last) return {};
  const dropped: Record<string, number> = {};
  const examples: Record<string, string> = {};
  for (const { code, message } of rejected) {
    dropped[code] = (dropped[code] ?? 0) + 1;
    examples[code] ??= message;
  }
  const message = `${last.code}${last.field === undefined ? '' : ` in "${last.field}"`}`;
  return { dropped, examples, error: { message, remedy: last.message } };
};
