import type { UnusualMetric, Why } from '@rollcall/shared';
import { count, duration, factor, listed, percent } from './words.js';

/** Reasons in English: what the numbers of `why` say. */

type Crowd = Extract<Why, { code: 'unusual' }>['of'];

const measured: Record<UnusualMetric, (value: number, of: Crowd) => string> = {
  interactions: (value) => `${count(value)} tries a minute`,
  failureShare: (value) => `${percent(value)} of tries failed`,
  latencyP95: (value) => `95% within ${count(value)} ms`,
  contacts: (value, of) => `${factor(value)} contacts a minute for 1,000 active ${of}`,
  satisfaction: (value) => `satisfaction ${count(value)}`,
  silent: (value, of) => `${percent(value)} of the ${of} of this hour are absent`,
};

const windowOf = (ms: number): string =>
  ms === 3_600_000
    ? 'hour'
    : ms < 86_400_000
      ? `${ms / 3_600_000} hours`
      : `${ms / 86_400_000} days`;

const said = (why: Why): string => {
  switch (why.code) {
    case 'failing':
      return (
        `${count(why.failed)} of ${count(why.tries)} tries failed in ${duration(why.withinMs)}; ` +
        `usually under ${percent(why.usual)}`
      );
    case 'burn':
      return (
        `${count(why.failed)} of ${count(why.tries)} tries failed in the last ${windowOf(why.windowMs)}, ` +
        `about ${factor(why.factor)} times what the objective allows`
      );
    case 'silent':
      return (
        `nobody came for ${duration(why.forMs)}, where about ${count(why.usualPeople)} people come in 2 minutes` +
        (why.known ? '' : '; whether that is usual at this hour is not known yet')
      );
    case 'nothing-comes':
      return (
        `nothing came from anywhere for ${duration(why.forMs)}, where ` +
        `${count(why.usualPerMinute)} tries come in a minute`
      );
    case 'source-stopped': {
      const places = why.places === 1 ? 'a busy place' : `${count(why.places)} busy places`;
      return `${why.source} has stopped sending, and ${places} fell silent with it`;
    }
    case 'most-silent':
      return (
        `${count(why.places)} of ${count(why.of)} busy places fell silent at once: it is more likely what ` +
        'brings their signals than the people'
      );
    case 'health': {
      const sources = listed(why.says.map(({ source, status }) => `${source} says ${status}`));
      return `${sources}, for ${duration(why.forMs)}${why.contradicted ? '; customers get through' : ''}`;
    }
    case 'said-down':
      return 'a health signal says it is down';
    case 'unusual': {
      const { metric, value, usual, of } = why;
      return `${measured[metric](value, of)}, usually ${measured[metric](usual, of)}`;
    }
  }
};

/** The whole reason, what says most first. */
export const inWords = (why: readonly Why[]): string => why.map(said).join('; ');
