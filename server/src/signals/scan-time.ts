const [zero, dash, colon, dot, letterT, letterZ] = Buffer.from('0-:.TZ');

const digits = (bytes: Uint8Array, at: number, count: number): number => {
  let value = 0;
  for (let i = at; i < at + count; i++) {
    const digit = bytes[i] - zero;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return value;
};

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** Days from 1970-01-01 in the Gregorian calendar (Hinnant, "chrono-compatible date algorithms"). */
const daysOf = (year: number, month: number, day: number): number => {
  const y = month > 2 ? year : year - 1;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
};

/**
 * Epoch ms of a time as `Date.toISOString` writes it, from 1970 on, with or without a fraction of a
 * second, which is cut to milliseconds. −1 for any other: `parseAt` knows more spellings.
 */
export const scanTime = (bytes: Uint8Array, start: number, end: number): number => {
  const length = end - start;
  if (length < 20 || length > 30 || bytes[end - 1] !== letterZ) return -1;
  if (bytes[start + 4] !== dash || bytes[start + 7] !== dash || bytes[start + 10] !== letterT) {
    return -1;
  }
  if (bytes[start + 13] !== colon || bytes[start + 16] !== colon) return -1;
  const year = digits(bytes, start, 4);
  const month = digits(bytes, start + 5, 2);
  const day = digits(bytes, start + 8, 2);
  const hour = digits(bytes, start + 11, 2);
  const minute = digits(bytes, start + 14, 2);
  const second = digits(bytes, start + 17, 2);
  let ms = 0;
  if (length > 20) {
    if (bytes[start + 19] !== dot || length === 21) return -1;
    if (Number.isNaN(digits(bytes, start + 20, length - 21))) return -1;
    const kept = Math.min(3, length - 21);
    ms = digits(bytes, start + 20, kept) * 10 ** (3 - kept);
  }
  // written so that NaN is no as well
  if (!(year >= 1970 && month >= 1 && month <= 12 && day >= 1)) return -1;
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return -1;
  const leapDay = month === 2 && isLeap(year) ? 1 : 0;
  if (!(day <= monthDays[month - 1] + leapDay)) return -1;
  return (
    daysOf(year, month, day) * 86_400_000 + hour * 3_600_000 + minute * 60_000 + second * 1_000 + ms
  );
};
