import { childProgram } from './child-program.js';

describe('childProgram', () => {
  it('stays among compiled files when asked by one', () => {
    const program = childProgram('file:///a/server/dist/redis/embedded/x.fork.js', './y.process');
    expect(program.url.href).toBe('file:///a/server/dist/redis/embedded/y.process.js');
    expect(program.execArgv).toEqual([]);
  });

  it('runs the source, through the loader, when asked by source', () => {
    const program = childProgram('file:///a/server/src/launch/x.ts', '../main');
    expect(program.url.href).toBe('file:///a/server/src/main.ts');
    expect(program.execArgv).toContain('--import=file:///a/server/bin/typescript-loader.mjs');
  });
});
