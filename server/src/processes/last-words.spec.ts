import { LastWords } from './last-words.js';

describe('LastWords', () => {
  it('keeps the last lines, across chunks, and drops empty ones', () => {
    const words = new LastWords();
    ['one\ntw', 'o\n\n', Buffer.from('three\n')].forEach(words.add);
    expect(words.lines(2)).toEqual(['two', 'three']);
  });

  it('never holds more than its limit', () => {
    const words = new LastWords(10);
    for (let i = 0; i < 1_000; i++) words.add(`line ${i}\n`);
    expect(words.lines(99).join('\n').length).toBeLessThanOrEqual(10);
  });
});
