import { Inject, Injectable } from '@nestjs/common';
import type { BeaconBatch, Failure } from '@rollcall/shared';
import type { FastifyRequest } from 'fastify';
import { AccessService } from '../access/access.service.js';
import { allows, bearerOf, type Caller } from '../access/secrets.js';
import type { Env } from '../config/env.js';
import type { RawBody } from '../http/body-parsers.http.js';
import { refuse, valueOf } from '../http/failure.exception.js';
import { ENV } from '../tokens.js';
import { openBatch } from './opened-batch.js';
import { addressOf, PerMinute } from './per-minute.js';

/** A request at the beacon's door: set when it was let in. */
export type BeaconRequest = FastifyRequest & { caller?: Caller; batch?: BeaconBatch };

/**
 * Who may send from a page. The key comes in the body (or as a bearer), never in the address, where
 * logs and referrers would carry it on; a cookie is no key here. Limits are held by each API process
 * for itself: they are there to stop a flood, not to count it.
 */
@Injectable()
export class BeaconAccess {
  private readonly perAddress: PerMinute;
  private readonly perKey: PerMinute;

  constructor(
    @Inject(AccessService) private readonly access: AccessService,
    @Inject(ENV) env: Env,
  ) {
    this.perAddress = new PerMinute(env.beaconPerAddress);
    this.perKey = new PerMinute(env.beaconPerKey);
  }

  /** The caller behind a batch, which is left opened at the request; refuses with what to do. */
  async callerOf(request: BeaconRequest): Promise<Caller> {
    const batch = valueOf(openBatch((request.body as RawBody | undefined)?.bytes));
    request.batch = batch;
    // before the key is looked up: guessing keys is a flood as well
    this.limit(this.perAddress, addressOf(request.ip), batch, 'this address');
    const key = bearerOf(request.headers.authorization) ?? batch.key;
    const caller = key === undefined ? undefined : await this.access.callerOf(key);
    if (!caller) return refuse(key === undefined ? keyMissing : keyUnknown);
    const { origin } = request.headers;
    if (caller.origins?.length && !caller.origins.includes(origin ?? '')) {
      return refuse({
        code: 'origin_not_allowed',
        detail: `this key is not for pages of ${origin?.slice(0, 200) ?? 'no origin'}`,
        field: 'Origin',
        remedy: 'make a key whose "origins" name this one (POST /api/v1/keys)',
      });
    }
    if (allows(caller, 'beacon')) this.limit(this.perKey, caller.id, batch, 'this key');
    return caller;
  }

  private limit(rate: PerMinute, name: string, { signals }: BeaconBatch, who: string): void {
    const seconds = rate.take(name, signals.length, Date.now());
    if (seconds === 0) return;
    refuse({
      code: 'too_many_requests',
      detail: `${who} has sent as much as it may in a minute`,
      remedy: 'send the same batch again after the time in Retry-After; nothing of it was taken',
      retryAfterSeconds: seconds,
    });
  }
}

const keyMissing: Failure = {
  code: 'key_missing',
  detail: 'no key came with the batch',
  field: 'key',
  remedy: 'name it in the page: <script src="…/sdk.js" data-key="…">',
};

const keyUnknown: Failure = {
  code: 'key_unknown',
  detail: 'the key is not known, or was revoked',
  field: 'key',
  remedy: 'make one with {"permissions": ["beacon"]} (POST /api/v1/keys)',
};
