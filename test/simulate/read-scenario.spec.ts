import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readScenario } from './read-scenario.js';
import { smallYaml } from './small.fixture.js';
import { worldOf } from './world.js';

const folder = join(process.cwd(), 'test/scenarios');

const complaints = (change: (yaml: string) => string): string[] => {
  const changed = change(smallYaml);
  expect(changed).not.toBe(smallYaml);
  const read = readScenario(changed, 'x.yaml');
  return read.ok ? [] : read.complaints;
};

describe('a scenario', () => {
  it.each(readdirSync(folder))('%s is valid', (file) => {
    const read = readScenario(readFileSync(join(folder, file), 'utf8'), file);
    expect(read).toMatchObject({ ok: true });
    if (read.ok) expect(worldOf(read.scenario).to).toBeGreaterThan(0);
  });

  it.each<[string, (yaml: string) => string, string]>([
    [
      'a time out of order',
      (y) => y.replace("'10:20': 1", "'09:00': 1"),
      `phases[0].reach.09:00: "09:00" does not come after "10:00": put the times in order`,
    ],
    [
      'no time',
      (y) => y.replace("'10:00'", 'ten'),
      'phases[0].reach.ten: "ten" is not a time: write 12:30',
    ],
    [
      'a share in percent',
      (y) => y.replace('silent: 0.5', 'silent: 50'),
      'phases[0].silent: a share is not above 1: write a number from 0 (none) to 1 (all)',
    ],
    [
      'a misspelt field',
      (y) => y.replace('silent:', 'slient:'),
      'phases[0]: there is no field "slient" here: known are says, where, reach',
    ],
    [
      'a region that is none',
      (y) => y.replace('regions: [US]', 'regions: [USA]'),
      `phases[0].where.regions: "USA" is not one of the scenario's regions: write US, GB, or describe it`,
    ],
    [
      'no zone',
      (y) => y.replace('+00:00', ''),
      'starts: not a date with time and zone: write 2012-12-24T06:00:00-08:00',
    ],
    [
      'nothing to do',
      (y) => y.replace(/services:\n(?: {2}.*\n)+/, 'services: {}\n'),
      'services: none: describe at least one service',
    ],
    [
      'text for a number',
      (y) => y.replace('hours: 3', 'hours: three'),
      'hours: expected its length in hours: write a number from 0.1 to 312',
    ],
    [
      'chapters out of order',
      (y) => y.replace("'10:00', says: It fails", "'09:00', says: It fails"),
      'chapters[1].at: "09:00" does not come after the chapter before: put them in order',
    ],
    [
      'a chapter after the end',
      (y) => y.replace("'10:00', says: It fails", "'12:00', says: It fails"),
      'chapters[1].at: "12:00" is not while it lasts: write a time within 3 hours of 2026-01-15T09:00',
    ],
    [
      'a chapter that is a novel',
      (y) => y.replace('It fails }', `${'It fails '.repeat(20)}}`),
      'chapters[1].says: too long for a screen: say it in 160 letters',
    ],
    ['no YAML', (y) => `${y}\n  - [`, 'this is not YAML'],
  ])('names field and remedy of %s', (_, change, said) => {
    expect(complaints(change)).toEqual(expect.arrayContaining([expect.stringContaining(said)]));
  });

  it('names the line', () => {
    const line = smallYaml.split('\n').findIndex((l) => l.includes('silent: 0.5')) + 1;
    expect(complaints((y) => y.replace('silent: 0.5', 'silent: 50'))[0]).toMatch(
      `x.yaml:${line}: `,
    );
  });
});
