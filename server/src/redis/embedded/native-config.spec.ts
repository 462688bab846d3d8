import { defaultMaxmemoryMb, nativeConfigFile, nativeSecrets } from './native-config.js';

const settings = {
  directory: '/data/redis',
  appendfsync: 'everysec' as const,
  maxmemoryMb: 512,
  extra: [],
};

describe('the configuration of a native server', () => {
  it('keeps everything in an append-only file and evicts nothing', () => {
    const file = nativeConfigFile(settings).split('\n');
    expect(file).toEqual(
      expect.arrayContaining([
        'appendonly yes',
        'appendfsync everysec',
        'save ""',
        'maxmemory 512mb',
        'maxmemory-policy noeviction',
        'bind 127.0.0.1',
      ]),
    );
  });

  it('listens nowhere and holds no password until standard input says so', () => {
    const file = nativeConfigFile(settings);
    expect(file).toContain('\nport 0\n');
    expect(file).not.toContain('requirepass');
    expect(nativeSecrets(7001, 'secret')).toContain('port 7001\nrequirepass secret\n');
  });

  it('quotes a directory with spaces, quotes and backslashes', () => {
    const file = nativeConfigFile({ ...settings, directory: '/a b/"c"\\d' });
    expect(file).toContain('dir "/a b/\\"c\\"\\\\d"\n');
  });

  it('lets further lines win by coming last', () => {
    const file = nativeConfigFile({ ...settings, extra: ['appendfsync no'] });
    expect(file.trimEnd().split('\n').at(-1)).toBe('appendfsync no');
  });
});

describe('defaultMaxmemoryMb', () => {
  it.each([
    ['a small container', 0.25, 256],
    ['a laptop', 4, 1638],
    ['a large server', 64, 2048],
  ])('%s with %d GB gets %d MB', (_, gigabytes, expected) => {
    expect(defaultMaxmemoryMb(gigabytes * 1024 ** 3)).toBe(expected);
  });
});
