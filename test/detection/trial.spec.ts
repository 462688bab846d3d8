import type { IncidentRecord } from '@rollcall/shared';
import { randomFrom } from '../people/random.js';
import type { Rehearse } from './rehearsal.js';
import { minute, outage, type Scenario, second, staged } from './scenario.js';
import { scoreOf, spoken, tableOf } from './table.js';
import { townOf } from './town.js';
import { trialOf } from './trial.js';

const scenario: Scenario = {
  id: 'short',
  what: 'short',
  story: (random) => {
    const town = townOf(random, { services: 1, regions: 2, channels: 2, rates: [0.1, 0.2] });
    const one = town.places[0];
    return staged(random, { town, before: minute, ...outage((place) => place === one, minute, 1) });
  },
};
const story = scenario.story(randomFrom('seed:story'));
const [{ onset }] = story.labels;
const [failing, other] = story.town.places;

const opened = (scope: IncidentRecord['scope'], at: number, began = at): IncidentRecord =>
  ({ title: 'A', scope, onset: began, detectedAt: at, reason: 'B' }) as IncidentRecord;
const slice = ({ service, region, channel }: typeof failing) => ({ service, region, channel });
const verdict = (...incidents: IncidentRecord[]) => {
  const rehearse: Rehearse = () => ({ step: () => undefined, incidents });
  return trialOf(scenario, 'seed', rehearse);
};

describe('a verdict', () => {
  it('on nothing is that it was missed', () => {
    const { verdicts, falseAlarms } = verdict();
    expect([verdicts, falseAlarms]).toEqual([[{ kind: 'incident', opened: 0 }], []]);
  });

  it('tells when it was found, how far the onset is off, and what the scope is worth', () => {
    const scope = { services: [failing.service], regions: [failing.region] };
    const found = verdict(opened(scope, onset + 3 * second, onset - second));
    expect(found.verdicts).toEqual([
      {
        kind: 'incident',
        opened: 1,
        delay: 3 * second,
        onsetError: -second,
        precision: 0.5,
        recall: 1,
      },
    ]);
    expect(found.falseAlarms).toEqual([]);
  });

  it('counts an incident for each that was opened', () => {
    const scope = { slices: [slice(failing)] };
    const { verdicts } = verdict(opened(scope, onset + second), opened(scope, onset + minute));
    expect(verdicts[0].opened).toBe(2);
  });

  it('waits for what may not be opened yet, and counts from then', () => {
    const openFrom = onset + 20 * second;
    const late: Scenario = {
      ...scenario,
      story: (random) => {
        const told = scenario.story(random);
        return { ...told, labels: told.labels.map((label) => ({ ...label, openFrom })) };
      },
    };
    const here = { slices: [slice(failing)] };
    const incidents = [opened(here, onset + 5 * second), opened(here, onset + 22 * second)];
    const { verdicts, falseAlarms } = trialOf(late, 'seed', () => ({
      step: () => undefined,
      incidents,
    }));
    expect(verdicts).toMatchObject([{ opened: 1, delay: 2 * second }]);
    expect(falseAlarms).toHaveLength(1);
  });

  it('takes what came before, elsewhere, or of blindness for a false alarm', () => {
    const here = { slices: [slice(failing)] };
    const { verdicts, falseAlarms } = verdict(
      opened(here, onset - second),
      opened({ slices: [slice(other)] }, onset + second),
      opened({}, onset + second),
    );
    expect(verdicts[0].opened).toBe(0);
    expect(falseAlarms).toHaveLength(3);
    expect(falseAlarms[0]).toMatch(/A \(B\)$/);
  });
});

describe('a table', () => {
  const outcome = verdict(opened({ slices: [slice(failing)] }, onset + second));
  it('adds runs up', () => {
    const score = scoreOf([outcome, verdict()]);
    expect(score).toMatchObject({ runs: 2, events: 2, found: 1, doubled: 0, falseAlarms: 0 });
    expect(tableOf([{ ...scenario, outcomes: [outcome, verdict()] }])[2]).toMatch(
      /^\| short \| short \| 1 of 2 \| 1.0 s \| 1.0 s \| 0 \| 1.0 s \| 1.0 s \| 100 % \| 100 % \| 0 \|$/,
    );
  });

  it('speaks of durations as people do', () => {
    expect([40, 3_000, 42_000, 600_000, 9_000_000, -40_000, undefined].map(spoken)).toEqual([
      '0.0 s',
      '3.0 s',
      '42 s',
      '10 min',
      '2.5 h',
      '−40 s',
      '',
    ]);
  });
});
