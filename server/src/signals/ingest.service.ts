import { Inject, Injectable } from '@nestjs/common';
import {
  fail,
  ok,
  type Door,
  type Rejection,
  type Result,
  type SignalsAccepted,
} from '@rollcall/shared';
import type { Clock } from '../clock/clock.js';
import type { Env } from '../config/env.js';
import { JobQueues } from '../jobs/job-queues.service.js';
import { isArmed, passFault } from '../operations/faults.process.js';
import { Pressure } from '../operations/pressure.service.js';
import { ServicesReader } from '../services/services.reader.js';
import { told } from '../sources/request-facts.js';
import { SourceRegistry } from '../sources/source-registry.service.js';
import { CLOCK, ENV } from '../tokens.js';
import { digest, RequestStore, type RememberedRequest } from './request.store.js';
import { SignalLogStore } from './signal-log.store.js';
import { Splitter, type Part, type SignalsBody } from './split.js';

export interface IngestRequest {
  body: SignalsBody;
  /** Digest of the bytes as they came. */
  bodyDigest: string;
  idempotencyKey: string | undefined;
  /** Whose key it is: two senders may choose the same idempotency key. */
  sender: string;
  /** Under what the register of sources knows the sender; left out: the door tells it itself. */
  source?: { door: Door; name: string };
  /** True for doors whose interactions may name nobody. */
  anonymous?: boolean;
}

/**
 * Takes signals in: validates, splits by identity, stores. Resolves only once Redis has all of it:
 * acknowledged means stored. Throws what Redis throws; the HTTP edge makes 503 of it.
 */
@Injectable()
export class IngestService {
  private readonly splitter: Splitter;

  constructor(
    @Inject(SignalLogStore) private readonly log: SignalLogStore,
    @Inject(RequestStore) private readonly requests: RequestStore,
    @Inject(JobQueues) private readonly queues: JobQueues,
    @Inject(SourceRegistry) private readonly sources: SourceRegistry,
    @Inject(Pressure) private readonly pressure: Pressure,
    @Inject(ServicesReader) private readonly services: ServicesReader,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {
    this.splitter = new Splitter(env.partitions);
  }

  async ingest(request: IngestRequest): Promise<Result<SignalsAccepted>> {
    const refused = this.pressure.refuse();
    if (refused) return { ok: false, error: refused };

    const first: RememberedRequest = { body: request.bodyDigest, receivedAt: this.clock.now() };
    const name =
      request.idempotencyKey === undefined
        ? undefined
        : digest(request.sender, request.idempotencyKey);
    const remembered = name === undefined ? first : await this.requests.claim(name, first);
    if (remembered.body !== request.bodyDigest) {
      return fail('idempotency_key_reused', 'this Idempotency-Key came with another body before', {
        field: 'Idempotency-Key',
        remedy: 'send a new key with each new body; the same key only to send the same body again',
      });
    }
    if (remembered.answer) return ok(remembered.answer);

    const { parts, accepted, rejected, facts } = this.splitter.run(request.body, {
      now: remembered.receivedAt,
      retentionMs: this.env.retentionMs,
      latencyTargetOf: (service) => this.services.latencyTargetOf(service),
      anonymous: request.anonymous ?? false,
    });
    if (accepted > 0) await this.store(parts, heardAt(request), name);
    if (request.source) this.sources.saw({ ...request.source, ...facts.report, ...told(rejected) });
    if (accepted === 0) return nothingValid(rejected);
    const answer = { accepted, rejected };
    if (name !== undefined) await this.requests.finish(name, { ...remembered, answer });
    passFault('ingest:before-answer');
    return ok(answer);
  }

  private async store(parts: Part[], receivedAt: number, name: string | undefined): Promise<void> {
    passFault('ingest:before-first-append');
    const oneByOne = isArmed('ingest:between-partitions');
    const stores: Promise<void>[] = [];
    for (const { partition, sequence, signals, bytes } of parts) {
      const stored = this.log.append(partition, {
        bytes,
        signals,
        receivedAt,
        once: name === undefined ? undefined : `${name}:${sequence}`,
      });
      stores.push(stored);
      if (oneByOne) {
        await stored;
        passFault('ingest:between-partitions');
      }
    }
    // all of them are waited for, so that a failure leaves none running behind the answer
    const outcomes = await Promise.allSettled(stores);
    for (const { partition } of parts) this.queues.wake('fold', { partition });
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason as Error;
  }
}

/**
 * When the newest signal came, wall clock, epoch ms. A site check of our own is no news of anybody: 0,
 * so that a wall whose customers have fallen silent does not look alive by it.
 */
const heardAt = ({ source }: IngestRequest): number => (source?.door === 'probe' ? 0 : Date.now());

const nothingValid = (rejected: Rejection[]): Result<SignalsAccepted> => {
  const first = rejected[0];
  if (!first) {
    return fail('nothing_valid', 'the request holds no signal', {
      remedy: 'send one signal, an array of signals, or one signal a line (NDJSON)',
    });
  }
  return fail(
    'nothing_valid',
    `none of ${rejected.length} can be taken; the first: ${first.message}`,
    {
      ...(first.field === undefined ? {} : { field: first.field }),
      remedy: first.message,
      more: { rejected },
    },
  );
};
