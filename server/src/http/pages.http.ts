import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AccessService } from '../access/access.service.js';
import { cookieHeader } from '../access/session.controller.js';
import { isKnownPage, methodsOf } from './known-paths.js';
import { problemOf } from './problem.js';

const apiPath = /^\/(api|otlp|healthz|readyz|metrics|socket\.io)(\/|$|\?)/;

const isPage = (request: FastifyRequest): boolean =>
  (request.method === 'GET' || request.method === 'HEAD') &&
  !apiPath.test(request.url) &&
  (request.headers.accept ?? '*/*').match(/text\/html|\*\/\*/) !== null;

/**
 * The script for pages of other origins: any of them may load it, and keeps it for the time in which
 * Rollcall itself can't be reached.
 */
const sdkHeaders = (reply: { header: (name: string, value: string) => unknown }): void => {
  reply.header(
    'cache-control',
    'public, max-age=3600, stale-while-revalidate=86400, stale-if-error=604800',
  );
  reply.header('access-control-allow-origin', '*');
  reply.header('cross-origin-resource-policy', 'cross-origin');
};

/** The address without its token, to which a traded link leads. Always a path of this site. */
const withoutToken = (url: URL, basePath: string): string => {
  url.searchParams.delete('token');
  return `${basePath}/${url.pathname.replace(/^[/\\]+/, '')}${url.search}`;
};

/**
 * Serves the dashboard's built files; any other page address gets index.html, which routes it
 * itself. A page opened with `?token=<key>` trades it for a session cookie and drops it from the
 * address.
 */
export const servePages = async (
  fastify: FastifyInstance,
  folder: string,
  basePath: string,
  access: AccessService,
): Promise<void> => {
  /** True when it has answered. */
  const trade = async (request: FastifyRequest, reply: FastifyReply): Promise<boolean> => {
    const url = new URL(request.url, 'http://here');
    const token = url.searchParams.get('token');
    if (token === null || !isPage(request)) return false;
    const session = await access.signIn(token).catch(() => undefined);
    void reply.header('referrer-policy', 'no-referrer').header('cache-control', 'no-store');
    if (session !== undefined) {
      void reply.header('set-cookie', cookieHeader(session, request.protocol === 'https'));
    }
    void reply.redirect(withoutToken(url, basePath), 302);
    return true;
  };
  fastify.addHook('onRequest', (request, reply, done) => {
    // hardly any request has a query: those that have none need no URL, and no promise
    if (!request.url.includes('?')) return done();
    trade(request, reply).then((answered) => answered || done(), done);
  });
  if (existsSync(folder)) {
    await fastify.register(fastifyStatic, {
      root: folder,
      wildcard: false,
      // what the dashboard's build has packed goes out packed
      preCompressed: true,
      index: false,
      setHeaders: (reply, path) => {
        if (path === join(folder, 'sdk.js')) return sdkHeaders(reply);
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
    const [path] = request.url.split('?');
    if (isPage(request) && existsSync(index)) {
      // the page itself says that there is nothing here; the status says it to machines
      void reply.status(isKnownPage(path) ? 200 : 404).header('cache-control', 'no-cache');
      return reply.sendFile('index.html', folder);
    }
    const methods = methodsOf(path);
    if (methods.length > 0) void reply.header('allow', methods.join(', '));
    const problem = problemOf(
      methods.length > 0
        ? {
            code: 'method_not_allowed',
            detail: `${request.method} is not taken here`,
            remedy: `use ${methods.join(' or ')}`,
          }
        : {
            code: 'not_found',
            detail: `there is nothing at ${request.method} ${path.slice(0, 200)}`,
            remedy: 'GET /api/v1/openapi.json lists what there is',
          },
    );
    return reply
      .status(problem.status)
      .type('application/problem+json')
      .send(JSON.stringify(problem));
  };
  const method = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
  fastify.route({ method, url: '/', handler: notFound });
  fastify.route({ method, url: '/*', handler: notFound });
};
