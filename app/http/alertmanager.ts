import { randomUUID } from 'node:crypto';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { treeOf } from '../../domain/alert/of-resources.ts';
import { allRoutes, receiverOf } from '../../domain/alert/route.ts';
import { rfc3339 } from '../../domain/time/rfc3339.ts';
import { alertDoor } from './alert-door.ts';
import { readAlerts } from './alert-intake.ts';
import { readQuery, type AlertQuery } from './alert-query.ts';
import { alertmanagerConfig } from './alertmanager-config.ts';
import { BadRequest } from './body.ts';
import { alertBodyLimit, sentence } from './server.ts';
import { sendList } from './json-stream.ts';
import { gettable, listed } from './listed-alerts.ts';
import { listedGroups } from './listed-groups.ts';
import { silenceRoutes, type SilenceParts } from './silences.ts';

interface AlertmanagerParts extends SilenceParts {
  readonly startedAt: number;
  readonly seen: (integration: string) => void;
}

/** The Alertmanager API v2, so that an unmodified Prometheus and amtool can speak to Tocsin. */
export function alertmanagerRoutes(app: FastifyInstance, parts: AlertmanagerParts): void {
  // Open to everybody, as /healthz and /readyz are.
  app.get('/-/healthy', async (_request, reply) => reply.type('text/plain').send('OK'));
  app.get('/-/ready', async (_request, reply) => {
    await parts.store.lastSeq();
    return reply.type('text/plain').send('OK');
  });
  app.register(async (api) => {
    api.addHook('onRequest', (request, reply, next) => alertDoor(request, reply, { parts, next }));
    // This API's errors are a JSON text; what is our own fault goes the common way, into the log.
    api.setErrorHandler((error: FastifyError | BadRequest, _request, reply) => {
      if ((error.statusCode ?? 500) >= 500) throw error;
      return reply.status(error.statusCode ?? 400).send(JSON.stringify(sentence(error)));
    });
    api.post('/api/v2/alerts', { bodyLimit: alertBodyLimit }, (request, reply) => takeAlerts(request, reply, parts));
    api.get<{ Querystring: AlertQuery }>('/api/v2/alerts', (request, reply) => listAlerts(request.query, reply, parts));
    api.get<{ Querystring: AlertQuery }>('/api/v2/alerts/groups', async (request, reply) =>
      sendList(reply, listedGroups(readQuery(request.query), parts)),
    );
    api.get('/api/v2/status', async () => status(parts));
    api.get('/api/v2/receivers', async () => receivers(parts).map((name) => ({ name })));
    silenceRoutes(api, parts);
  });
}

/** Valid alerts are kept; the invalid ones are named in the 400. */
async function takeAlerts(request: FastifyRequest, reply: FastifyReply, { road, clock, seen }: AlertmanagerParts): Promise<FastifyReply> {
  if (!Array.isArray(request.body)) throw new BadRequest('The body must be a JSON array of alerts: [{"labels": {"alertname": "…"}}].');
  const { signals, errors } = readAlerts(request.body, 'prometheus', clock.now());
  if (signals.length > 0) await road.intake({ signals });
  seen('prometheus');
  return errors.length > 0 ? reply.status(400).send(JSON.stringify(errors.join('; '))) : reply.status(200).send();
}

async function listAlerts(query: AlertQuery, reply: FastifyReply, parts: AlertmanagerParts): Promise<FastifyReply> {
  const wanted = readQuery(query);
  const pages = async function* (): AsyncGenerator<string[]> {
    for await (const page of listed(wanted, parts)) {
      const hits = page
        .map((one) => ({ one, receivers: one.places.map((p) => p.receiver) }))
        .filter((x) => x.receivers.some(wanted.receiver));
      yield hits.map(({ one, receivers }) => JSON.stringify(gettable(one, receivers)));
    }
  };
  return sendList(reply, pages());
}

const receivers = ({ store }: AlertmanagerParts): string[] => [...new Set(allRoutes(treeOf(store.resources())).map(receiverOf))].toSorted();

/** The Alertmanager whose API this is: clients warn when theirs is another. */
const spokenVersion = '0.25.0';

const clusterName = randomUUID();

function status({ store, startedAt }: AlertmanagerParts): object {
  return {
    cluster: { name: clusterName, status: 'disabled', peers: [] },
    config: { original: alertmanagerConfig(store.resources()) },
    uptime: rfc3339(startedAt),
    versionInfo: { branch: '', buildDate: '', buildUser: '', goVersion: '', revision: 'tocsin', version: spokenVersion },
  };
}
