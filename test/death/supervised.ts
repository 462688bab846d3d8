import { type Launch, Rollcall } from '../harness/rollcall.js';
import { freePort } from '../harness/ports.js';
import { until } from '../harness/until.js';

/**
 * A process that is started again whenever it dies, on the same port, as a process manager would. Each
 * life is given the next fault of a list; when the list is used up, lives are without fault.
 */
export class Supervised {
  kills = 0;
  private faults: string[] = [];
  private life: Rollcall | undefined;
  private trouble: Error | undefined;
  private ending = false;
  private lives: Promise<void> = Promise.resolve();

  private constructor(private readonly launch: Launch & { port: number }) {}

  static async start(launch: Launch): Promise<Supervised> {
    const supervised = new Supervised({ ...launch, port: launch.port ?? (await freePort()) });
    supervised.lives = supervised.live();
    await until('the first life has begun', () => supervised.life !== undefined);
    return supervised;
  }

  get client(): Rollcall['client'] {
    return this.life!.client;
  }

  /** Waits until the present life says that it is ready, whichever that is by then. */
  async ready(): Promise<void> {
    const ready = async () => (await this.client.fetch('/readyz')).ok;
    await until('it is ready', ready, { withinMs: 60_000 });
  }

  /** Ends the present life, and hands a fault to each of the next ones. */
  async suffer(faults: string[]): Promise<void> {
    this.faults = faults.slice();
    const before = this.kills;
    await this.life?.kill();
    await until('it was started again', () => this.kills > before);
    this.kills = 0;
  }

  /** Waits until it has died of every fault and lives without one again. */
  async survived(times: number, withinMs: number): Promise<void> {
    await until(
      `${times} kills`,
      () => {
        if (this.trouble) throw this.trouble;
        return this.kills >= times;
      },
      { withinMs },
    );
  }

  async stop(): Promise<void> {
    this.ending = true;
    await this.life?.stop();
    await this.lives;
  }

  private async live(): Promise<void> {
    while (!this.ending) {
      const life = await Rollcall.launch({ ...this.launch, fault: this.faults.shift() });
      this.life = life;
      if (this.ending) await life.kill(); // stopped in the moment between two lives
      await life.child.gone();
      this.kills++;
      const { signalCode } = life.child.process;
      if (!this.ending && signalCode !== 'SIGKILL')
        this.trouble = new Error(`it ended by itself: ${life.child.words}`);
    }
  }
}
