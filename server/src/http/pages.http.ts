import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AccessService } from '../access/access.service.js';
import { cookieHeader } from '../access/session.controller.js';
import { problemOf } from './problem.js';

const apiPath = /^\/(api|otlp|healthz|readyz|metrics|socket\.io)(\/|$|\?)/;

const isPage = (request: FastifyRequest): boolean =>
  (request.method === 'GET' || request.method === 'HEAD') &&
  !apiPath.test(request.url) &&
  (request.headers.accept ?? '*/*').match(/text\/html|\*\/\*/) !== null;

/** The address without its token, to which a traded link leads. Always a path of this site. */
const withoutToken = (url: URL): string => {
  url.searchParams.delete('token');
  return `/${url.pathname.replace(/^[/\\]+/, '')}${url.search}`;
};

/**
 * Serves the dashboard's built files; any other page address gets index.html, which routes it
 * itself. A page opened with `?token=<key>` trades it for a session cookie and drops it from the
 * address.
 */
export const servePages = async (
  fastify: FastifyInstance,
  folder: string,
  access: AccessService,
): Promise<void> => {
  fastify.addHook('onRequest', async (request, reply) => {
    const url = new URL(request.url, 'http://here');
    const token = url.searchParams.get('token');
    if (token === null || !isPage(request)) return;
    const session = await access.signIn(token).catch(() => undefined);
    void reply.header('referrer-policy', 'no-referrer').header('cache-control', 'no-store');
    if (session !== undefined) {
      void reply.header('set-cookie', cookieHeader(session, request.protocol === 'https'));
    }
    await reply.redirect(withoutToken(url), 302);
  });
  if (existsSync(folder)) {
    await fastify.register(fastifyStatic, {
      root: folder,
      wildcard: false,
      index: false,
      setHeaders: (reply, path) => {
        const named = path.includes(`${join('assets', '')}`);
        void reply.header(
          'cache-control',
          named ? 'public, max-age=31536000, immutable' : 'no-cache',
        );
      },
    });
  }
  const index = join(folder, 'index.html');
  const notFound = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    if (isPage(request) && existsSync(index)) {
      return reply.header('cache-control', 'no-cache').sendFile('index.html', folder);
    }
    const problem = problemOf({
      code: 'not_found',
      detail: `there is nothing at ${request.method} ${request.url.split('?')[0].slice(0, 200)}`,
      remedy: 'GET /api/v1/openapi.json lists what there is',
    });
    return reply.status(404).type('application/problem+json').send(JSON.stringify(problem));
  };
  fastify.get('/', notFound);
  fastify.get('/*', notFound);
};
