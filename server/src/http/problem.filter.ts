import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Failure } from '@rollcall/shared';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { failureAnswer, isOtlp, speaksProtobuf } from '../otlp/answer.js';
import { isRedisAway, isRedisFull } from '../redis/connection.redis.js';
import { FailureException } from './failure.exception.js';
import { failureOfHttp, problemOf } from './problem.js';

/** Every failure leaves as a problem document that says what to do. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: Logger,
    private readonly maxBodyMb: number,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const failure = this.failureOf(error, request);
    const problem = problemOf(failure);
    if (failure.retryAfterSeconds !== undefined) {
      void reply.header('retry-after', failure.retryAfterSeconds);
    }
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
    const { type, body } = isOtlp(request.url)
      ? failureAnswer(speaksProtobuf(request.headers['content-type']), problem)
      : { type: 'application/problem+json', body: JSON.stringify(problem) };
    void reply.status(problem.status).type(type).send(body);
  }

  private failureOf(error: unknown, request: FastifyRequest): Failure {
    if (error instanceof FailureException) return error.failure;
    if (isRedisFull(error)) {
      return {
        code: 'memory_full',
        detail: 'Redis has no memory left',
        remedy: 'send again later; raise maxmemory or lower ROLLCALL_LOG_BUDGET_MB',
        retryAfterSeconds: 10,
      };
    }
    if (isRedisAway(error)) {
      return {
        code: 'redis_away',
        detail: 'Redis does not answer, so it is not certain that anything was stored',
        remedy:
          'send the same request again after the time in Retry-After; with the same ' +
          'Idempotency-Key nothing is counted twice',
        retryAfterSeconds: 2,
      };
    }
    const http =
      error instanceof HttpException
        ? { statusCode: error.getStatus(), message: error.message }
        : (error as { statusCode?: number; code?: string; message?: string });
    const known = failureOfHttp(http, this.maxBodyMb);
    if (known) return known;
    this.log.error({ err: error, method: request.method, url: request.url }, 'request failed');
    return {
      code: 'internal',
      detail: 'something broke on our side; the log says what',
      remedy: 'try again; if it stays, look at the log of the API',
    };
  }
}
