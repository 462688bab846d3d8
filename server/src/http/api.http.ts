import { fileURLToPath } from 'node:url';
import type { Server as HttpServer } from 'node:http';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import type { Server, ServerOptions } from 'socket.io';
import { AccessService } from '../access/access.service.js';
import type { Env } from '../config/env.js';
import { openBeaconDoor } from './beacon-door.http.js';
import { addBodyParsers } from './body-parsers.http.js';
import { servePages } from './pages.http.js';
import { problemOf } from './problem.js';
import { ProblemFilter } from './problem.filter.js';
import { sameOrigin } from './same-origin.js';
import { securityHeaders } from './security-headers.js';

const dashboard = fileURLToPath(new URL('../../../dashboard/dist', import.meta.url));

/** Socket.IO on the API's own port, for pages of the API's own origin. */
class LiveAdapter extends IoAdapter {
  override createIOServer(port: number, options?: ServerOptions): Server {
    return super.createIOServer(port, {
      ...options,
      serveClient: false,
      // the front door decides whose an upgrade is
      destroyUpgrade: false,
      allowRequest: (request, decide) => decide(null, sameOrigin(request.headers)),
    } as ServerOptions);
  }
}

/** An API behind the front door. */
export interface Api {
  server: HttpServer;
  close(): Promise<void>;
}

/** Makes one workspace's API: routes, pages and sockets. It does not listen: the front door does. */
export const openApi = async (root: DynamicModule, env: Env, log: Logger): Promise<Api> => {
  const adapter = new FastifyAdapter({
    bodyLimit: env.maxBodyBytes,
    frameworkErrors: (_error: unknown, _request: unknown, reply: FastifyReply) => {
      const problem = problemOf({
        code: 'invalid',
        detail: 'the address cannot be read',
        remedy: 'percent-encode it as UTF-8',
      });
      const { status } = problem;
      void reply.status(status).type('application/problem+json').send(JSON.stringify(problem));
    },
    // a TLS proxy in front says what the browser used; nobody from outside is believed
    trustProxy: ['loopback', 'linklocal', 'uniquelocal'],
    routerOptions: { maxParamLength: 500 },
    forceCloseConnections: true,
  });
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, {
    logger: ['error', 'warn'],
    bodyParser: false,
  });
  const fastify = adapter.getInstance();
  addBodyParsers(fastify, env.maxBodyBytes);
  // before all other hooks, so that they may say otherwise
  fastify.addHook('onRequest', (_request, reply, done) => {
    reply.headers(securityHeaders);
    done();
  });
  openBeaconDoor(fastify);
  await servePages(fastify, dashboard, env.basePath, app.get(AccessService));
  const problems = new ProblemFilter(log, env.maxBodyBytes / 1_048_576);
  app.useGlobalFilters(problems);
  app.useWebSocketAdapter(new LiveAdapter(app));
  app.enableShutdownHooks([]);
  await app.init();
  await fastify.ready();
  return { server: app.getHttpServer(), close: () => app.close() };
};
