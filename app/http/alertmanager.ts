import { randomUUID } from 'node:crypto';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { allRoutes, receiverOf, routeById, routeTree } from '../../domain/alert/route.ts';
import { labelTest, type Matcher } from '../../domain/alert/matcher.ts';
import { silencedBy } from '../../domain/alert/silence.ts';
import { rfc3339 } from '../../domain/time/rfc3339.ts';
import type { StoredSignal } from '../../domain/alert/signal.ts';
import { identify, isLoopback } from '../access/identify.ts';
import { readAlerts } from './alert-intake.ts';
import { BadRequest } from './body.ts';
import { alertBodyLimit, sentence } from './server.ts';
import { filterOf } from './label-filter.ts';
import { silenceRoutes, type SilenceParts } from './silences.ts';

interface AlertmanagerParts extends SilenceParts {
  readonly startedAt: number;
  readonly seen: (integration: string) => void;
}

/** The Alertmanager API v2, so that an unmodified Prometheus and amtool can speak to Tocsin. */
export function alertmanagerRoutes(app: FastifyInstance, parts: AlertmanagerParts): void {
  app.register(async (api) => {
    // On loopback no credentials are needed; a wrong one is refused everywhere.
    // Not async: the ordinary alert must not wait for a turn of the loop.
    api.addHook('onRequest', (request, reply, next) => {
      if (request.headers.authorization === undefined && isLoopback(request)) next();
      else void checkToken(request, reply, { parts, next });
    });
    // This API's errors are a JSON text; what is our own fault goes the common way, into the log.
    api.setErrorHandler((error: FastifyError | BadRequest, _request, reply) => {
      if ((error.statusCode ?? 500) >= 500) throw error;
      return reply.status(error.statusCode ?? 400).send(JSON.stringify(sentence(error)));
    });
    api.post('/api/v2/alerts', { bodyLimit: alertBodyLimit }, (request, reply) => takeAlerts(request, reply, parts));
    api.get<{ Querystring: AlertQuery }>('/api/v2/alerts', (request) => listAlerts(request.query, parts));
    api.get('/api/v2/status', async () => status(parts));
    api.get('/api/v2/receivers', async () => receivers(parts).map((name) => ({ name })));
    silenceRoutes(api, parts);
  });
}

async function checkToken(
  request: FastifyRequest,
  reply: FastifyReply,
  { parts, next }: { parts: AlertmanagerParts; next: (error?: Error) => void },
): Promise<void> {
  const found = await identify(request, parts).catch((e: unknown) => e as Error);
  if (found instanceof Error) next(found);
  else if (found) next();
  else await unauthorized(reply);
}

const unauthorized = (reply: FastifyReply): FastifyReply =>
  reply.status(401).header('www-authenticate', 'Basic realm="tocsin"').send(JSON.stringify('unauthorized: wrong or missing token'));

/** Valid alerts are kept; the invalid ones are named in the 400. */
async function takeAlerts(request: FastifyRequest, reply: FastifyReply, { road, clock, seen }: AlertmanagerParts): Promise<FastifyReply> {
  if (!Array.isArray(request.body)) throw new BadRequest('The body must be a JSON array of alerts: [{"labels": {"alertname": "…"}}].');
  const { signals, errors } = readAlerts(request.body, 'prometheus', clock.now());
  if (signals.length > 0) await road.intake({ signals });
  seen('prometheus');
  return errors.length > 0 ? reply.status(400).send(JSON.stringify(errors.join('; '))) : reply.status(200).send();
}

export interface AlertQuery {
  readonly filter?: string | string[];
  readonly active?: string;
  readonly silenced?: string;
  readonly inhibited?: string;
  readonly unprocessed?: string;
  readonly receiver?: string;
}

async function listAlerts(q: AlertQuery, { store, clock }: AlertmanagerParts): Promise<object[]> {
  const now = clock.now();
  const matches = filterOf(q.filter);
  const byReceiver = receiverTest(q.receiver);
  const hits = silencedBy(await store.silences(now), now);
  const tree = routeTree(store.resources().all('route'));
  const found: object[] = [];
  for (let after: string | undefined; ;) {
    const rows = await store.signals({ state: 'firing', endsAfter: now, limit: 1000, ...(after ? { after } : {}) });
    for (const s of rows) {
      const silenced = hits(s.labels);
      const names = [s.group, ...s.also].map((g) => receiverOf(routeById(tree, g.slice(0, g.lastIndexOf('~'))) ?? tree));
      if ((silenced.length > 0 ? q.silenced : q.active) === 'false' || !matches(s.labels) || !names.some(byReceiver)) continue;
      found.push(gettable(s, silenced, names));
    }
    after = rows.at(-1)?.fingerprint;
    if (rows.length < 1000) return found;
  }
}

function receiverTest(pattern: string | undefined): (name: string) => boolean {
  if (!pattern) return () => true;
  const m: Matcher = { name: 'receiver', value: pattern, isEqual: true, isRegex: true };
  try {
    const test = labelTest([m]);
    return (receiver) => test({ receiver });
  } catch {
    throw new BadRequest(`failed to parse receiver param: ${pattern}`);
  }
}

function gettable(s: StoredSignal, silenced: readonly string[], receivers: readonly string[]): object {
  return {
    labels: s.labels,
    annotations: s.annotations,
    startsAt: rfc3339(s.startsAt),
    endsAt: rfc3339(s.endsAt),
    updatedAt: rfc3339(s.updatedAt),
    generatorURL: s.generatorURL,
    fingerprint: s.fingerprint,
    receivers: [...new Set(receivers)].map((name) => ({ name })),
    status: { state: silenced.length > 0 ? 'suppressed' : 'active', silencedBy: silenced, inhibitedBy: [], mutedBy: [] },
  };
}

const receivers = ({ store }: AlertmanagerParts): string[] =>
  [...new Set(allRoutes(routeTree(store.resources().all('route'))).map(receiverOf))].toSorted();

/** The Alertmanager whose API this is: clients warn when theirs is another. */
const spokenVersion = '0.25.0';

const clusterName = randomUUID();

function status({ store, startedAt }: AlertmanagerParts): object {
  return {
    cluster: { name: clusterName, status: 'disabled', peers: [] },
    config: { original: `# Tocsin ${store.resources().version}: see the console for routes and policies\n` },
    uptime: rfc3339(startedAt),
    versionInfo: { branch: '', buildDate: '', buildUser: '', goVersion: '', revision: 'tocsin', version: spokenVersion },
  };
}
