import type { IncidentWhy, Scope, TimelineEntry } from '@rollcall/shared';
import { personOf } from './person.js';

export interface Told {
  id: string;
  at: number;
  by: string;
  /** Text key of what happened. */
  key: string;
  /** Text keys of what it set: a state, a severity. */
  set: string[];
  /** What people wrote, or the scope in names. */
  words: string;
  /** What detection goes by, to be said in the reader's language in place of the words. */
  why?: IncidentWhy;
}

const scopeWords = (scope: Scope): string =>
  [scope.services, scope.regions, scope.channels]
    .filter((part) => part !== undefined && part.length > 0)
    .map((part) => part!.join(', '))
    .join(' · ');

const actionKeys = {
  done: 'timeline.actionDone',
  dropped: 'timeline.actionDropped',
  open: 'timeline.actionReopened',
};

const timeKey = (field: string): string => {
  return `times.${field}`;
};

const joined = (...words: (string | null | undefined)[]): string =>
  words.filter(Boolean).join(' · ');

/** The timeline as it is told, newest first. */
export const tell = (entries: readonly TimelineEntry[]): Told[] => {
  /** Action → what is to be done, as it was last called. */
  const actions = new Map<string, string>();
  return entries
    .map(({ id, at, by, event }): Told => {
      const told = { id, at, by: personOf(by), set: [] as string[], words: '' };
      switch (event.type) {
        case 'incident:opened':
          return {
            ...told,
            key: 'timeline.opened',
            set: [`severity.${event.severity}`],
            words: scopeWords(event.scope),
          };
        case 'incident:acknowledged':
          return { ...told, by: personOf(event.by), key: 'timeline.acknowledged' };
        case 'incident:rescoped':
          return { ...told, key: 'timeline.rescoped', words: scopeWords(event.scope) };
        case 'incident:resolved':
          return { ...told, key: 'timeline.resolved', words: event.message ?? '' };
        case 'incident:found':
          return { ...told, key: 'timeline.found', words: event.reason, why: event.why };
        case 'incident:updated':
          return {
            ...told,
            key: 'timeline.updated',
            set: [
              ...(event.state ? [`state.${event.state}`] : []),
              ...(event.severity ? [`severity.${event.severity}`] : []),
            ],
            words: joined(event.title, event.message),
          };
        case 'incident:corrected':
          return {
            ...told,
            key: 'timeline.corrected',
            set: Object.keys(event.times).map(timeKey),
            words: event.reason ?? '',
          };
        case 'incident:role-assigned':
          return event.who === null
            ? { ...told, key: 'timeline.roleFree', words: event.role }
            : { ...told, key: 'timeline.role', words: joined(event.role, event.who) };
        case 'incident:action-added':
          actions.set(event.action, event.what);
          return { ...told, key: 'timeline.action', words: joined(event.what, event.owner) };
        case 'incident:action-changed': {
          const what = event.what ?? actions.get(event.action) ?? event.action;
          actions.set(event.action, what);
          return {
            ...told,
            key: event.state ? actionKeys[event.state] : 'timeline.actionChanged',
            words: joined(what, event.owner),
          };
        }
        case 'incident:rated':
          return {
            ...told,
            key: 'timeline.rated',
            set: [`severity.${event.severity}`],
            words: event.reason,
          };
        case 'incident:severity-overridden':
          return {
            ...told,
            key: 'timeline.overridden',
            set: [`severity.${event.severity}`],
            words: event.reason,
          };
        case 'incident:severity-lifted':
          return { ...told, key: 'timeline.lifted' };
      }
    })
    .reverse();
};
