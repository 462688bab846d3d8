import { text } from './met.js';

test.each([
  ['pay', 'pay'],
  [' a\nb ', 'a b'],
  [7, '7'],
  ['x'.repeat(200), 'x'.repeat(100)],
  [`${'x'.repeat(99)}🎉`, 'x'.repeat(99)],
  ['', undefined],
  [' \n', undefined],
  [null, undefined],
  [{}, undefined],
  [true, undefined],
])('%j reads %j', (given, read) => {
  expect(text(given, 100)).toBe(read);
});
