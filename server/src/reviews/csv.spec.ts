import { csvCell } from '../http/csv.js';
import { markdownText } from './markdown.js';

it.each([
  ['=1+1', "'=1+1"],
  ['+49 30', "'+49 30"],
  ['-2', "'-2"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  [' =1', "' =1"],
  ['a "b", c', '"a ""b"", c"'],
  ['plain', 'plain'],
  [-2.5, '-2.5'],
  [null, ''],
])('%j is %j in a table', (value, cell) => expect(csvCell(value)).toBe(cell));

it('Markdown shows text as text', () => {
  expect(markdownText('a | b\n# <img> [x](y)')).toBe('a \\| b \\# &lt;img\\> \\[x\\]\\(y\\)');
});
