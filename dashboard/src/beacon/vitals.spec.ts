import { createInteractions, createLayoutShift } from './vitals.js';

describe('layout shift', () => {
  it('is the worst burst: pauses under a second, five seconds at the most', () => {
    const shift = createLayoutShift();
    expect(shift.worst()).toBe(0);
    for (const [at, value] of [
      [0, 0.1],
      [900, 0.1],
      [1_950, 0.15],
    ])
      shift.add(at, value);
    expect(shift.worst()).toBeCloseTo(0.2);
    for (let at = 10_000; at <= 16_000; at += 500) shift.add(at, 0.05);
    expect(shift.worst()).toBeCloseTo(0.5);
  });
});

describe('interaction to next paint', () => {
  it('is the slowest, each interaction by its slowest event', () => {
    const interactions = createInteractions();
    expect(interactions.inpMs()).toBe(0);
    interactions.add(1, 40);
    interactions.add(2, 320);
    interactions.add(2, 90);
    expect(interactions.inpMs()).toBe(320);
  });

  it('passes over one in fifty', () => {
    const interactions = createInteractions();
    interactions.add(0, 5_000);
    for (let i = 1; i < 60; i++) interactions.add(i, 100 + i);
    expect(interactions.inpMs()).toBe(159);
  });
});
