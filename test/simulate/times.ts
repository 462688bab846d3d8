import type { Kind } from '../harness/arguments.js';

/** Times as a scenario writes them: `12:30` on its first day, `+1d 02:45` on the next. */

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

const written = /^(?:\+(\d{1,2})d )?([01]?\d|2[0-3]):([0-5]\d)$/;
const start = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2})?(Z|[+-]\d{2}:\d{2})$/;

/** Milliseconds since the first day's local midnight; undefined: not written like a time. */
export const timeOf = (text: string): number | undefined => {
  const [, days = '0', hours, minutes] = written.exec(text) ?? [];
  if (hours === undefined) return undefined;
  return Number(days) * day + Number(hours) * hour + Number(minutes) * minute;
};

/** Such a time after `--name`, as it was written. */
export const clockTime = (example: string): Kind<string> => ({
  read: (word) => (timeOf(word) === undefined ? undefined : word),
  remedy: `is no time: write ${example}, or "+1d 02:45" for the second day`,
});

export interface Beginning {
  /** Epoch ms. */
  at: number;
  /** The first day's local midnight, epoch ms. */
  midnight: number;
  /** What the scenario's clocks show, ahead of UTC, ms. */
  offset: number;
}

/** `2012-12-24T06:00:00-08:00`; the zone is the one that all other times are told in. */
export const beginningOf = (text: string): Beginning | undefined => {
  const [, date, zone] = start.exec(text) ?? [];
  const at = Date.parse(text);
  if (date === undefined || Number.isNaN(at)) return undefined;
  const midnight = Date.parse(`${date}T00:00:00${zone}`);
  return { at, midnight, offset: Date.parse(`${date}T00:00:00Z`) - midnight };
};

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** `Mon 24 Dec 2012 12:30 -08:00`, as people there read it off the wall. */
export const spoken = (at: number, offset: number): string => {
  const local = new Date(at + offset).toISOString();
  const weekday = days[new Date(at + offset).getUTCDay()];
  const size = Math.abs(offset) / minute;
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
  return `${weekday} ${local.slice(0, 10)} ${local.slice(11, 16)} ${offset === 0 ? 'UTC' : zone}`;
};

const two = (n: number): string => String(n).padStart(2, '0');

/** `34 h`, `8 min 12 s`, `40 s`. */
export const spokenLength = (ms: number): string => {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 ? `${minutes} min ${seconds % 60} s` : `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
};
