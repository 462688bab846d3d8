import { Body, Controller, Headers, Inject, Req } from '@nestjs/common';
import { routes, type SignalsAccepted } from '@rollcall/shared';
import type { KnownRequest } from '../access/access.guard.js';
import type { RawBody } from '../http/body-parsers.http.js';
import { refuse, valueOf } from '../http/failure.exception.js';
import { Handles } from '../http/route.decorator.js';
import { parseJsonBody, parseNdjsonBody, type ParsedBody } from './body.js';
import { IngestService } from './ingest.service.js';
import { digest } from './request.store.js';

const longestIdempotencyKey = 255;

const parse = (body: RawBody | undefined): ParsedBody => {
  const text = body?.bytes.toString('utf8') ?? '';
  if (body?.kind === 'ndjson') return parseNdjsonBody(text);
  try {
    return parseJsonBody(text);
  } catch {
    return refuse({
      code: 'not_json',
      detail: 'the body is not JSON',
      remedy:
        'send one signal or an array of signals; one signal a line goes as application/x-ndjson',
    });
  }
};

/** POST /api/v1/signals. */
@Controller()
export class SignalsController {
  constructor(@Inject(IngestService) private readonly ingest: IngestService) {}

  @Handles(routes.postSignals)
  async post(
    @Body() body: RawBody | undefined,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Req() request: KnownRequest,
  ): Promise<SignalsAccepted> {
    if ((idempotencyKey?.length ?? 0) > longestIdempotencyKey) {
      refuse({
        code: 'invalid',
        detail: `the Idempotency-Key is longer than ${longestIdempotencyKey} characters`,
        field: 'Idempotency-Key',
        remedy: 'send a UUID, for instance',
      });
    }
    const parsed = parse(body);
    return valueOf(
      await this.ingest.ingest({
        body: parsed,
        bodyDigest: idempotencyKey === undefined ? '' : digest(body?.bytes ?? ''),
        idempotencyKey,
        sender: request.caller?.id ?? '',
      }),
    );
  }
}
