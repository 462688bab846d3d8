import { fromLocalInput, toLocalInput } from './local-time.js';

it('a time goes into an input and comes back to the second', () => {
  const at = Date.UTC(2026, 2, 14, 12, 3, 9);
  expect(fromLocalInput(toLocalInput(at))).toBe(at);
  expect(fromLocalInput('')).toBeUndefined();
});
