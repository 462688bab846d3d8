import type { IncidentWhy, UnusualMetric, Why } from '@rollcall/shared';
import type { Formats } from '../ui/format.js';

/** Why an incident is, in the reader's language. */

export type Say = (key: string, named: Record<string, unknown>) => string;

type Unusual = Extract<Why, { code: 'unusual' }>;

const measureOf = ({ metric, of }: Unusual, value: number, t: Say, f: Formats): string => {
  const byCrowd = of === 'users';
  const says: Record<UnusualMetric, () => string> = {
    interactions: () => t('why.interactions', { value: f.number(Math.round(value)) }),
    failureShare: () => t('why.failureShare', { value: f.share(value) }),
    latencyP95: () => t('why.latencyP95', { value: f.number(Math.round(value)) }),
    contacts: () =>
      t(byCrowd ? 'why.contactsUsers' : 'why.contactsCustomers', {
        value: f.number(Number(value.toPrecision(2))),
      }),
    satisfaction: () => t('why.satisfaction', { value: f.number(Math.round(value)) }),
    silent: () => t(byCrowd ? 'why.silentUsers' : 'why.silentCustomers', { value: f.share(value) }),
  };
  return says[metric]();
};

const partsOf = (why: Why, t: Say, f: Formats): string[] => {
  switch (why.code) {
    case 'failing': {
      const { failed, tries, withinMs, usual } = why;
      const counts = { failed: f.number(failed), tries: f.number(tries) };
      return [t('why.failing', { ...counts, time: f.age(withinMs), usual: f.share(usual) })];
    }
    case 'burn': {
      const { failed, tries, windowMs, factor } = why;
      const counts = { failed: f.number(failed), tries: f.number(tries) };
      const times = f.number(Number(factor.toPrecision(2)));
      return [t('why.burn', { ...counts, time: f.span(windowMs), factor: times })];
    }
    case 'silent':
      return [
        t('why.silent', { time: f.age(why.forMs), usual: f.number(Math.round(why.usualPeople)) }),
        ...(why.known ? [] : [t('why.silentUnknown', {})]),
      ];
    case 'nothing-comes': {
      const usual = f.number(Math.round(why.usualPerMinute));
      return [t('why.nothingComes', { time: f.age(why.forMs), usual })];
    }
    case 'source-stopped':
      return [t('why.sourceStopped', { source: why.source, places: f.number(why.places) })];
    case 'most-silent':
      return [t('why.mostSilent', { places: f.number(why.places), of: f.number(why.of) })];
    case 'health':
      return [
        ...why.says.map(({ source, status }) =>
          t(status === 'down' ? 'why.down' : 'why.degraded', { source }),
        ),
        t('why.lasting', { time: f.age(why.forMs) }),
        ...(why.contradicted ? [t('why.contradicted', {})] : []),
      ];
    case 'said-down':
      return [t('why.saidDown', {})];
    case 'unusual': {
      const [value, usual] = [why.value, why.usual].map((each) => measureOf(why, each, t, f));
      return [t('why.unusual', { value, usual })];
    }
  }
};

/** All of it in a line. */
export const whyWords = ({ place, others, why }: IncidentWhy, t: Say, f: Formats): string => {
  const said = why.flatMap((each) => partsOf(each, t, f));
  if (others > 0) said.push(t('why.elsewhere', { count: f.number(others) }));
  const words = said.join('; ');
  return place ? t('why.at', { ...place, why: words }) : words;
};
