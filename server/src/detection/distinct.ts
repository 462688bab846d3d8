/**
 * How many different people, in 64 bytes: HyperLogLog (Flajolet, Fusy, Gandouet, Meunier 2007) with linear
 * counting where they are few. Exact enough below ten, within 13 % above a hundred; unions are maxima, so
 * that windows add up.
 */
export const sketchBytes = 64;

const alpha = 0.709;
/** 2 to the power of minus a rank. */
const halves = Float64Array.from({ length: 32 }, (_, rank) => 2 ** -rank);

/** Spreads neighbouring numbers over all 32 bits (MurmurHash3's finalizer). */
const mixed = (number: number): number => {
  let hash = number | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

/** Notes that a person was there. */
export const mark = (sketch: Uint8Array, person: number): void => {
  const hash = mixed(person);
  const place = hash & 63;
  const rank = Math.clz32(hash >>> 6) - 5;
  if (rank > sketch[place]) sketch[place] = rank;
};

/** Adds all people of one sketch to another. */
export const merge = (into: Uint8Array, from: Uint8Array): void => {
  for (let i = 0; i < sketchBytes; i++) if (from[i] > into[i]) into[i] = from[i];
};

/** How many people were marked. */
export const distinctIn = (sketch: Uint8Array): number => {
  let sum = 0;
  let empty = 0;
  for (let i = 0; i < sketchBytes; i++) {
    sum += halves[sketch[i]];
    if (sketch[i] === 0) empty++;
  }
  if (empty === sketchBytes) return 0;
  const estimate = (alpha * sketchBytes * sketchBytes) / sum;
  return empty > 0 && estimate <= 2.5 * sketchBytes
    ? sketchBytes * Math.log(sketchBytes / empty)
    : estimate;
};
