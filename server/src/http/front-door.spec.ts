import { sends, wayOf } from './front-door.js';

const asked = (url: string, method = 'GET', page = false) => ({ url, method, page });
const empty = { demo: true, used: false };
const used = { demo: true, used: true };
const alone = { demo: false, used: false };

describe('the front door', () => {
  it.each([
    ['/demo/wall', '/wall'],
    ['/demo', '/'],
    ['/demo?token=k', '/?token=k'],
    ['/demo/api/v1/live', '/api/v1/live'],
    ['/demo/socket.io/?EIO=4', '/socket.io/?EIO=4'],
  ])('%s is the demo, whatever else is there', (url, inside) => {
    for (const house of [empty, used])
      expect(wayOf(asked(url), house)).toEqual({ to: 'demo', url: inside });
  });

  it('knows an address for what is one’s own, also while the demo stands in for it', () => {
    for (const url of ['/api/v1/live', '/socket.io/?EIO=4'])
      for (const house of [empty, used, alone])
        expect(wayOf(asked(`/main${url}`), house)).toEqual({ to: 'main', url });
    expect(wayOf(asked('/mainland'), alone)).toEqual({ to: 'main', url: '/mainland' });
  });

  it('leads from a demo that is gone to what is one’s own; an API says that it is gone', () => {
    expect(wayOf(asked('/demo/wall', 'GET', true), alone)).toEqual({
      to: 'elsewhere',
      url: '/wall',
    });
    expect(wayOf(asked('/demo/api/v1/signals', 'POST'), alone)).toEqual({ to: 'gone' });
  });

  it.each(['/wall', '/', '/wall?token=k', '/incidents/inc-1'])(
    'leads from the room %s to the demo’s while nothing of one’s own is there',
    (url) => {
      expect(wayOf(asked(url, 'GET', true), empty)).toEqual({
        to: 'elsewhere',
        url: `/demo${url}`,
      });
      expect(wayOf(asked(url, 'GET', true), used)).toEqual({ to: 'main', url });
      expect(wayOf(asked(url, 'GET', true), alone)).toEqual({ to: 'main', url });
    },
  );

  it('answers what rooms ask from the demo for as long', () => {
    for (const url of [
      '/api/v1/live',
      '/api/v1/incidents/i/impact?region=US',
      '/socket.io/?EIO=4',
    ]) {
      expect(wayOf(asked(url), empty)).toEqual({ to: 'demo', url });
      expect(wayOf(asked(url), used)).toEqual({ to: 'main', url });
    }
  });

  it.each([
    ['/sources', 'GET', true],
    ['/api/v1/sources', 'GET', false],
    ['/api/v1/keys', 'GET', false],
    ['/api/v1/signals', 'POST', false],
    ['/api/v1/incidents', 'POST', false],
    ['/demonstration', 'GET', true],
    ['/assets/index.js', 'GET', true],
    ['/readyz', 'GET', false],
  ])('%s (%s) is one’s own, always', (url, method, page) => {
    expect(wayOf(asked(url, method, page), empty)).toEqual({ to: 'main', url });
  });

  it('knows what makes a workspace one’s own', () => {
    expect(sends(asked('/api/v1/signals', 'POST'))).toBe(true);
    expect(sends(asked('/otlp/v1/traces', 'POST'))).toBe(true);
    expect(sends(asked('/api/v1/customers', 'PUT'))).toBe(true);
    expect(sends(asked('/api/v1/keys', 'POST'))).toBe(false);
    expect(sends(asked('/api/v1/session', 'POST'))).toBe(false);
    expect(sends(asked('/api/v1/live'))).toBe(false);
  });
});
