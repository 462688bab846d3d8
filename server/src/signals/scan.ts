import { limits, outcomes } from '@rollcall/shared';
import { hashFactor, hashStart } from '../packing/byte-table.js';
import { scanTime } from './scan-time.js';

/** The texts of an interaction, by their place in `starts`, `ends` and `hashes`. */
export const textFields = ['service', 'region', 'channel', 'user', 'customer'] as const;
export const [service, region, channel, user, customer] = textFields.keys();
const longest = [limits.name, limits.name, limits.name, limits.identity, limits.identity];

const ascii = (texts: readonly string[]): Buffer[] => texts.map((text) => Buffer.from(text));
const keyNames = [...textFields, 'kind', 'at', 'outcome', 'latencyMs', 'synthetic'];
const [kind, time, outcome, latency, synthetic] = [5, 6, 7, 8, 9];
const keys = ascii(keyNames);
/** Keys by their length: one or two of each. */
const keysOfLength = Array.from({ length: 10 }, (_, length) =>
  [...keys.keys()].filter((key) => keys[key].length === length),
);
const needed = (1 << kind) | (1 << time) | (1 << service) | (1 << user);
const interaction = Buffer.from('interaction');
const outcomeTexts = ascii(outcomes);
const [trueText, falseText] = ascii(['true', 'false']);

const [quote, backslash, comma, colon, open, close] = Buffer.from('"\\,:{}');
const [space, tab, carriageReturn, newline, dot, zero, nine] = Buffer.from(' \t\r\n.09');
/** Digits that a double holds exactly, so that they are read as JSON.parse reads them. */
const exactDigits = 15;
const longestLatency = 86_400_000;

/**
 * Reads a plain interaction straight from its bytes: no text, no object is made of it. Plain is what
 * nearly all that comes is: one line, ASCII without escapes, no attributes, nothing twice, nothing
 * wrong. Of anything else it says no, and the way through JSON.parse and `validateSignal` decides:
 * this is a short cut to the same answer (scan.property.spec.ts), never another answer.
 */
export class SignalScan {
  private bytes: Uint8Array = new Uint8Array();
  private end = 0;
  /** Where each text begins and ends in the bytes, and its hash (`hashOf`). −1: not given. */
  readonly starts = new Int32Array(textFields.length);
  readonly ends = new Int32Array(textFields.length);
  readonly hashes = new Int32Array(textFields.length);
  /** Whole epoch ms. */
  at = 0;
  /** Place in `outcomes`; −1: not given, then there is a latency. */
  outcome = -1;
  /** Milliseconds; −1: not given. */
  latencyMs = -1;
  synthetic = false;
  private number = 0;
  private hash = 0;

  /**
   * Reads the object that begins at `from` and ends with its line. Returns the place after the line,
   * or −1 when it is not plain.
   */
  line(bytes: Uint8Array, from: number, end: number): number {
    this.bytes = bytes;
    this.end = end;
    this.starts.fill(-1);
    this.outcome = -1;
    this.latencyMs = -1;
    this.synthetic = false;
    let at = this.blank(from);
    if (bytes[at] !== open) return -1;
    let found = 0;
    do {
      at = this.blank(at + 1);
      const key = this.key(at);
      if (key < 0 || found & (1 << key)) return -1;
      found |= 1 << key;
      at = this.blank(at + keys[key].length + 2);
      if (bytes[at] !== colon) return -1;
      at = this.value(key, this.blank(at + 1));
      if (at < 0) return -1;
      at = this.blank(at);
    } while (bytes[at] === comma && at < end);
    if (bytes[at] !== close || at >= end) return -1;
    at = this.blank(at + 1);
    if (at < end && bytes[at] !== newline) return -1;
    const complete = (found & needed) === needed && (this.outcome >= 0 || this.latencyMs >= 0);
    return complete ? at + 1 : -1;
  }

  /** Passes over what JSON allows between tokens, but not over the end of the line. */
  private blank(at: number): number {
    const { bytes } = this;
    let byte = bytes[at];
    while (byte === space || byte === tab || byte === carriageReturn) byte = bytes[++at];
    return at;
  }

  /** Which key stands here, in quotes; −1: none that we know. */
  private key(at: number): number {
    const { bytes } = this;
    if (bytes[at] !== quote) return -1;
    let end = at + 1;
    while (bytes[end] !== quote && end - at <= 10) end++;
    for (const key of keysOfLength[end - at - 1] ?? []) {
      if (this.is(keys[key], at + 1)) return key;
    }
    return -1;
  }

  private is(expected: Uint8Array, at: number): boolean {
    const { bytes } = this;
    for (let i = 0; i < expected.length; i++) if (bytes[at + i] !== expected[i]) return false;
    return at + expected.length <= this.end;
  }

  /** Reads a value; returns the place after it, or −1. */
  private value(key: number, at: number): number {
    if (key < textFields.length) {
      const end = this.text(at);
      if (end < 0 || end - at - 1 > longest[key]) return -1;
      this.starts[key] = at + 1;
      this.ends[key] = end;
      this.hashes[key] = this.hash;
      return end + 1;
    }
    if (key === time) return this.time(at);
    if (key === latency) {
      const end = this.decimal(at);
      this.latencyMs = Math.round(this.number);
      return this.number <= longestLatency ? end : -1;
    }
    if (key === synthetic) {
      this.synthetic = this.is(trueText, at);
      if (this.synthetic) return at + trueText.length;
      return this.is(falseText, at) ? at + falseText.length : -1;
    }
    const end = this.text(at);
    if (end < 0) return -1;
    const length = end - at - 1;
    if (key === kind) {
      return length === interaction.length && this.is(interaction, at + 1) ? end + 1 : -1;
    }
    if (key !== outcome) return -1;
    this.outcome = outcomeTexts.findIndex(
      (text) => length === text.length && this.is(text, at + 1),
    );
    return this.outcome < 0 ? -1 : end + 1;
  }

  /** Readable ASCII in quotes: returns the place of the closing one, or −1, and hashes in passing. */
  private text(at: number): number {
    const { bytes, end } = this;
    if (bytes[at] !== quote) return -1;
    let hash = hashStart;
    let readable = false;
    for (let i = at + 1; i < end; i++) {
      const byte = bytes[i];
      if (byte === quote) {
        this.hash = hash;
        return readable ? i : -1;
      }
      if (byte < space || byte > 0x7e || byte === backslash) return -1;
      if (byte !== space) readable = true;
      hash = Math.imul(hash ^ byte, hashFactor);
    }
    return -1;
  }

  /** A number from 0 with at most 15 digits and no exponent: returns the place after it, or −1. */
  private decimal(at: number): number {
    const { bytes } = this;
    let value = 0;
    let scale = 0;
    let digits = 0;
    let i = at;
    for (; i < this.end; i++) {
      const byte = bytes[i];
      if (byte >= zero && byte <= nine) {
        value = value * 10 + (byte - zero);
        scale *= 10;
        digits++;
      } else if (byte === dot && scale === 0 && digits > 0) scale = 1;
      else break;
    }
    const whole = scale === 0;
    const leadingZero = bytes[at] === zero && i > at + 1 && bytes[at + 1] !== dot;
    if (digits === 0 || digits > exactDigits || leadingZero || bytes[i - 1] === dot) return -1;
    // both are exact, so that the quotient is the double nearest to what is written
    this.number = whole ? value : value / scale;
    const next = bytes[i];
    const ends = next === comma || next === close || next === space || next === tab;
    return ends || next === carriageReturn ? i : -1;
  }

  private time(at: number): number {
    if (this.bytes[at] !== quote) {
      const end = this.decimal(at);
      this.at = Math.floor(this.number);
      return end;
    }
    const end = this.text(at);
    if (end < 0) return -1;
    this.at = scanTime(this.bytes, at + 1, end);
    return this.at < 0 ? -1 : end + 1;
  }
}
