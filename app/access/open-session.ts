import type { FastifyReply, FastifyRequest } from 'fastify';
import { sessionMs, type CameBy } from '../../domain/access/session.ts';
import type { Role } from '../../domain/people/person.ts';
import type { AuditRow } from '../../ports/store.ts';
import { hashOf, newSecret } from './hash.ts';
import { asCookie, sessionCookie, type IdentifyParts } from './identify.ts';

export interface SessionParts extends IdentifyParts {
  /** Where browsers find us; decides whether cookies travel by https alone. */
  readonly origin: () => string;
}

interface Opening {
  readonly person: string | null;
  /** Fixed ones; empty: as the person has them. */
  readonly roles?: readonly Role[];
  readonly by: CameBy;
  /** The wall token it lives by: then it ends with that, and not by itself. */
  readonly token?: string;
  /** When that token ends, UTC milliseconds. */
  readonly until?: number | null;
}

/** Browsers keep a cookie no longer than this. */
const longestCookieMs = 400 * 86_400_000;

const cookieOptions = (request: FastifyRequest, { origin }: SessionParts) =>
  ({
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    ...(request.protocol === 'https' || origin().startsWith('https:') ? { secure: true } : {}),
  }) as const;

/** What every row of the audit about coming in says. */
export function accessAudit(
  request: FastifyRequest,
  { clock }: IdentifyParts,
  row: Pick<AuditRow, 'by' | 'what' | 'outcome'> & { readonly data?: object },
): AuditRow {
  return { at: clock.now(), via: 'console', ...row, data: { address: request.ip, ...row.data } };
}

/** Opens a login under an id that was never seen before; the one this browser had ends. */
export async function openSession(
  request: FastifyRequest,
  reply: FastifyReply,
  { parts, opening, audit }: { parts: SessionParts; opening: Opening; audit: AuditRow },
): Promise<void> {
  const { store, clock } = parts;
  const { person, roles = [], by, token = null, until = null } = opening;
  const id = newSecret();
  const now = clock.now();
  const lastsMs = Math.min(token === null ? sessionMs : longestCookieMs, (until ?? Infinity) - now);
  const before = request.cookies[sessionCookie];
  const where = { address: request.ip, agent: (request.headers['user-agent'] ?? '').slice(0, 300) };
  const times = { openedAt: now, seenAt: token === null ? now : null, expiresAt: now + lastsMs };
  await store.access.openSession(
    { idHash: hashOf(id), person, roles, by, token, ...times, ...where },
    before ? hashOf(before) : null,
    audit,
  );
  const options = cookieOptions(request, parts);
  // Whoever logs in is who they are, whomever they said they were before.
  if (request.cookies[asCookie] !== undefined) void reply.clearCookie(asCookie, options);
  void reply.setCookie(sessionCookie, id, { ...options, maxAge: Math.floor(lastsMs / 1000) });
}

export function forgetSession(request: FastifyRequest, reply: FastifyReply, parts: SessionParts): FastifyReply {
  const options = cookieOptions(request, parts);
  return reply.clearCookie(sessionCookie, options).clearCookie(asCookie, options);
}
