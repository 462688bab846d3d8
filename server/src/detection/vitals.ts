import type { Satisfaction } from '@rollcall/shared';

/**
 * How a service's customers are in a minute, as the live view says it of the hour up to then. Who is known by no
 * customer counts as one by themselves.
 */
export interface Vitals {
  service: string;
  /** Customers who tried it within the hour. */
  active: number;
  /** Satisfaction, 0 to 100; null: too few to tell. */
  index: number | null;
  /** Share of those who come at this hour of past weeks and have not come; null: nothing to compare with. */
  silent: number | null;
}

/** The vitals of a minute: of each service, and whether any customer is known at all. */
export interface MinuteOfVitals {
  of: 'customers' | 'users';
  services: Vitals[];
}

/** Of fewer people a share is chance. */
const leastPeople = 20;
/** Services of which it is noted, the busiest first. */
const mostServices = 20;

/** What the live index says of each service. */
export const vitalsOf = ({ n, unidentified, services = [] }: Satisfaction): MinuteOfVitals => ({
  of: n > 0 && unidentified === n ? 'users' : 'customers',
  services: [...services]
    .sort((a, b) => b.n - a.n)
    .slice(0, mostServices)
    .map((group) => ({
      service: group.value,
      active: group.n,
      index: group.n < leastPeople ? null : group.index,
      silent:
        group.expected === null || group.expected < leastPeople
          ? null
          : Math.max(0, 1 - group.n / group.expected),
    })),
});

/** Contacts for each thousand who are active; null: there are too few to tell. */
export const contactRate = (contacts: number, active: number | undefined): number | null =>
  active === undefined || active < leastPeople ? null : (1_000 * contacts) / active;
