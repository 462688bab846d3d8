import { allows, bearerOf, cookieOf, partsOfKey } from './secrets.js';

describe('a caller', () => {
  it.each([
    [['ingest'], 'ingest', true],
    [['ingest'], 'read', false],
    [['read'], 'manage', false],
    [['manage'], 'ingest', true],
    [['manage'], 'read', true],
    [[], 'read', false],
  ] as const)('with %j may %s: %s', (permissions, wanted, expected) => {
    expect(allows({ id: 'a', name: 'a', permissions: [...permissions] }, wanted)).toBe(expected);
  });
});

describe('a token', () => {
  it.each([
    ['Bearer abc', 'abc'],
    ['bearer  abc', 'abc'],
    ['Bearer%20abc', 'abc'],
    ['Bearer', undefined],
    ['Bearer a b', undefined],
    ['Basic abc', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('in %j is %j', (header, expected) => {
    expect(bearerOf(header)).toBe(expected);
  });
});

describe('a cookie', () => {
  it.each([
    ['a=1; b=2', '2'],
    ['b=2=2', '2=2'],
    [' b = 2 ', '2'],
    ['ab=1', undefined],
    ['b', undefined],
    [undefined, undefined],
  ])('named b in %j is %j', (header, expected) => {
    expect(cookieOf(header, 'b')).toBe(expected);
  });
});

describe('a made key', () => {
  const secret = 'Ab-9'.repeat(8);

  it('has an id and a secret', () => {
    expect(partsOfKey(`rck_0123456789ab_${secret}`)).toEqual({ id: '0123456789ab', secret });
  });

  it.each([
    '',
    'rck_',
    `rck_0123456789AB_${secret}`,
    `rck_0123456789ab_${secret}\n`,
    'rck_0123456789ab_short',
  ])('%j is none', (key) => {
    expect(partsOfKey(key)).toBeUndefined();
  });
});
