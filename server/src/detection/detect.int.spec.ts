import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { detect } from './detect.cli.js';

let home: string;
let told: string[];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'rollcall-detect-'));
  told = [];
});
afterEach(() => rm(home, { recursive: true, force: true }));

const run = (...args: string[]): Promise<number> =>
  detect({ args, cwd: home, say: (line) => told.push(line) });

const put = (path: string, text: string) => writeFile(join(home, path), text);
const got = (path: string) => readFile(join(home, path), 'utf8');

describe('npm run detect', () => {
  it('writes a score beside each row, with time and value as they were', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => `${1_404_174_600 + 60 * i},${i % 7}.0`);
    rows[250] = '"2014-07-01 04:40:00.000000", 90.50';
    await put('series.csv', `\ufefftimestamp,value,host\r\n${rows.join(',a\r\n')},a`);
    expect(await run('--in', 'series.csv', '--out', 'new/scores.csv')).toBe(0);

    const lines = (await got('new/scores.csv')).split('\n');
    expect(lines[0]).toBe('timestamp,value,anomaly_score');
    expect(lines.at(-1)).toBe('');
    const scored = lines.slice(1, -1);
    expect(scored.map((line) => line.slice(0, line.lastIndexOf(',')))).toEqual(rows);
    const scores = scored.map((line) => Number(line.slice(line.lastIndexOf(',') + 1)));
    expect(Math.max(...scores)).toBe(scores[250]);
    expect(scores[250]).toBeGreaterThan(0.5);
  });

  it('does a folder with all below it, and goes on past what it cannot read', async () => {
    await mkdir(join(home, 'in/deep'), { recursive: true });
    await put('in/deep/good.csv', 'timestamp,value\n1,2\n2,\n3,NaN\n1,x\n');
    await put('in/empty.csv', '');
    await put('in/headless.csv', '1,2\n3,4\n');
    await put('in/open.csv', 'timestamp,value\n1,"2\n');
    await put('in/readme.txt', 'no series');
    expect(await run('--in', 'in', '--out', 'in/scores')).toBe(1);

    expect(await readdir(join(home, 'in/scores'))).toEqual(['deep']);
    expect(await got('in/scores/deep/good.csv')).toBe(
      'timestamp,value,anomaly_score\n1,2,0\n2,,0\n3,NaN,0\n1,x,0\n',
    );
    const all = told.join('\n');
    expect(all).toMatch(/good\.csv, line 3, value: values that are missing \(2 times\)/);
    expect(all).toMatch(/good\.csv, line 5, value \("x"\): values that are no numbers/);
    expect(all).toMatch(/good\.csv, line 5, timestamp: times that go back/);
    expect(all).toMatch(/empty\.csv, line 1: the file is empty: it needs/);
    expect(all).toMatch(/headless\.csv, line 1: column "timestamp" and "value" is missing/);
    expect(all).toMatch(/open\.csv, line 2: a quote is opened/);
    expect(all).toMatch(/1 of 4: deep\/good\.csv, 4 rows/);

    told = [];
    expect(await run('--in', 'in', '--out', 'in/scores')).toBe(1);
    expect(told.join('\n')).not.toMatch(/scores\/deep/);
  });

  it('takes a missing value for no fault', async () => {
    await put('series.csv', 'value,timestamp\n,1\n2,2\n');
    expect(await run('--in', 'series.csv', '--out', 'scores.csv')).toBe(0);
    expect(await got('scores.csv')).toBe('timestamp,value,anomaly_score\n1,,0\n2,2,0\n');
  });

  it.each([
    [['--in', 'series.csv'], /--out is missing/],
    [['--out', 'scores.csv'], /--in is missing/],
    [['--in', 'series.csv', '--out', 'series.csv'], /is what --in names/],
    [['--in', 'nowhere.csv', '--out', 'scores.csv'], /no such file/],
    [['--in', 'series.csv', '--out', '.'], /name a file, such as/],
    [['--in', '.', '--out', 'series.csv'], /name a folder/],
    [['--in', 'series.csv', '--out', 'series.csv/scores.csv'], /can't be written: .*--out/],
    [['--in', 'bare', '--out', 'scores'], /no \.csv file/],
  ])('says what is wrong with %j', async (args, what) => {
    await put('series.csv', 'timestamp,value\n1,2\n');
    await mkdir(join(home, 'bare'));
    expect(await run(...args)).toBe(1);
    expect(told.join('\n')).toMatch(what);
    expect(await got('series.csv')).toBe('timestamp,value\n1,2\n');
  });
});
