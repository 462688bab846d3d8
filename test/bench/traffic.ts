/**
 * Fresh, varied input: no two bodies are alike, and neither users nor slices nor times come in an order
 * that a cache would love. Deterministic, and cheap, because it is made on the cores that are measured.
 */

const services = ['play', 'sign-up', 'pay', 'search', 'download'];
const regions = ['US', 'CA', 'MX', 'BR', 'DE', 'FR', 'GB', 'ES', 'IT', 'JP', 'IN', 'AU'];
const channels = ['tv', 'web', 'ios', 'android'];

/** Each slice as it stands in a line; 240 of them, those of one service and region together. */
const places = services.flatMap((service) =>
  regions.flatMap((region) =>
    channels.map((channel) => `"service":"${service}","region":"${region}","channel":"${channel}"`),
  ),
);

/** A fast generator with a period of 2^32 (xorshift; Marsaglia 2003). */
const xorshift = (seed: number): (() => number) => {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
};

/** How finely Rollcall remembers who was there when, ms. */
const visitStepMs = 300_000;
const habits = 3;

export class Traffic {
  private readonly next: () => number;
  /** By step of five minutes: of which person and habit there was a signal. */
  private readonly there = new Map<number, Uint8Array>();
  private readonly met: Uint8Array;
  /** Identities that sent anything so far, and visits: identity, slice and five minutes. */
  readonly sent = { identities: 0, visits: 0 };

  /** @param people how many identities send; each is as likely as any other */
  constructor(
    private readonly people: number,
    seed = 1,
  ) {
    this.next = xorshift(seed * 0x9e3779b1);
    this.met = new Uint8Array(people);
  }

  private note(person: number, habit: number, at: number): void {
    const step = Math.floor(at / visitStepMs);
    let there = this.there.get(step);
    if (!there) this.there.set(step, (there = new Uint8Array(this.people * habits)));
    const place = person * habits + habit;
    if (there[place] === 0) {
      there[place] = 1;
      this.sent.visits++;
    }
    if (this.met[person] === 0) {
      this.met[person] = 1;
      this.sent.identities++;
    }
  }

  /**
   * One signal as JSON. Of a hundred, four fail and six are slow; ninety happened within the last two
   * seconds, the others up to five minutes ago.
   */
  line(now: number): string {
    const { next } = this;
    const luck = next();
    const percent = luck % 100;
    const outcome = percent < 4 ? 'failed' : percent < 10 ? 'slow' : 'ok';
    const at = now - (next() % (luck % 10 === 7 ? 300_000 : 2_000));
    const latency = 20 + (next() % 60) ** 2;
    const person = next() % this.people;
    // everyone has a home and a few habits
    const habit = (luck >>> 16) % habits;
    const place = places[((person * 97) % 60) * 4 + ((person + habit) % 4)];
    this.note(person, habit, at);
    return (
      `{"kind":"interaction","at":${at},${place},` +
      `"user":"user-${person}","outcome":"${outcome}","latencyMs":${latency}}`
    );
  }

  /** NDJSON of so many signals. */
  body(signals: number, now: number): Buffer {
    let text = '';
    for (let i = 0; i < signals; i++) text += `${this.line(now)}\n`;
    return Buffer.from(text, 'latin1');
  }
}
