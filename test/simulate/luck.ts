/** Chance that hangs on who and what, not on when: asked twice, it answers the same. */

const mix = (value: number): number => {
  let h = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97);
  return (h ^ (h >>> 15)) >>> 0;
};

/** In [0, 1). */
export const luckOf = (seed: number, person: number, channel: number, what: number): number => {
  let h = mix(seed ^ 0x9e3779b9);
  h = mix(h ^ person);
  h = mix(h ^ (channel + 1));
  return mix(h ^ (what + 1)) / 4_294_967_296;
};

/** `what` of luckOf for a device's being able to report a failure at all; phases count from 0. */
export const beacon = 1_000;
