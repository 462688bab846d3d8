import { isKnownPage, methodsOf } from './known-paths.js';

describe('paths', () => {
  it.each(['/', '/wall', '/sign-in', '/sources', '/incidents/inc-1'])('%s is a page', (path) => {
    expect(isKnownPage(path)).toBe(true);
  });

  it.each(['/nope', '/API/V1/LIVE', '//api/v1/live', '/favicon.ico', '/incidents/1/2'])(
    '%s is none',
    (path) => {
      expect(isKnownPage(path)).toBe(false);
    },
  );

  it('knows which methods an API path takes', () => {
    expect(methodsOf('/api/v1/signals')).toEqual(['POST']);
    expect(methodsOf('/api/v1/incidents')).toEqual(['GET', 'POST']);
    expect(methodsOf('/api/v1/incidents/inc-1/impact')).toEqual(['GET']);
    expect(methodsOf('/api/v1/nothing')).toEqual([]);
  });
});
