import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../domain/access/caller.ts';
import type { Words } from '../../domain/text/lang.ts';
import { BadRequest } from './body.ts';
import { callerOf, type SurfaceParts } from './surface.ts';

/** A refusal in the language of whoever asked. */
export const refusal = ({ lang }: Caller, because: Words, status = 400): BadRequest => new BadRequest(because[lang], status);

/** The caller, who must have one of these roles; an admin may everything. */
export async function callerWith(request: FastifyRequest, parts: SurfaceParts, roles: readonly string[]): Promise<Caller> {
  const caller = await callerOf(request, parts);
  if (caller.viewer.roles.some((role) => role === 'admin' || roles.includes(role))) return caller;
  const all = ['admin', ...roles].join(', ');
  throw refusal(caller, { en: `This needs one of the roles ${all}.`, zh: `需要以下角色之一：${all}。` }, 403);
}

/** Who looks after Tocsin itself. */
export const operators = ['operator', 'duty-manager', 'change-manager'] as const;
