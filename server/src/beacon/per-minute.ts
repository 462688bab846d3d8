const minuteMs = 60_000;

/** Names counted apart at the most; those who come later in a full minute share one count. */
const maxNames = 50_000;

/**
 * Counts by name within each minute and says when it is enough. It forgets at the minute's end, so
 * whatever is sent, it holds so many names and no more.
 */
export class PerMinute {
  private minute = 0;
  private readonly counts = new Map<string, number>();

  constructor(
    private readonly limit: number,
    private readonly names = maxNames,
  ) {}

  /** Seconds to wait when the name has had its share; 0 when it had not, and then it is counted. */
  take(name: string, amount: number, now: number): number {
    const minute = Math.floor(now / minuteMs);
    if (minute !== this.minute) {
      this.minute = minute;
      this.counts.clear();
    }
    const counted = this.counts.has(name) || this.counts.size < this.names ? name : '';
    const before = this.counts.get(counted) ?? 0;
    if (before >= this.limit) return Math.ceil(((minute + 1) * minuteMs - now) / 1_000);
    this.counts.set(counted, before + amount);
    return 0;
  }
}

/** What counts as one address: of IPv6 the network, because every home has its billions. */
export const addressOf = (ip: string): string => {
  if (!ip.includes(':')) return ip;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip);
  if (mapped) return mapped[1];
  const [head, tail] = ip.split('::') as [string, string?];
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  return [...before, ...Array<string>(zeros).fill('0'), ...after].slice(0, 4).join(':');
};
