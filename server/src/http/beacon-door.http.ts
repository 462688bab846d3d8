import { beaconLimits, routes } from '@rollcall/shared';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RawBody } from './body-parsers.http.js';
import { FailureException } from './failure.exception.js';

const isBeacon = ({ url }: FastifyRequest): boolean =>
  url.startsWith(routes.postBeacon.path) && url.split('?')[0] === routes.postBeacon.path;

/**
 * Opens one path to pages of every origin, and no other: never with cookies (no
 * Access-Control-Allow-Credentials), and for failures too, so that a page can read Retry-After. It
 * takes text/plain as well, which needs no preflight, so that a page that closes can still send.
 */
export const openBeaconDoor = (fastify: FastifyInstance): void => {
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!isBeacon(request)) return done();
    void reply
      .header('access-control-allow-origin', '*')
      .header('access-control-expose-headers', 'retry-after')
      .header('cross-origin-resource-policy', 'cross-origin');
    if (request.method !== 'OPTIONS') return done();
    void reply
      .header('access-control-allow-methods', 'POST')
      .header('access-control-allow-headers', 'authorization, content-type')
      .header('access-control-max-age', '86400')
      .status(204)
      .send();
  });
  fastify.addContentTypeParser(
    'text/plain',
    { parseAs: 'buffer', bodyLimit: 4 * beaconLimits.bytes },
    (request: FastifyRequest, bytes: Buffer, done): void => {
      // nowhere else: what needs no preflight could come from any page
      if (isBeacon(request)) done(null, { bytes, kind: 'json' } satisfies RawBody);
      else done(new FailureException(plainText));
    },
  );
};

const plainText = {
  code: 'wrong_content_type',
  detail: 'the content type is not supported',
  field: 'Content-Type',
  remedy: 'send application/json, or application/x-ndjson where lists are taken',
} as const;
