import type { IncidentRecord } from '@rollcall/shared';
import type { ControlState } from '../control/control-state.js';

/** Who decides where nobody does: `by` in the timeline. */
export const detectionName = 'detection';

/** Begins the request under which detection opens an incident: the same one opens nothing twice. */
const requestPrefix = 'detection:';
export const blindPrefix = `${requestPrefix}blind:`;
export const requestOf = (what: string, since: number): string =>
  `${requestPrefix}${what}:${since}`;

/** An incident as detection looks at it. */
export interface Case {
  incident: IncidentRecord;
  /** Opened by detection, because nothing came from anywhere. */
  isBlind: boolean;
  /** A person has it: what detection would do it only proposes. */
  isTended: boolean;
  /** A person has ended it. */
  endedByPerson: boolean;
  /** What detection has proposed last, since it last said anything else. */
  proposed: string | undefined;
  /** When its scope was last changed, epoch ms. */
  rescopedAt: number;
  /** Somebody gave it another title. */
  isRenamed: boolean;
}

/** Ended for longer than this it is history, ms. */
const historyMs = 24 * 3_600_000;

/** The incidents that are open, or ended lately. */
export const casesOf = (state: ControlState, now: number): Case[] =>
  [...state.incidents.values()]
    .filter(({ resolvedAt }) => resolvedAt === null || resolvedAt > now - historyMs)
    .map((incident) => caseOf(state, incident));

const caseOf = (state: ControlState, incident: IncidentRecord): Case => {
  const found: Case = {
    incident,
    isBlind: false,
    isTended: incident.openedBy === 'person',
    endedByPerson: false,
    proposed: undefined,
    rescopedAt: -Infinity,
    isRenamed: false,
  };
  for (const { at, by, event } of state.timelines.get(incident.id) ?? []) {
    const byPerson = by !== detectionName;
    switch (event.type) {
      case 'incident:opened':
        found.isBlind = event.request?.startsWith(blindPrefix) ?? false;
        break;
      case 'incident:acknowledged':
        found.isTended = true;
        break;
      case 'incident:updated':
        found.isTended ||= byPerson && event.state !== undefined;
        found.isRenamed ||= byPerson && event.title !== undefined;
        break;
      case 'incident:rescoped':
        found.isTended ||= byPerson;
        found.rescopedAt = at;
        break;
      case 'incident:resolved':
        found.isTended ||= byPerson;
        found.endedByPerson = byPerson;
        break;
      case 'incident:found':
        found.proposed = event.proposes && `${event.proposes}: ${event.reason}`;
        break;
    }
  }
  return found;
};
