import { textOf } from './csv.js';

/** Says what a field of a series file means; whoever reads the file says what is to become of it. */

/** Where the two columns stand; or what is wrong with the header. */
export const columnsOf = (
  header: readonly string[],
): { timestamp: number; value: number } | { problem: string } => {
  const names = header.map((field) => textOf(field).toLowerCase());
  const timestamp = names.indexOf('timestamp');
  const value = names.indexOf('value');
  if (timestamp >= 0 && value >= 0) return { timestamp, value };
  const missing = [timestamp < 0 && '"timestamp"', value < 0 && '"value"'].filter(Boolean);
  return {
    problem:
      `column ${missing.join(' and ')} is missing (found: ${names.slice(0, 10).join(', ')}): ` +
      'the first line must name the columns, separated by commas: timestamp,value',
  };
};

const dateTime =
  /^(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d)(?::(\d\d)(\.\d+)?)?\s?([Zz]|[+-]\d\d:?\d\d)?)?$/;
const number = /^[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?$/;

/** A number below this is seconds, above it ms (µs, ns): 1e11 s is the year 5138, 1e11 ms 1973. */
const SECONDS_END = 1e11;

/**
 * Epoch ms of `YYYY-MM-DD HH:MM:SS[.ffffff]` (UTC where no zone is given), RFC 3339, or epoch seconds, ms, µs
 * or ns; undefined for anything else, the 30th of February included.
 */
export const timeOf = (text: string): number | undefined => {
  if (number.test(text)) {
    let time = Number(text);
    let size = Math.abs(time);
    if (size < SECONDS_END) return time * 1000;
    for (; size >= SECONDS_END * 1000; size /= 1000) time /= 1000;
    return time;
  }
  const found = dateTime.exec(text);
  if (!found) return undefined;
  const [, day, minutes = '00:00', seconds = '00', fraction = '', zone = 'Z'] = found;
  const time = Date.parse(`${day}T${minutes}:${seconds}Z`);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day) return undefined;
  return time + Number(`0${fraction}`) * 1000 - zoneMs(zone);
};

const zoneMs = (zone: string): number => {
  if (zone.length < 2) return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
};

const missing = new Set(['', 'nan', '-nan', '+nan', 'null', 'none', 'na', 'n/a', '-']);
const infinite = /^[+-]?inf(?:inity)?$/i;

/** A number; NaN where none was measured; undefined where it is no number at all. */
export const valueOf = (text: string): number | undefined => {
  const value = Number(text);
  if (text !== '' && Number.isFinite(value)) return value;
  return missing.has(text.toLowerCase()) || infinite.test(text) || Math.abs(value) === Infinity
    ? NaN
    : undefined;
};
