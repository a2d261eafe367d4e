import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Caller } from '../../domain/access/caller.ts';
import { firmZone } from '../../domain/firm/of-firm.ts';
import { instantOf, rfc3339 } from '../../domain/time/rfc3339.ts';
import type { AuditEntry, AuditQuery } from '../../ports/upkeep.ts';
import { csvText, sendFile } from '../exports/csv.ts';
import { auditPages, auditSheet } from '../exports/lists.ts';
import { callerWith, refusal } from './may.ts';
import type { SurfaceParts } from './surface.ts';

interface AuditParts extends SurfaceParts {
  readonly zone: string;
}

const Instant = z.string().transform((text, ctx) => instantOf(text) ?? (ctx.addIssue('a time such as 2026-11-23T09:00:00+08:00'), z.NEVER));
const Words = z.string().trim().min(1).max(200).optional();
const Query = z.object({
  by: Words,
  what: Words,
  incident: Words,
  from: Instant.optional(),
  to: Instant.optional(),
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** `GET /api/v1/audit`, and the same as CSV and as NDJSON: who did what, from where, and what came of it. For admins and auditors. */
export function auditRoutes(app: FastifyInstance, parts: AuditParts): void {
  const { upkeep } = parts.store;
  app.get('/api/v1/audit', async (request) => {
    const { caller, query } = await asked(request, parts);
    const rows = await upkeep.audit({ ...query, limit: query.limit + 1 }, caller.viewer);
    const shown = rows.slice(0, query.limit);
    return { rows: shown.map(outward), next: rows.length > query.limit ? (shown.at(-1)?.seq ?? null) : null };
  });
  app.get('/api/v1/audit.csv', async (request, reply) => {
    const { caller, query } = await asked(request, parts);
    const { head, pages } = auditSheet(auditPages(upkeep, caller, query), firmZone(parts.store.resources(), parts.zone));
    return sendFile(reply, { name: 'audit.csv', type: 'text/csv' }, csvText(head, pages));
  });
  app.get('/api/v1/audit.ndjson', async (request, reply) => {
    const { caller, query } = await asked(request, parts);
    const pieces = async function* (): AsyncGenerator<string> {
      for await (const rows of auditPages(upkeep, caller, query)) yield rows.map((row) => `${JSON.stringify(outward(row))}\n`).join('');
    };
    return sendFile(reply, { name: 'audit.ndjson', type: 'application/x-ndjson' }, pieces());
  });
}

async function asked(request: FastifyRequest, parts: AuditParts): Promise<{ caller: Caller; query: AuditQuery }> {
  const caller = await callerWith(request, parts, ['auditor']);
  const read = Query.safeParse(request.query);
  if (read.success) {
    const given = Object.entries(read.data).filter(([, value]) => value !== undefined);
    return { caller, query: Object.fromEntries(given) as unknown as AuditQuery };
  }
  const because = read.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ');
  throw refusal(caller, { en: because, zh: because });
}

const outward = ({ at, ...row }: AuditEntry): object => ({ ...row, at: rfc3339(at) });
