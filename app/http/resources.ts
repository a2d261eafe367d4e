import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { checkMade, namedBy } from '../../config/made-here.ts';
import { hiddenSecret } from '../../config/resource-yaml.ts';
import type { Caller } from '../../domain/access/caller.ts';
import { permits } from '../../domain/access/viewer.ts';
import { kinds as allKinds, secretFields, type Kind } from '../../domain/resource/kinds.ts';
import type { Resource, Resources } from '../../domain/resource/resource.ts';
import { ManagedByFile, type AuditRow } from '../../ports/store.ts';
import { BadRequest } from './body.ts';
import { callerOf, type SurfaceParts } from './surface.ts';

export interface ResourceParts extends SurfaceParts {
  readonly kinds: typeof allKinds;
  /** What is configured has changed. */
  readonly changed: () => Promise<void>;
}

const Documents = z.object({ documents: z.array(z.unknown()).min(1).max(100) });

/** What people configure, made at the console: read by all, written by admins, all documents of a request or none. */
export function resourceRoutes(app: FastifyInstance, parts: ResourceParts): void {
  app.get<{ Params: { kind: string } }>('/api/v1/resources/:kind', async (request) => {
    await callerOf(request, parts);
    const kind = kindOf(request.params.kind);
    return { resources: (parts.store.resources().all(kind) as readonly Resource[]).map(shown) };
  });
  app.post<{ Querystring: { dryRun?: string } }>('/api/v1/resources', async (request, reply) => {
    const caller = await adminOf(request, parts);
    const given = Documents.safeParse(request.body);
    if (!given.success) throw new BadRequest('documents: give a list of { kind, name, spec }, 100 at most.');
    const present = parts.store.resources();
    const { resources, errors } = checkMade(withSecrets(given.data.documents, present), present, parts.kinds);
    if (errors.length > 0) return refuseErrors(reply, errors);
    if (request.query.dryRun === undefined) await keep(resources, { parts, caller });
    return { ok: true, output: { kept: resources.map(({ kind, name }) => ({ kind, name })) } };
  });
  app.delete<{ Params: { kind: string; name: string } }>('/api/v1/resources/:kind/:name', async (request) => {
    const caller = await adminOf(request, parts);
    const at = { kind: kindOf(request.params.kind), name: request.params.name };
    const users = namedBy(at, parts.store.resources());
    if (users.length > 0) throw new BadRequest(`${at.kind} "${at.name}" is still named by ${users.join(', ')}. Change these first.`, 409);
    const dropped = await readOnlyIsConflict(parts.store.dropResource(at, audit('resource.dropped', [at], { parts, caller })));
    if (!dropped) throw new BadRequest(`There is no ${at.kind} "${at.name}".`, 404);
    await parts.changed();
    return { ok: true, output: { existed: true } };
  });
}

export interface By {
  readonly parts: ResourceParts;
  readonly caller: Caller;
}

/** Keeps what was made at the console; `bases` as the store has them. */
export async function keep(resources: readonly Resource[], by: By, bases?: ReadonlyMap<string, number>): Promise<void> {
  await readOnlyIsConflict(by.parts.store.keepResources(resources, audit('resource.kept', resources, by), bases));
  await by.parts.changed();
}

const audit = (what: string, resources: readonly Pick<Resource, 'kind' | 'name'>[], { parts, caller }: By): AuditRow => ({
  at: parts.clock.now(),
  by: caller.by,
  via: caller.via,
  what,
  outcome: 'done',
  data: { resources: resources.map(({ kind, name }) => `${kind}/${name}`) },
});

async function readOnlyIsConflict<T>(writing: Promise<T>): Promise<T> {
  return writing.catch((error: unknown) => {
    throw error instanceof ManagedByFile ? new BadRequest(error.message, 409) : error;
  });
}

export async function adminOf(request: FastifyRequest, parts: ResourceParts): Promise<Caller> {
  const caller = await callerOf(request, parts);
  if (!permits(caller.viewer.roles, 'admin')) throw new BadRequest('The configuration is changed by admins. Ask one of them.', 403);
  return caller;
}

function kindOf(kind: string): Kind {
  if (!Object.hasOwn(allKinds, kind))
    throw new BadRequest(`There is no kind "${kind}". The kinds are ${Object.keys(allKinds).join(', ')}.`, 404);
  return kind as Kind;
}

/** A secret that comes back as it was shown stays what it was. */
const hidden = hiddenSecret;

export function withSecrets(documents: readonly unknown[], present: Resources): unknown[] {
  return documents.map((document) => {
    const { kind, name, spec } = (document ?? {}) as { kind?: unknown; name?: unknown; spec?: unknown };
    if (typeof kind !== 'string' || typeof name !== 'string' || !Object.hasOwn(allKinds, kind)) return document;
    if (spec === null || typeof spec !== 'object') return document;
    const known = present.get(kind as Kind, name)?.spec as Readonly<Record<string, unknown>> | undefined;
    const kept = Object.entries(spec).map(([field, value]) => [field, value === hidden ? (known?.[field] ?? value) : value]);
    return { kind, name, spec: Object.fromEntries(kept) };
  });
}

/** Without its secrets. `managed`: the file that says it, so that it cannot be changed here. */
function shown({ kind, name, spec, origin }: Resource): object {
  const secrets: readonly string[] = secretFields[kind] ?? [];
  const open = Object.entries(spec).map(([field, value]) => [field, secrets.includes(field) && value !== undefined ? hidden : value]);
  return { kind, name, spec: Object.fromEntries(open), managed: origin ? `${origin.file}:${origin.line}` : null };
}

function refuseErrors(reply: FastifyReply, errors: ReturnType<typeof checkMade>['errors']): FastifyReply {
  const issues = errors.map((e) => ({
    path: `documents.${e.file}${e.path && `.${e.path}`}`,
    message: e.hint ? `${e.message}; ${e.hint}` : e.message,
  }));
  return reply.status(400).send({ ok: false, because: issues.map((i) => `${i.path}: ${i.message}`).join('\n'), issues });
}
