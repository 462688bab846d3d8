import { Controller, Inject } from '@nestjs/common';
import { routes, type WorkspaceView } from '@rollcall/shared';
import { Handles } from '../http/route.decorator.js';
import { OwnData } from './own-data.service.js';
import { DEMO } from '../tokens.js';
import type { DemoHost } from './demo-host.process.js';

/** The demo beside one's own workspace: is it there, and away with it. */
@Controller()
export class DemoController {
  constructor(
    @Inject(DEMO) private readonly demo: DemoHost,
    @Inject(OwnData) private readonly own: OwnData,
  ) {}

  @Handles(routes.listWorkspaces)
  list(): WorkspaceView[] {
    const { scenario } = this.demo;
    const main = { id: 'main', path: '', demo: null, used: this.own.there };
    return scenario === undefined
      ? [main]
      : [main, { id: 'demo', path: '/demo', demo: scenario, used: true }];
  }

  @Handles(routes.removeDemo)
  async remove(): Promise<{ removed: boolean }> {
    return { removed: await this.demo.remove() };
  }
}
