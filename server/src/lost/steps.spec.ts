import type { FunnelStep } from '@rollcall/shared';
import { filterLists, scopeHas } from '../slices/scope.js';
import { askedSteps } from './steps.js';

const slices = ['play/US/tv', 'signup/US/web', 'signup/DE/web', 'pay/US/web'].map((text) => {
  const [service, region, channel] = text.split('/');
  return { service, region, channel };
});
const funnelOf = (service: string): FunnelStep | null =>
  service === 'signup' ? 'signup' : service === 'pay' ? 'purchase' : null;

const asked = (
  scope: object,
  { others = {}, filter = {}, declared = ['signup', 'purchase'] } = {},
) =>
  askedSteps({
    slices,
    inScope: slices.map((slice) => scopeHas(scope, slice)),
    unaffected: slices.map(
      (slice) =>
        !scopeHas(scope, slice) && !(Object.keys(others).length > 0 && scopeHas(others, slice)),
    ),
    filter: filterLists(filter),
    funnelOf,
    declared: new Set(declared as FunnelStep[]),
  });
const here = (...numbers: number[]) => slices.map((_, i) => numbers.includes(i));

describe('where sign-ups and purchases are looked for', () => {
  it('in the incident, where it has any', () => {
    const { signups } = asked({ services: ['signup'], regions: ['DE'] });
    expect(signups).toEqual({ why: null, where: 'scope', isHere: here(2) });
  });

  it('else in its regions, where no incident is', () => {
    const watching = { services: ['play'] };
    expect(asked(watching)).toEqual({
      signups: { why: null, where: 'regions', isHere: here(1) },
      firstPurchases: { why: null, where: 'regions', isHere: here(3) },
    });
    expect(asked(watching, { others: { services: ['signup'] } }).signups).toEqual({
      why: 'not_here',
    });
  });

  it('nowhere, if there is no such service, or none is here', () => {
    expect(asked({}, { declared: ['purchase'] }).signups).toEqual({ why: 'no_service' });
    expect(asked({ regions: ['FR'] }).signups).toEqual({ why: 'not_here' });
    const narrowed = asked({ services: ['play'] }, { filter: { channel: 'tv' } });
    expect(narrowed.signups).toEqual({ why: 'not_here' });
  });
});
