import type { Scope, TimelineEntry } from '@rollcall/shared';
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
}

const scopeWords = (scope: Scope): string =>
  [scope.services, scope.regions, scope.channels]
    .filter((part) => part !== undefined && part.length > 0)
    .map((part) => part!.join(', '))
    .join(' · ');

/** The timeline as it is told, newest first. */
export const tell = (entries: readonly TimelineEntry[]): Told[] =>
  entries
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
          return { ...told, key: 'timeline.found', words: event.reason };
        case 'incident:updated':
          return {
            ...told,
            key: 'timeline.updated',
            set: [
              ...(event.state ? [`state.${event.state}`] : []),
              ...(event.severity ? [`severity.${event.severity}`] : []),
            ],
            words: [event.title, event.message].filter(Boolean).join(' · '),
          };
      }
    })
    .reverse();
