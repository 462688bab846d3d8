import { launchBrowser } from './browser/browser.js';
import { Cleanup } from './harness/cleanup.js';
import { freePort } from './harness/ports.js';
import { freshClone, pathWithoutRedis, removeClone } from './start/clone.js';
import { processesOf, Terminal } from './start/terminal.js';
import { Screen } from './wall/screen.js';

/** What a newcomer types first: `npm start` in a fresh clone, on a machine with nothing but Node and npm. */

const seconds = 1_000;
const cold = 240 * seconds;
const warm = 30 * seconds;
jest.setTimeout(cold + 60 * seconds);

describe('npm start in a fresh clone', () => {
  const cleanup = new Cleanup();
  let folder: string;
  let path: string;
  let port: number;
  let first: Terminal;

  beforeAll(async () => {
    folder = cleanup.add(await freshClone(), removeClone);
    path = await pathWithoutRedis(folder);
    port = await freePort();
  });
  afterAll(cleanup.run);

  const start = (...args: string[]): Terminal => startWith('--demo', 'off', ...args);
  const startWith = (...args: string[]): Terminal =>
    cleanup.add(
      new Terminal(['npm', 'start', '--', ...args], folder, {
        PATH: path,
        PORT: String(port),
      }),
      (terminal) => terminal.killAll(),
    );
  const link = (terminal: Terminal, withinMs: number) =>
    terminal.reads(/http:\/\/127\.0\.0\.1:\d+\/wall\?token=\S+/, withinMs);

  it('installs, builds, starts, and prints a link with which the wall opens', async () => {
    const before = performance.now();
    first = start();
    const [address] = await link(first, cold);
    const took = (performance.now() - before) / 1_000;
    process.stdout.write(`\nnpm start, cold: ${took.toFixed(1)} s\n`);
    expect(first.said).toMatch(/Redis: embedded/);
    expect(address).toContain(`:${port}/`);

    const browser = cleanup.add(await launchBrowser(), (b) => b.close());
    const screen = await Screen.on(await browser.newPage(), address);
    await screen.page.getByTestId('wall').waitFor();
    await screen.page.getByTestId('empty').waitFor();
    expect(screen.errors).toEqual([]);
    await browser.close();
  });

  it('refuses a second one on the same data in one clear line', async () => {
    const second = start('--port', String(await freePort()));
    expect(await second.untilEnded(warm)).not.toBe(0);
    const [line, ...more] = second.said.split('\n').filter((l) => l.trim() && !/^(>|npm )/.test(l));
    expect(line).toMatch(/already runs/);
    expect(more).toEqual([]);
    expect(first.alive).toBe(true);
  });

  it('refuses a port that is taken in one clear line', async () => {
    const third = start('--data', '../other-data');
    expect(await third.untilEnded(warm)).not.toBe(0);
    const [line, ...more] = third.said.split('\n').filter((l) => l.trim() && !/^(>|npm )/.test(l));
    expect(line).toMatch(new RegExp(`${port} is taken`));
    expect(more).toEqual([]);
    expect(first.alive).toBe(true);
  });

  it('leaves no process behind after Ctrl-C', async () => {
    expect(processesOf(folder).length).toBeGreaterThanOrEqual(3);
    first.ctrlC();
    await first.untilEnded(15 * seconds);
    expect(processesOf(folder)).toEqual([]);
  });

  it('plays the demo until something of one’s own arrives', async () => {
    const terminal = startWith();
    const [address] = await link(terminal, warm);
    // said right after the link, but not always in the same write
    await terminal.reads(/demo/, warm);
    const browser = cleanup.add(await launchBrowser(), (b) => b.close());
    const screen = await Screen.on(await browser.newPage(), address);
    await screen.page.waitForURL(/\/demo\/wall$/);
    // four weeks of its past are sent first
    const label = screen.page.getByText('Christmas Eve 2012').first();
    await label.waitFor({ timeout: 120 * seconds });
    expect(screen.errors).toEqual([]);
    await browser.close();

    const { origin, searchParams } = new URL(address);
    const headers = {
      authorization: `Bearer ${searchParams.get('token')}`,
      'content-type': 'application/json',
    };
    const signal = {
      kind: 'interaction',
      at: Date.now(),
      service: 'pay',
      user: 'u',
      outcome: 'ok',
    };
    const body = JSON.stringify(signal);
    const live = async () => {
      const response = await fetch(`${origin}/api/v1/live`, { headers });
      return ((await response.json()) as { workspace: { demo: string | null } }).workspace.demo;
    };
    expect(await live()).toBe('christmas-eve-2012');
    expect(
      (await fetch(`${origin}/api/v1/signals`, { method: 'POST', headers, body })).status,
    ).toBe(202);
    expect(await live()).toBe(null);
    terminal.ctrlC();
    await terminal.untilEnded(20 * seconds);
    expect(processesOf(folder)).toEqual([]);
  });

  it('starts again, warm, within 10 seconds, and the same key opens it', async () => {
    const [before] = await link(first, 1);
    const again = performance.now();
    const terminal = start();
    const [address] = await link(terminal, warm);
    const took = (performance.now() - again) / 1_000;
    process.stdout.write(`\nnpm start, warm: ${took.toFixed(1)} s\n`);
    expect(address).toBe(before);
    expect(took).toBeLessThan(10);
    terminal.ctrlC();
    await terminal.untilEnded(15 * seconds);
    expect(processesOf(folder)).toEqual([]);
  });
});
