import { affected, anImpact, anIncident, noon } from '../live/live.fixture.js';
import { lastResolved, openIncidents } from './rank.js';

const hitting = (id: string, failing: number) =>
  anIncident({ id, impact: anImpact({ customers: affected({ failing }) }) });

describe('the order of incidents', () => {
  it('puts severity first, then how many are affected now; leaves out what is resolved', () => {
    const order = openIncidents([
      hitting('few', 1),
      anIncident({ id: 'over', state: 'resolved', severity: 'critical' }),
      hitting('many', 500),
      anIncident({ id: 'grave', severity: 'critical' }),
    ]);
    expect(order.map(({ id }) => id)).toEqual(['grave', 'many', 'few']);
  });

  it('finds the one that ended last', () => {
    const ended = (id: string, at: number) => anIncident({ id, state: 'resolved', resolvedAt: at });
    expect(lastResolved([ended('a', noon), ended('b', noon + 1), anIncident()])?.id).toBe('b');
    expect(lastResolved([anIncident()])).toBeUndefined();
  });
});
