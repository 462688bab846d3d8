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
import { RequestFacts, told } from '../sources/request-facts.js';
import { SourceRegistry } from '../sources/source-registry.service.js';
import { CLOCK, ENV } from '../tokens.js';
import { BatchWriter } from './batch.js';
import type { ParsedBody } from './body.js';
import { partitionOf } from './partition.js';
import { digest, RequestStore, type RememberedRequest } from './request.store.js';
import { SignalLogStore } from './signal-log.store.js';
import { isRefusal, validateSignal } from './validate.js';

/** Signals in one packed batch at the most: a commit of the fold takes whole entries. */
const signalsABatch = 2_000;

interface Part {
  partition: number;
  writer: BatchWriter;
  /** Place among this request's batches of the same partition. */
  sequence: number;
}

export interface IngestRequest {
  body: ParsedBody;
  /** Digest of the bytes as they came. */
  bodyDigest: string;
  idempotencyKey: string | undefined;
  /** Whose key it is: two senders may choose the same idempotency key. */
  sender: string;
  /** Under what the register of sources knows the sender; left out: the door tells it itself. */
  source?: { door: Door; name: string };
}

/**
 * Takes signals in: validates, splits by identity, stores. Resolves only once Redis has all of it:
 * acknowledged means stored. Throws what Redis throws; the HTTP edge makes 503 of it.
 */
@Injectable()
export class IngestService {
  constructor(
    @Inject(SignalLogStore) private readonly log: SignalLogStore,
    @Inject(RequestStore) private readonly requests: RequestStore,
    @Inject(JobQueues) private readonly queues: JobQueues,
    @Inject(SourceRegistry) private readonly sources: SourceRegistry,
    @Inject(Pressure) private readonly pressure: Pressure,
    @Inject(ServicesReader) private readonly services: ServicesReader,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {}

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

    const { parts, accepted, rejected, facts } = this.split(request.body, remembered.receivedAt);
    if (accepted > 0) await this.store(parts, remembered.receivedAt, name);
    if (request.source) this.sources.saw({ ...request.source, ...facts.report, ...told(rejected) });
    if (accepted === 0) return nothingValid(rejected);
    const answer = { accepted, rejected };
    if (name !== undefined) await this.requests.finish(name, { ...remembered, answer });
    passFault('ingest:before-answer');
    return ok(answer);
  }

  private split(
    { values, broken }: ParsedBody,
    receivedAt: number,
  ): { parts: Part[]; accepted: number; rejected: Rejection[]; facts: RequestFacts } {
    const context = {
      now: receivedAt,
      retentionMs: this.env.retentionMs,
      latencyTargetOf: (service: string) => this.services.latencyTargetOf(service),
    };
    const parts: Part[] = [];
    const open = new Map<number, Part>();
    const rejected = [...broken];
    const facts = new RequestFacts(receivedAt);
    let accepted = 0;
    for (const { index, value } of values) {
      const checked = validateSignal(value, context);
      if (isRefusal(checked)) {
        rejected.push({ index, ...checked });
        continue;
      }
      accepted++;
      facts.take(checked);
      const partition = partitionOf(checked.user || checked.service, this.env.partitions);
      let part = open.get(partition);
      if (!part || part.writer.count >= signalsABatch) {
        const sequence = part ? part.sequence + 1 : 0;
        part = { partition, writer: new BatchWriter(receivedAt), sequence };
        open.set(partition, part);
        parts.push(part);
      }
      part.writer.add(checked);
    }
    rejected.sort((a, b) => a.index - b.index);
    return { parts, accepted, rejected, facts };
  }

  private async store(parts: Part[], receivedAt: number, name: string | undefined): Promise<void> {
    passFault('ingest:before-first-append');
    const oneByOne = isArmed('ingest:between-partitions');
    const stores: Promise<void>[] = [];
    for (const { partition, writer, sequence } of parts) {
      const stored = this.log.append(partition, {
        bytes: writer.pack(),
        signals: writer.count,
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
