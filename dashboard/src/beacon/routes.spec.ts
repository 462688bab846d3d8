import { placeOf, ruleOf } from './routes.js';

const origin = 'https://shop.example';
const url = (address: string) => new URL(address, `${origin}/here`);
const place = (address: string, rules = [] as ReturnType<typeof ruleOf>[], own?: string) =>
  placeOf(url(address), rules, origin, own);

describe('where a request counts', () => {
  it('without a rule: the page’s own requests for its own service, others for none', () => {
    expect(place('/api/cart', [], 'shop')).toEqual({ service: 'shop', route: undefined });
    expect(place('https://ads.example/x', [], 'shop')).toBeUndefined();
    expect(place('data:text/plain,x', [], 'shop')).toBeUndefined();
    expect(place('/api/cart')).toBeUndefined();
  });

  it.each([
    ['/api/pay*', '/api/pay', true],
    ['/api/pay*', '/api/pay/1?card=4711', true],
    ['/api/pay', '/api/pay?card=4711', true],
    ['/api/pay', '/api/pay/1', false],
    ['/api/*/pay', '/api/2/pay', true],
    ['/api/pay*', 'https://other.example/api/pay', false],
    ['https://api.example/*', 'https://api.example/v1', true],
    ['https://api.example/*', 'https://apixexample/v1', false],
    ['/a.b', '/axb', false],
    [/\/pay\//g, '/api/pay/1', true],
    [/card/, '/api/pay?card=4711', false],
  ])('%s and %s: %s', (pattern, address, fits) => {
    const rule = ruleOf(pattern, 'pay', origin);
    for (let i = 0; i < 2; i++) {
      expect(place(address, [rule])?.service).toBe(fits ? 'pay' : undefined);
    }
  });

  it('the first rule that fits holds, and null is none', () => {
    const rules = [
      ruleOf('/api/pay/ads', null, origin),
      ruleOf('/api/pay/*', 'pay', origin),
      ruleOf('*', 'rest', origin),
    ];
    expect(place('/api/pay/ads', rules, 'shop')).toBeUndefined();
    expect(place('/api/pay/1', rules, 'shop')).toEqual({ service: 'pay', route: '/api/pay/*' });
    expect(place('https://any.example/', rules)).toEqual({ service: 'rest', route: '*' });
  });
});
