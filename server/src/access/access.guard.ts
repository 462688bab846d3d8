import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { BeaconAccess } from '../beacon/beacon-access.service.js';
import { FailureException } from '../http/failure.exception.js';
import { sameOrigin } from '../http/same-origin.js';
import { requiredOf } from '../http/route.decorator.js';
import { Pressure } from '../operations/pressure.service.js';
import { AccessService } from './access.service.js';
import { allows, bearerOf, cookieOf, sessionCookie, type Caller } from './secrets.js';

/** Who asks: set on each request that was let in. */
export type KnownRequest = FastifyRequest & { caller?: Caller };

const readsOnly = ({ method }: FastifyRequest): boolean => method === 'GET' || method === 'HEAD';

/** Lets in who may do what the route requires; a route that requires nothing is not let in at all. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(AccessService) private readonly access: AccessService,
    @Inject(BeaconAccess) private readonly pages: BeaconAccess,
    @Inject(Pressure) private readonly pressure: Pressure,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const required = requiredOf(context.getHandler());
    if (required === 'open') return true;
    const request = context.switchToHttp().getRequest<KnownRequest>();
    // known within two seconds; without it each request would find out for itself, and hang
    const outage = this.pressure.outage();
    if (outage) throw new FailureException(outage);
    const caller =
      required === 'beacon' ? await this.pages.callerOf(request) : await this.callerOf(request);
    if (!required || !allows(caller, required)) {
      throw new FailureException({
        code: 'key_lacks_permission',
        detail: `this key may ${caller.permissions.join(', ')}, not ${required ?? 'this'}`,
        remedy: `use a key with the permission "${required ?? 'manage'}" (POST /api/v1/keys)`,
      });
    }
    request.caller = caller;
    return true;
  }

  private async callerOf(request: FastifyRequest): Promise<Caller> {
    const header = request.headers.authorization;
    const session = cookieOf(request.headers.cookie, sessionCookie);
    if (header !== undefined) {
      const key = bearerOf(header);
      const caller = key === undefined ? undefined : await this.access.callerOf(key);
      if (caller) return caller;
      throw new FailureException({
        code: 'key_unknown',
        detail:
          key === undefined
            ? 'the Authorization header holds no bearer key'
            : 'the key is not known, or was revoked',
        field: 'Authorization',
        remedy:
          'send "Authorization: Bearer <key>" with a key from POST /api/v1/keys, or the root key',
      });
    }
    const caller = session === undefined ? undefined : await this.access.callerOfSession(session);
    if (caller && !readsOnly(request) && !sameOrigin(request.headers)) {
      throw new FailureException({
        code: 'key_lacks_permission',
        detail: 'a page of another origin may not change anything with this sign-in',
        field: 'Origin',
        remedy: 'do it on a page of this server, or send a key with "Authorization: Bearer <key>"',
      });
    }
    if (caller) return caller;
    throw new FailureException({
      code: 'key_missing',
      detail: 'no key came with the request',
      field: 'Authorization',
      remedy: 'send "Authorization: Bearer <key>"; npm start prints a sign-in link that holds one',
    });
  }
}
