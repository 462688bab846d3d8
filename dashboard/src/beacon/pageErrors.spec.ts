import { createErrorSample, nameOfError } from './pageErrors.js';

const thrown = (name: string, message: string, stack?: string) =>
  Object.assign(new Error(message), { name, ...(stack !== undefined && { stack }) });

describe('the name of an error', () => {
  it('is its type and place, without what it says', () => {
    const name = nameOfError({
      message: 'Uncaught TypeError: no account for ada@example.com',
      filename: 'https://shop.example/assets/app.3f2.js?user=ada',
      lineno: 10,
      colno: 5,
      error: thrown('TypeError', 'no account for ada@example.com'),
    });
    expect(name).toBe('TypeError app.3f2.js:10:5');
  });

  it('is found in the stack of what was rejected', () => {
    const stack = 'RangeError: x\n    at pay (https://shop.example/pay.mjs?v=2:7:3)';
    expect(nameOfError({ error: thrown('RangeError', 'x', stack) })).toBe('RangeError pay.mjs:7:3');
    expect(nameOfError({ error: 'just text' })).toBe('Error page');
    expect(nameOfError({ error: null })).toBe('Error page');
  });

  it('never holds the page’s own address', () => {
    const filename = 'https://shop.example/users/ada@example.com';
    expect(nameOfError({ filename, lineno: 1, colno: 2, error: thrown('Error', '', '') })).toBe(
      'Error page',
    );
    const odd = thrown('ada@example.com', '', '');
    expect(nameOfError({ error: odd })).toBe('Error page');
  });

  it.each([
    [{ message: 'ResizeObserver loop completed with undelivered notifications.' }],
    [{ message: 'Script error.' }],
    [{ message: 'Uncaught Script error' }],
    [{ filename: 'chrome-extension://abc/content.js', lineno: 1, colno: 1 }],
    [{ error: thrown('TypeError', 'x', 'at moz-extension://abc/x.js:1:1') }],
    [{ error: thrown('AbortError', 'the user went on') }],
  ])('%j means nothing', (uncaught) => {
    expect(nameOfError(uncaught)).toBeUndefined();
  });
});

test('each error is told once, and ten at the most', () => {
  const first = createErrorSample();
  expect([first('a'), first('a'), first('b')]).toEqual([true, false, true]);
  const more = Array.from({ length: 50 }, (_, i) => first(`e${i}`)).filter(Boolean);
  expect(more).toHaveLength(8);
});
