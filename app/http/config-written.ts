import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { documentsOf } from '../../config/documents.ts';
import { lineDiff, type DiffLine } from '../../config/line-diff.ts';
import { checkMade, checkWritten } from '../../config/made-here.ts';
import { resourcesYaml, resourceYaml, type Named } from '../../config/resource-yaml.ts';
import type { ConfigError } from '../../config/config-error.ts';
import type { Caller } from '../../domain/access/caller.ts';
import { rfc3339 } from '../../domain/time/rfc3339.ts';
import { ChangedMeanwhile } from '../../ports/store.ts';
import { callerWith, refusal } from './may.ts';
import { adminOf, keep, withSecrets, type ResourceParts } from './resources.ts';

export interface WrittenParts extends ResourceParts {
  /** Reads the files again now, also when most of what they said is gone; null where there are none. */
  readonly reload: (() => Promise<void>) | null;
}

const Written = z.object({ yaml: z.string().max(1_000_000), base: z.number().int().min(0).optional() });
const Documents = z.object({ documents: z.array(z.unknown()).max(5_000) });

/** The configuration as people write it: read, changed and compared as YAML. Secrets are shown as `…`, and stay what they were when sent back so. */
export function writtenRoutes(app: FastifyInstance, parts: WrittenParts): void {
  const { store } = parts;
  app.get('/api/v1/config/written', async (request) => {
    await callerWith(request, parts, ['auditor']);
    return { resources: await listed(parts) };
  });
  app.post('/api/v1/config/written', async (request, reply) => {
    const caller = await adminOf(request, parts);
    const given = Written.safeParse(request.body);
    if (!given.success) throw refusal(caller, { en: 'yaml: write one document.', zh: 'yaml：请写一个文档。' });
    return write(given.data, reply, { parts, caller });
  });
  app.get<{ Querystring: { secrets?: string } }>('/api/v1/config/export', async (request, reply) => {
    const caller = await adminOf(request, parts);
    const isShown = request.query.secrets === '1';
    if (isShown) await noteSecrets(caller, parts);
    return reply.type('application/yaml; charset=utf-8').send(resourcesYaml(store.resources().list, isShown ? 'shown' : 'variables'));
  });
  app.post('/api/v1/config/plan', { bodyLimit: 4 * 1024 * 1024 }, async (request) => {
    const caller = await adminOf(request, parts);
    const given = Documents.safeParse(request.body);
    if (!given.success)
      throw refusal(caller, { en: 'documents: give a list of { kind, name, spec }.', zh: 'documents：请给出 { kind, name, spec } 列表。' });
    return plan(given.data.documents, parts);
  });
  app.post('/api/v1/config/reload', async (request) => {
    const caller = await adminOf(request, parts);
    if (!parts.reload)
      throw refusal(caller, { en: 'There are no configuration files (TOCSIN_CONFIG).', zh: '没有配置文件（TOCSIN_CONFIG）。' }, 409);
    await parts.reload();
    return { ok: true };
  });
}

async function listed({ store }: WrittenParts): Promise<object[]> {
  const versions = await store.upkeep.versions({ limit: 100_000 });
  const newest = new Map<string, number>();
  for (const { kind, name, version } of versions) newest.set(`${kind}/${name}`, Math.max(version, newest.get(`${kind}/${name}`) ?? 0));
  return store.resources().list.map((r) => ({
    kind: r.kind,
    name: r.name,
    base: newest.get(`${r.kind}/${r.name}`) ?? 0,
    file: r.origin ? `${r.origin.file}:${r.origin.line}` : null,
    yaml: resourceYaml(r, 'hidden'),
  }));
}

/** That secrets left is written down before they leave. */
async function noteSecrets({ by, via }: Caller, { store, clock }: WrittenParts): Promise<void> {
  await store.keepResources([], { at: clock.now(), by, via, what: 'config.exported', outcome: 'done', data: { secrets: true } });
}

async function write(
  { yaml, base }: z.output<typeof Written>,
  reply: FastifyReply,
  { parts, caller }: { parts: WrittenParts; caller: Caller },
): Promise<FastifyReply> {
  const { documents, errors: broken } = documentsOf(yaml, '');
  const present = parts.store.resources();
  const whole = withSecrets(
    documents.map(({ value }) => value),
    present,
  );
  const { resources, errors } = checkWritten(
    documents.map((d, i) => ({ ...d, value: whole[i] })),
    present,
    parts.kinds,
  );
  const issues = [...broken, ...errors].map(issueOf);
  if (issues.length > 0) return reply.status(400).send({ ok: false, because: issues.map((i) => i.message).join('\n'), issues });
  const [first] = resources;
  if (resources.length !== 1 || !first) throw refusal(caller, { en: 'Write exactly one document.', zh: '请只写一个文档。' });
  const bases = base === undefined ? undefined : new Map([[`${first.kind}/${first.name}`, base]]);
  try {
    await keep(resources, { parts, caller }, bases);
  } catch (e) {
    if (e instanceof ChangedMeanwhile) return reply.status(409).send(await conflict(e, caller, parts));
    throw e;
  }
  return reply.send({ ok: true, output: { kept: { kind: first.kind, name: first.name } } });
}

const issueOf = (e: ConfigError): { line: number; col: number; path: string; message: string } => ({
  line: e.line,
  col: e.col,
  path: e.path,
  message: e.hint ? `${e.message}; ${e.hint}` : e.message,
});

/** What it says now, so that whoever was second can take it up. */
async function conflict({ at }: ChangedMeanwhile, { lang }: Caller, { store }: WrittenParts): Promise<object> {
  const [now] = await store.upkeep.versions({ of: at, limit: 1 });
  const because =
    lang === 'zh' ? '有人在你之后改过它。下面是它现在的内容。' : 'Somebody has changed it since you opened it. Below is what it says now.';
  return {
    ok: false,
    because,
    now: now && !now.gone ? { base: now.version, at: rfc3339(now.at), yaml: resourceYaml(now, 'hidden') } : { base: 0, at: null, yaml: '' },
  };
}

export interface Planned {
  readonly kind: string;
  readonly name: string;
  readonly change: 'add' | 'change' | 'file';
  readonly lines: readonly DiffLine[];
}

/** What keeping these documents would change. `file`: a file of the running Tocsin says it, so that it cannot be kept. */
function plan(documents: readonly unknown[], { store, kinds }: WrittenParts): object {
  const present = store.resources();
  const { resources, errors } = checkMade(documents, present, kinds);
  if (errors.length > 0) return { ok: false, errors };
  const changes = resources.flatMap((r): Planned[] => {
    const known = present.get(r.kind, r.name) as (Named & { origin?: unknown }) | undefined;
    if (known && resourceYaml(known, 'shown') === resourceYaml(r, 'shown')) return [];
    const change = known?.origin ? 'file' : known ? 'change' : 'add';
    return [{ kind: r.kind, name: r.name, change, lines: lineDiff(known ? resourceYaml(known, 'hidden') : '', resourceYaml(r, 'hidden')) }];
  });
  return { ok: true, changes, same: resources.length - changes.length };
}
