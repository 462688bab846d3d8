import { readServerInfo } from './server-info.js';

describe('readServerInfo', () => {
  it('takes the version of a native Redis', () => {
    const info = '# Server\r\nredis_version:7.0.15\r\n# Persistence\r\nloading:0\r\n';
    expect(readServerInfo(info)).toEqual({ version: '7.0.15', loading: false });
  });

  it("prefers Valkey's own version and notices that it is loading", () => {
    const info = 'redis_version:7.2.4\r\nvalkey_version:9.1.1\r\nloading:1\r\n';
    expect(readServerInfo(info)).toEqual({ version: '9.1.1', loading: true });
  });
});
