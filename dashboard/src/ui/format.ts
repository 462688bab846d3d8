import type { Money } from '@rollcall/shared';

/** Numbers, times, durations and money as people read them. Pure: locale and time zone are handed in. */

/** What a story's clocks show: how far ahead of the workspace's UTC they are, and whether seconds fly by. */
export interface StoryClock {
  aheadMs: number;
  fast: boolean;
}

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

type Unit = 'second' | 'minute' | 'hour' | 'day';

export interface Formats {
  locale: string;
  number: (value: number) => string;
  /** `12.4K`: for an axis, where room is short. */
  compact: (value: number) => string;
  /** Exact below a million, from there on as `12.4M`: for a line of words. */
  brief: (value: number) => string;
  /** The same in three figures, as digits and unit: `['1.23', 'M']`. */
  compactParts: (value: number) => [digits: string, unit: string];
  share: (value: number) => string;
  /** `38`: a share of a hundred where its sign stands elsewhere. */
  percent: (value: number) => string;
  money: (value: Money) => string;
  /** Time of day with seconds; without them where time flies. */
  clock: (at: number) => string;
  /** Day and time of day: `Mon 24 Dec 2012, 14:05`. */
  stamp: (at: number) => string;
  /** Time of day without seconds; with the date if it is not today's. */
  moment: (at: number, now: number) => string;
  /** How long ago, coarse: `0.4 s`, `12 s`, `3 min`. */
  age: (ms: number) => string;
  /** The same in whole seconds: `4 s`. */
  lateness: (ms: number) => string;
  /** A running clock: `4:05`, `1:02:33`, `2 d 04:11:09`; `3 h 12 min` where time flies. */
  running: (ms: number) => string;
  /** `1 day`, `30 days`. */
  days: (count: number) => string;
  /** A span of settings: `5 minutes`. */
  span: (ms: number) => string;
}

const pad = (value: number): string => String(value).padStart(2, '0');

/** @param story shows the times of a story in place of those of `zone` */
export const formats = (locale: string, zone?: string, story?: StoryClock): Formats => {
  const timeZone = story ? 'UTC' : zone;
  const shown = (at: number): number => at + (story?.aheadMs ?? 0);
  const numbers = new Intl.NumberFormat(locale);
  const compacts = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
  const threeFigures = new Intl.NumberFormat(locale, {
    notation: 'compact',
    minimumSignificantDigits: 3,
    maximumSignificantDigits: 3,
  });
  const shares = {
    fine: new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }),
    coarse: new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }),
  };
  const clocks = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZone,
  });
  const times = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  });
  const datedTimes = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  });
  // the order of day and month that most of the world reads
  const stamps = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  });
  const days = new Intl.DateTimeFormat('en-CA', { timeZone });

  const measured = (
    value: number,
    unit: Unit,
    digits = 0,
    unitDisplay: 'short' | 'long' = 'short',
  ) =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit,
      unitDisplay,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }).format(value);

  /** Seconds, hours and days by their symbols, which every language shares. */
  const symbol = (value: number, sign: string, digits = 0) =>
    `${value.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })}\u00a0${sign}`;

  const lateness = (ms: number): string => {
    const value = Math.max(0, ms);
    if (value < 2 * minute) return symbol(Math.floor(value / second), 's');
    if (value < 2 * hour) return symbol(Math.floor(value / minute), 'min');
    if (value < 2 * day) return symbol(Math.floor(value / hour), 'h');
    return measured(Math.floor(value / day), 'day', 0, 'long');
  };

  return {
    locale,
    number: (value) => numbers.format(value),
    compact: (value) => compacts.format(value),
    brief: (value) => (value < 1_000_000 ? numbers : compacts).format(value),
    compactParts: (value) => {
      const parts = threeFigures.formatToParts(value).filter(({ type }) => type !== 'literal');
      const text = (unit: boolean) =>
        parts
          .filter(({ type }) => (type === 'compact') === unit)
          .map((part) => part.value)
          .join('');
      return [text(false), text(true)];
    },
    share: (value) => {
      // "100 %" only when it is all, "0 %" only when it is none
      if (value > 0 && value < 0.001) return `<\u2009${shares.fine.format(0.001)}`;
      if (value > 0.999 && value < 1) return `>\u2009${shares.fine.format(0.999)}`;
      return value >= 0.1 && value < 0.99 ? shares.coarse.format(value) : shares.fine.format(value);
    },
    // rounded towards the middle: neither all nor none is said lightly
    percent: (value) => {
      const rounded = Math.round(value * 100);
      if (value > 0 && value < 1) return numbers.format(Math.min(99, Math.max(1, rounded)));
      return numbers.format(rounded);
    },
    money: ({ amount, currency }) =>
      new Intl.NumberFormat(locale, {
        style: 'currency',
        currency,
        maximumFractionDigits: amount >= 1_000 ? 0 : undefined,
      }).format(amount),
    clock: (at) => (story?.fast ? times : clocks).format(shown(at)),
    stamp: (at) => stamps.format(shown(at)).replace(/^(\p{L}+),/u, '$1'),
    moment: (at, now) =>
      (days.format(shown(at)) === days.format(shown(now)) ? times : datedTimes).format(shown(at)),
    age: (ms) => (ms < 9_950 ? symbol(Math.max(0, ms) / second, 's', 1) : lateness(ms)),
    lateness,
    running: (ms) => {
      const seconds = Math.max(0, Math.floor(ms / second));
      const [d, h, m, s] = [
        Math.floor(seconds / 86_400),
        Math.floor(seconds / 3_600) % 24,
        Math.floor(seconds / 60) % 60,
        seconds % 60,
      ];
      if (story?.fast) {
        const [some, all] = [symbol(h, 'h'), d > 0 ? measured(d, 'day', 0, 'long') : ''];
        return [all, d > 0 || h > 0 ? some : '', symbol(m, 'min')].filter(Boolean).join(' ');
      }
      if (d > 0) return `${measured(d, 'day', 0, 'long')} ${pad(h)}:${pad(m)}:${pad(s)}`;
      return h > 0 ? `${h}:${pad(m)}:${pad(s)}` : `${m}:${pad(s)}`;
    },
    days: (count) => measured(count, 'day', 0, 'long'),
    span: (ms) => {
      const [size, unit]: [number, Unit] =
        ms % hour === 0
          ? [hour, 'hour']
          : ms % minute === 0
            ? [minute, 'minute']
            : [second, 'second'];
      return measured(ms / size, unit, 0, 'long');
    },
  };
};
