import { Controller, Inject } from '@nestjs/common';
import { routes, type Findings } from '@rollcall/shared';
import { Handles } from '../http/route.decorator.js';
import { FindingsStore } from './findings.store.js';

/** GET /api/v1/findings. */
@Controller()
export class FindingsController {
  constructor(@Inject(FindingsStore) private readonly findings: FindingsStore) {}

  @Handles(routes.listFindings)
  list(): Promise<Findings> {
    return this.findings.read();
  }
}
