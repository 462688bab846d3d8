import { tell } from './timeline.js';

describe('the timeline', () => {
  it('tells the newest first, in text keys and names', () => {
    const entry = { by: 'session:root', at: 1 };
    const scope = { services: ['play'], regions: ['US', 'CA'], channels: [] };
    const told = tell([
      {
        id: '1',
        ...entry,
        event: { type: 'incident:opened', title: 'T', scope, onset: 0, severity: 'major' },
      },
      { id: '2', ...entry, event: { type: 'incident:acknowledged', by: 'Ana' } },
      {
        id: '3',
        ...entry,
        event: { type: 'incident:updated', state: 'identified', message: 'Found it' },
      },
      { id: '4', ...entry, event: { type: 'incident:resolved', resolvedAt: 9 } },
    ]);
    expect(told.map(({ id, by, key, set, words }) => [id, by, key, set, words])).toEqual([
      ['4', 'root', 'timeline.resolved', [], ''],
      ['3', 'root', 'timeline.updated', ['state.identified'], 'Found it'],
      ['2', 'Ana', 'timeline.acknowledged', [], ''],
      ['1', 'root', 'timeline.opened', ['severity.major'], 'play · US, CA'],
    ]);
  });
});
