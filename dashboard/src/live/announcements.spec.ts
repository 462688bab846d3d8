import { announcements } from './announcements.js';
import { anIncident } from './live.fixture.js';

describe('what is said aloud', () => {
  it('is silent while only numbers change', () => {
    expect(announcements([anIncident()], [anIncident({ version: 2 })])).toEqual([]);
  });

  it('names a new incident, a new state, and the end of all', () => {
    const title = anIncident().title;
    expect(announcements([], [anIncident()])).toEqual([{ key: 'incident.announceOpened', title }]);
    expect(announcements([anIncident()], [anIncident({ state: 'resolved' })])).toEqual([
      { key: 'incident.announceState', title, state: 'resolved' },
      { key: 'incident.announceClosed', title: '' },
    ]);
  });
});
