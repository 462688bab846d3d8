import { Body, Controller, Inject, Param, Req } from '@nestjs/common';
import { CreateKey, ok, routes, type AccessKey, type CreatedKey } from '@rollcall/shared';
import type { z } from 'zod';
import { ControlLog } from '../control/control-log.store.js';
import { refuse } from '../http/failure.exception.js';
import { Handles } from '../http/route.decorator.js';
import { ZodBody } from '../http/zod-body.pipe.js';
import type { KnownRequest } from './access.guard.js';
import { AccessService } from './access.service.js';

/** /api/v1/keys: made, listed, revoked; each leaves a trace in the audit log. */
@Controller()
export class KeysController {
  constructor(
    @Inject(AccessService) private readonly access: AccessService,
    @Inject(ControlLog) private readonly control: ControlLog,
  ) {}

  @Handles(routes.createKey)
  async create(
    @Body(new ZodBody(CreateKey)) input: z.output<typeof CreateKey>,
    @Req() request: KnownRequest,
  ): Promise<CreatedKey> {
    const key = await this.access.create(input.name, input.permissions, input.origins);
    await this.control.decide(request.caller!.id, () => ({
      about: `key:${key.id}`,
      events: ok([{ type: 'key:created', name: key.name, permissions: key.permissions }]),
    }));
    return key;
  }

  @Handles(routes.listKeys)
  list(): Promise<AccessKey[]> {
    return this.access.list();
  }

  @Handles(routes.revokeKey)
  async revoke(@Param('id') id: string, @Req() request: KnownRequest): Promise<AccessKey> {
    const key = await this.access.revoke(id);
    if (!key) {
      return refuse({
        code: 'not_found',
        detail: `there is no key ${id.slice(0, 50)}`,
        remedy: 'GET /api/v1/keys lists them',
      });
    }
    await this.control.decide(request.caller!.id, () => ({
      about: `key:${key.id}`,
      events: ok([{ type: 'key:revoked', name: key.name }]),
    }));
    return key;
  }
}
