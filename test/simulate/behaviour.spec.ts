import type { Attempt } from './happening.js';
import { happeningsOf } from './happenings.js';
import { readScenario } from './read-scenario.js';
import { smallYaml } from './small.fixture.js';
import { hour } from './times.js';
import { worldOf } from './world.js';

/** Who gives up, and what that means for tomorrow. */

const attemptsWith = (reactions: string): Attempt[] => {
  const yaml = smallYaml
    .replace('hours: 3', 'hours: 48')
    .replace('reactions: { contact: 0.1 }', `reactions: { contact: 0, rate: 0, ${reactions} }`);
  const read = readScenario(yaml, 'x.yaml');
  if (!read.ok) throw new Error(read.complaints.join('\n'));
  const world = worldOf(read.scenario);
  const all = happeningsOf({ world, id: 'small', seed: '1', people: 2_400 });
  return [...all].filter((h): h is Attempt => h.kind === 'attempt');
};

/** Of those who failed: for how long nothing was seen of them after that, ms; and who they are. */
const absences = (attempts: Attempt[]) => {
  const last = new Map<string, { failedAt: number; tenure: number; back: number }>();
  for (const { person, at, outcome } of attempts) {
    const known = last.get(person.id);
    if (outcome === 'failed')
      last.set(person.id, { failedAt: at, tenure: person.tenure, back: Infinity });
    else if (known) known.back = Math.min(known.back, at);
  }
  return [...last.values()].map(({ failedAt, tenure, back }) => ({
    away: back - failedAt,
    tenure,
  }));
};

const shareAway = (list: { away: number }[]): number =>
  list.filter(({ away }) => away >= 18 * hour).length / list.length;

describe('who gave up', () => {
  const staying = 'retries: 0, tryAgainLater: 0, switchDevice: 0, stayAway';
  const leave = absences(attemptsWith(`${staying}: 0.6`));
  const remain = absences(attemptsWith(`${staying}: 0`));

  it('does not come back for a day, or does, as the scenario has it', () => {
    expect(remain.length).toBeGreaterThan(300);
    expect(shareAway(leave)).toBeGreaterThan(shareAway(remain) + 0.3);
  });

  it('comes back the day after', () => {
    const late = leave.filter(({ away }) => away >= 18 * hour);
    expect(late.filter(({ away }) => away < Infinity).length).toBeGreaterThan(late.length * 0.5);
  });

  it('bears more, the longer they have been a customer', () => {
    const fresh = leave.filter(({ tenure }) => tenure < 90);
    const old = leave.filter(({ tenure }) => tenure > 1_000);
    expect(Math.min(fresh.length, old.length)).toBeGreaterThan(10);
    expect(shareAway(fresh)).toBeGreaterThan(shareAway(old) + 0.1);
  });

  it('tries again the same evening where the scenario says so', () => {
    const again = absences(attemptsWith('retries: 0, switchDevice: 0, tryAgainLater: 1'));
    expect(shareAway(again)).toBeLessThan(0.15);
  });
});
