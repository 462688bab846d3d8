import { parseDemoOptions } from './options.js';

const told = (args: string[], env = {}) => {
  const parsed = parseDemoOptions(args, env);
  return parsed.kind === 'tell' ? parsed.options : parsed;
};

describe('npm run demo', () => {
  it('tells Christmas Eve at 240 on this machine unless it is told otherwise', () => {
    expect(told([])).toEqual({
      scenario: 'christmas-eve-2012',
      speed: 240,
      people: undefined,
      seed: '1',
      target: 'http://127.0.0.1:4000',
      key: undefined,
    });
    const env = { PORT: '4711', ROLLCALL_DEMO: 'slow-burn' };
    expect(told([], env)).toMatchObject({ scenario: 'slow-burn', target: 'http://127.0.0.1:4711' });
    expect(told([], { PORT: '', ROLLCALL_DEMO: '' })).toEqual(told([]));
    const args = [
      'one-device',
      '--speed',
      '60',
      '--people',
      '50',
      '--target',
      'https://x.example/',
    ];
    expect(told(args, env)).toMatchObject({
      scenario: 'one-device',
      speed: 60,
      people: 50,
      target: 'https://x.example',
    });
  });

  it('has nothing to do where the demo is off', () => {
    expect(told([], { ROLLCALL_DEMO: 'off' })).toEqual({ kind: 'off' });
  });

  it.each([
    [['--speed', 'fast'], '--speed fast is no speed'],
    [['--people', '0'], '--people 0 is no count'],
    [['--people', '1.5'], '--people 1.5 is no count'],
    [['--target', 'localhost'], '--target localhost is no address'],
    [['--sped', '2'], 'npm run demo -- --help lists what there is'],
    [['a', 'b'], '"b" is one too many'],
  ])('answers %j with what to write', (args, said) => {
    expect(told(args)).toMatchObject({ kind: 'wrong', complaint: expect.stringContaining(said) });
  });
});
