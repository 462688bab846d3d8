import { Controller, Inject } from '@nestjs/common';
import { routes, type SourceView } from '@rollcall/shared';
import { Handles } from '../http/route.decorator.js';
import { SourceRegistry } from './source-registry.service.js';
import { SourcesStore } from './sources.store.js';

/** GET /api/v1/sources. */
@Controller()
export class SourcesController {
  constructor(
    @Inject(SourceRegistry) private readonly registry: SourceRegistry,
    @Inject(SourcesStore) private readonly store: SourcesStore,
  ) {}

  @Handles(routes.listSources)
  async list(): Promise<SourceView[]> {
    // what this process has just taken is in the answer; other processes are a second behind
    await this.registry.flush();
    return this.store.list(Date.now());
  }
}
