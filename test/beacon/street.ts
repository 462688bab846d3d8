import type { AffectedCustomer, RegionView } from '@rollcall/shared';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../browser/browser.js';
import { countersOf, untilFolded } from '../harness/metrics.js';
import { setStage, type Stage } from '../harness/stage.js';
import { until } from '../harness/until.js';
import { Shop } from './shop.js';
import { Visitor } from './visitor.js';

const patient = { withinMs: 30_000 };

/** A shop, Rollcall beside it on another site, and people who come by. */
export class Street {
  private readonly openedAt = Date.now();

  private constructor(
    readonly stage: Stage,
    readonly shop: Shop,
    private readonly browser: Browser,
    readonly key: string,
  ) {}

  static async open(): Promise<Street> {
    const stage = await setStage();
    try {
      const { client, cleanup } = stage;
      const browser = cleanup.add(await launchBrowser(), (b) => b.close());
      const shop = cleanup.add(await Shop.open(client.base), (s) => s.close());
      const body = { name: 'shop', permissions: ['beacon'], origins: [shop.origin] };
      const { key } = await client.call('createKey', { body });
      const street = new Street(stage, shop, browser, key);
      street.begin();
      return street;
    } catch (error) {
      await stage.cleanup.run();
      throw error;
    }
  }

  /** The shop works, and its pages carry the usual tag. */
  begin(more = ''): void {
    this.shop.mood = 'well';
    this.shop.tag = `data-key="${this.key}" data-service="shop" data-region="DE" ${more}`;
  }

  close(): Promise<void> {
    return this.stage.cleanup.run();
  }

  async visitor(): Promise<Visitor> {
    const context = await this.browser.newContext();
    return this.stage.cleanup.add(new Visitor(context, this.shop), () => context.close());
  }

  /** Opens an incident of one service, from before anything happened here. */
  async incident(service: string): Promise<string> {
    const onset = this.openedAt - 600_000;
    const body = { title: `${service} fails`, scope: { services: [service] }, onset, force: true };
    return (await this.stage.client.call('openIncident', { body })).id;
  }

  /** Who is affected, once everything is counted that was taken so far. */
  async affected(id: string): Promise<AffectedCustomer[]> {
    const { client } = this.stage;
    await untilFolded(client, (await countersOf(client)).accepted);
    return (await client.call('listAffected', { params: { id } })).items;
  }

  untilAffected(id: string, n: number): Promise<AffectedCustomer[]> {
    const look = async (): Promise<AffectedCustomer[] | false> => {
      const items = await this.affected(id);
      return items.length === n && items;
    };
    return until(`${n} are affected`, look, patient);
  }

  async untilWell(id: string): Promise<void> {
    const well = async () => (await this.affected(id))[0].state === 'recovered';
    await until('well again', well, patient);
  }

  /** A service in Germany, as the live view has it. */
  async live(service: string): Promise<RegionView | undefined> {
    const { services } = await this.stage.client.call('getLive');
    return services.find(({ id }) => id === service)?.regions.find(({ region }) => region === 'DE');
  }

  untilLive(service: string, holds: (view: RegionView) => boolean): Promise<RegionView> {
    const look = async (): Promise<RegionView | false> => {
      const view = await this.live(service);
      return view !== undefined && holds(view) && view;
    };
    return until(`what is to be seen of ${service}`, look, patient);
  }
}
