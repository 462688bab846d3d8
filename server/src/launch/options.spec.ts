import { HELP, readOptions } from './options.js';

describe('readOptions', () => {
  it('asks for nothing: everything on this machine, on port 4000', () => {
    expect(readOptions([], {})).toEqual({
      kind: 'run',
      options: {
        port: 4_000,
        host: '127.0.0.1',
        dataDir: '.rollcall',
        redisUrl: undefined,
        rootKey: undefined,
        demo: undefined,
      },
    });
  });

  it('takes the environment, over it the arguments, and an empty variable for none', () => {
    const env = { PORT: '5000', HOST: '', ROLLCALL_DEMO: 'streaming', REDIS_URL: 'redis://h:1' };
    expect(readOptions(['--demo', 'off', '--data=/tmp/x'], env)).toMatchObject({
      options: { port: 5_000, host: '127.0.0.1', demo: 'off', dataDir: '/tmp/x' },
    });
    expect(readOptions(['--port', '6000'], env)).toMatchObject({ options: { port: 6_000 } });
  });

  it.each(['0', '65536', '-1', '4000x', '4e3', ' '])('refuses the port "%s"', (PORT) =>
    expect(readOptions([], { PORT })).toMatchObject({ kind: 'refused' }),
  );

  it('refuses what it does not know, in one line', () => {
    const asked = readOptions(['--prot', '4000'], {});
    expect(asked).toMatchObject({ kind: 'refused' });
    expect(asked.kind === 'refused' && asked.reason).toMatch(/^Unknown option '--prot'.*--help$/);
    expect(readOptions(['streaming'], {})).toMatchObject({ kind: 'refused' });
    expect(readOptions(['--port'], {})).toMatchObject({ kind: 'refused' });
  });

  it('lets others in only with a key that someone chose', () => {
    const HOST = '0.0.0.0';
    expect(readOptions([], { HOST })).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('ROLLCALL_ROOT_KEY') as string,
    });
    expect(readOptions([], { HOST, ROLLCALL_ROOT_KEY: 'k' })).toMatchObject({ kind: 'run' });
  });

  it('explains itself', () => {
    expect(readOptions(['-h'], { PORT: 'x' })).toEqual({ kind: 'help' });
    for (const option of ['--port', '--host', '--data', '--demo']) expect(HELP).toContain(option);
  });
});
