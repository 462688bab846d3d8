import type { IncidentRecord } from '@rollcall/shared';
import { randomFrom } from '../people/random.js';
import { Life } from './life.js';
import { isBlind, names, type Rehearse } from './rehearsal.js';
import type { Label, Scenario, Story } from './scenario.js';

/** What became of one labelled event. */
export interface Verdict {
  kind: Label['kind'];
  /** Incidents that were opened for it; one is right. */
  opened: number;
  /** From the onset, or from when it may be opened, to the opening, ms of the log's time; undefined: never opened. */
  delay?: number;
  /** The incident's onset less the true one, ms. */
  onsetError?: number;
  /** Of the slices that it named at the end, those that failed; of those that failed, those that it named. */
  precision?: number;
  recall?: number;
}

export interface Outcome {
  seed: string;
  verdicts: Verdict[];
  /** Incidents that no label explains: titles with their times. */
  falseAlarms: string[];
  /** Log time that was watched, ms. */
  watched: number;
}

/** An incident is taken for an event's when it was opened in its time or shortly after. */
const graceMs = 10 * 60_000;

const shareOf = (list: readonly boolean[]): number =>
  list.length === 0 ? 1 : list.filter(Boolean).length / list.length;

const verdictOn = ({ town }: Story, label: Label, own: readonly IncidentRecord[]): Verdict => {
  const { kind, onset, touches } = label;
  if (own.length === 0) return { kind, opened: 0 };
  const first = own.reduce((a, b) => (b.detectedAt < a.detectedAt ? b : a));
  const verdict = {
    kind,
    opened: own.length,
    delay: first.detectedAt - (label.openFrom ?? onset),
    onsetError: first.onset - onset,
  };
  if (kind === 'blind') return verdict;
  const named = town.places.map((place) => own.some(({ scope }) => names(scope, place)));
  const truly = town.places.map(touches);
  return {
    ...verdict,
    precision: shareOf(truly.filter((_, i) => named[i])),
    recall: shareOf(named.filter((_, i) => truly[i])),
  };
};

/** Whether an incident may be that event: by time, and by a slice in common or by being blind. */
const explains = ({ town }: Story, label: Label, incident: IncidentRecord): boolean => {
  const { kind, onset, end, touches, openFrom = onset } = label;
  if (kind === 'calm') return false;
  const { detectedAt, scope } = incident;
  if (detectedAt < openFrom || detectedAt > end + graceMs) return false;
  if (kind === 'blind' || isBlind(incident)) return kind === 'blind' && isBlind(incident);
  return town.places.some((place) => touches(place) && names(scope, place));
};

/** Lives a story and judges what detection made of it. */
export const judged = (story: Story, seed: string, rehearse: Rehearse): Outcome => {
  const { town, changes, labels, planned, habits, from, to } = story;
  const rehearsed = rehearse(town.places, town.services, planned);
  const life = new Life(randomFrom(`${seed}:life`), town, changes, habits);
  for (let at = from; at < to;) {
    const stepMs = at < story.fineFrom ? story.calmStepMs : story.fineStepMs;
    const cells = life.step(at, stepMs);
    at += stepMs;
    rehearsed.step(cells, at);
  }
  const { incidents } = rehearsed;
  const of = (incident: IncidentRecord): Label | undefined =>
    labels.find((label) => explains(story, label, incident));
  return {
    seed,
    verdicts: labels.map((label) =>
      verdictOn(
        story,
        label,
        incidents.filter((each) => of(each) === label),
      ),
    ),
    falseAlarms: incidents
      .filter((each) => !of(each))
      .map(
        ({ title, detectedAt, reason }) =>
          `${new Date(detectedAt).toISOString()} ${title} (${reason ?? 'no reason'})`,
      ),
    watched: to - from,
  };
};

/** One run of a scenario. */
export const trialOf = (scenario: Scenario, seed: string, rehearse: Rehearse): Outcome =>
  judged(scenario.story(randomFrom(`${seed}:story`)), seed, rehearse);
