import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isOtlp, protobufType } from '../otlp/answer.js';
import { FailureException } from './failure.exception.js';
import { wrongType } from './problem.js';

const unpack = promisify(gunzip);

/** A body as it came, unpacked, with its kind; controllers parse it themselves. */
export interface RawBody {
  bytes: Buffer;
  kind: 'json' | 'ndjson';
}

/** What the OTLP door takes. */
export interface OtlpBody {
  bytes: Buffer;
  kind: RawBody['kind'] | 'protobuf';
}

const kinds: Record<string, OtlpBody['kind']> = {
  'application/json': 'json',
  'application/x-ndjson': 'ndjson',
  'application/ndjson': 'ndjson',
  'application/jsonl': 'ndjson',
  [protobufType]: 'protobuf',
};

const decode = async (header: string, bytes: Buffer, maxBytes: number): Promise<Buffer> => {
  const encoding = header.toLowerCase();
  if (encoding === 'identity') return bytes;
  if (encoding !== 'gzip' && encoding !== 'x-gzip') {
    throw new FailureException({
      code: 'wrong_content_type',
      detail: `the content encoding ${encoding.slice(0, 40)} is not supported`,
      field: 'Content-Encoding',
      remedy: 'send gzip, or leave the header out',
    });
  }
  try {
    return await unpack(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') {
      throw tooLarge('unpacks to', maxBytes);
    }
    throw new FailureException({
      code: 'invalid',
      detail: 'the body says it is gzip, but it cannot be unpacked',
      field: 'Content-Encoding',
      remedy: 'send valid gzip, or leave Content-Encoding out',
    });
  }
};

/**
 * A body over the limit is still read up to this multiple of it, and then refused: a sender that is
 * cut off while it writes would never see the answer.
 */
const drained = 4;

const tooLarge = (what: string, maxBytes: number): FailureException =>
  new FailureException({
    code: 'too_large',
    detail: `the body ${what} more than ${maxBytes / 1_048_576} MB`,
    remedy: 'send it in several requests',
  });

/** Takes JSON and NDJSON as bytes, gzip allowed, never more than `maxBytes` packed or unpacked. */
export const addBodyParsers = (fastify: FastifyInstance, maxBytes: number): void => {
  fastify.removeAllContentTypeParsers();
  for (const [type, kind] of Object.entries(kinds)) {
    fastify.addContentTypeParser(
      type,
      { parseAs: 'buffer', bodyLimit: maxBytes * drained },
      (request: FastifyRequest, body: Buffer, done): void => {
        if (kind === 'protobuf' && !isOtlp(request.url)) {
          return done(new FailureException(wrongType));
        }
        if (body.length > maxBytes) return done(tooLarge('has', maxBytes));
        const encoding = request.headers['content-encoding'];
        // most bodies come as they are, and need no promise
        if (encoding === undefined) return done(null, { bytes: body, kind } satisfies OtlpBody);
        decode(encoding, body, maxBytes).then(
          (bytes) => done(null, { bytes, kind } satisfies OtlpBody),
          (error: unknown) => done(error as Error),
        );
      },
    );
  }
};
