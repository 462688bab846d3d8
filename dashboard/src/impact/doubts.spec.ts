import { anImpact, noon } from '../live/live.fixture.js';
import { doubtsOf } from './doubts.js';

describe('doubts about a count', () => {
  it('has none where all is known and counted', () => {
    expect(doubtsOf(anImpact({ sampling: 1 }), { parked: 0 })).toEqual([]);
  });

  it('names each reason why a count may be too low', () => {
    const impact = anImpact({
      complete: false,
      atLeastSince: noon,
      sampling: 0.1,
      coverage: 0.87,
      unidentified: 312,
      anonymous: 40,
    });
    expect(doubtsOf(impact, { parked: 2 })).toEqual([
      { kind: 'counting' },
      { kind: 'since', at: noon },
      { kind: 'sampled', share: 0.1 },
      { kind: 'anonymous', failures: 40 },
      { kind: 'unknown', users: 312 },
      { kind: 'coverage', share: 0.87 },
      { kind: 'parked', batches: 2 },
    ]);
  });
});
