import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { langOf } from '../../domain/text/lang.ts';
import { Declining } from '../access/declining.ts';
import { BadRequest, mustBeJson, parseJsonStrictly } from './body.ts';

const mebibyte = 1024 * 1024;
export const alertBodyLimit = 32 * mebibyte;

/** The bare server: limits, and one shape for every error. What `X-Forwarded-…` says counts only from the proxies named. Surfaces are registered on it by wire. */
export async function httpServer(log: Logger, trustedProxies: readonly string[] = []): Promise<FastifyInstance> {
  const app = fastify({
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    bodyLimit: mebibyte,
    requestTimeout: 30_000,
    keepAliveTimeout: 72_000,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 500 },
  });
  await app.register(cookie);
  parseJsonStrictly(app);
  app.setErrorHandler((error: FastifyError | BadRequest, request, reply) => {
    if (error instanceof Declining)
      return reply.status(error.statusCode).send({ ok: false, because: error.say(langOf(request.headers['accept-language'])) });
    const status = error.statusCode ?? 500;
    if (status === 503) void reply.header('retry-after', '2');
    if (status >= 500)
      log.error({ err: error, method: request.method, path: request.routeOptions.url ?? request.url.split('?')[0] }, 'request failed');
    return reply
      .status(status)
      .send({ ok: false, because: status >= 500 && status !== 503 ? 'Something went wrong here; it is in the log.' : sentence(error) });
  });
  app.setNotFoundHandler((request, reply) =>
    reply.status(404).send({ ok: false, because: `There is nothing at ${request.method} ${request.url.split('?')[0]?.slice(0, 200)}.` }),
  );
  return app;
}

/** What only a browser needs: cookies, headers, and a limit where secrets could be guessed. Machines' own doors go without. */
export async function forBrowsers(scope: FastifyInstance): Promise<void> {
  await scope.register(rateLimit, { global: false });
  await scope.register(helmet, { contentSecurityPolicy: { useDefaults: false, directives: policy }, strictTransportSecurity: false });
}

const policy = {
  defaultSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
};

/** What is wrong with a request, in words that help. */
export function sentence(error: FastifyError | BadRequest): string {
  const code = 'code' in error ? error.code : '';
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return 'The body is too large. Alerts may have 32 MiB a request, everything else 1 MiB; send it in parts.';
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return mustBeJson;
  return error.message;
}
