import type { Random } from './random.js';

/** Where and how people use what is offered. */

export const services = ['play', 'signup', 'pay', 'search'] as const;
export const regions = ['US', 'CA', 'DE', 'GB', 'JP'] as const;
export const channels = ['tv', 'web', 'ios', 'android'] as const;

/**
 * `search` is meant to be quick, and one miss is no harm: two in one slice are. To a customer it is only
 * when half of those who searched are harmed.
 */
export const serviceRules = {
  play: { name: 'Watch', latencyTargetMs: 1_000, failures: 1 },
  signup: { name: 'Sign up', latencyTargetMs: 1_000, failures: 1 },
  pay: { name: 'Pay', latencyTargetMs: 2_000, failures: 1 },
  search: { name: 'Search', latencyTargetMs: 400, failures: 2, audience: 0.5 },
} as const;

/** The same as a service's affected rule. */
export const affectedRuleOf = (rule: {
  failures: number;
  audience?: number;
}): { failures: number; audience?: { share: number } } => ({
  failures: rule.failures,
  ...(rule.audience !== undefined && { audience: { share: rule.audience } }),
});

/** By service: failures needed, and the share of a customer's users, where there is a rule on it. */
export const rules = {
  failures: Object.fromEntries(
    Object.entries(serviceRules).map(([id, { failures }]) => [id, failures]),
  ),
  audience: { search: serviceRules.search.audience },
};

export type ServiceName = keyof typeof serviceRules;

export const homeRegion = (random: Random): string =>
  random.weighted([
    [40, 'US'],
    [15, 'CA'],
    [20, 'DE'],
    [15, 'GB'],
    [10, 'JP'],
  ] as const);

/** What a device can do: nobody pays on the television. */
export const servicesOn = (channel: string): readonly ServiceName[] =>
  channel === 'tv' ? ['play', 'search'] : ['play', 'signup', 'pay', 'search'];
