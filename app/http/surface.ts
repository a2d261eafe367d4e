import type { FastifyReply, FastifyRequest } from 'fastify';
import { sayRefusal, type Refusal, type Refused } from '../../domain/event/reply.ts';
import { langOf, type Lang, type Words } from '../../domain/text/lang.ts';
import { permits } from '../../domain/access/viewer.ts';
import type { SkillDoor } from '../access/call-skill.ts';
import type { Caller } from '../../domain/access/caller.ts';
import { Declining } from '../access/declining.ts';
import { identify, type Identified, type IdentifyParts } from '../access/identify.ts';
import { BadRequest } from './body.ts';

/** What the surfaces of the API share. */
export interface SurfaceParts extends IdentifyParts {
  readonly door: SkillDoor;
}

export const statusOf: Readonly<Record<Refused, number>> = { input: 400, forbidden: 403, 'not-found': 404, rule: 409 };

/** The caller, or a 401 that says how to come in. A cookie counts only for a request of our own pages. */
export async function who(request: FastifyRequest, parts: IdentifyParts): Promise<Identified> {
  const via = request.headers['tocsin-via']?.toString();
  const found = await identify(request, parts, via === 'console' || via === 'cli' || via === 'ring' ? via : 'api');
  if (!found)
    throw new BadRequest(
      'Not let in: send the header "authorization: Bearer <token>", or log in at the console. A wrong token is refused everywhere.',
      401,
    );
  if (found.access === 'wall' && !isForWalls(request)) throw new Declining('wall-reads');
  if (found.access !== 'token' && request.method !== 'GET') refuseForeign(request);
  if (found.access === 'open') refuseBorrowedName(request);
  return found;
}

/** A link on a screen that anybody passes shows the wall, and nothing else. */
const wallDoors = new Set(['/api/v1/wall', '/api/v1/events', '/api/v1/me']);
const isForWalls = ({ method, routeOptions }: FastifyRequest): boolean => method === 'GET' && wallDoors.has(routeOptions.url ?? '');

export const callerOf = async (request: FastifyRequest, parts: IdentifyParts): Promise<Caller> => (await who(request, parts)).caller;

/** A page of another site cannot act with this browser's login. */
export function refuseForeign(request: FastifyRequest): void {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new BadRequest('Refused: the request came from a page of another site.', 403);
  if (origin !== undefined && origin !== 'null' && URL.parse(origin)?.host !== request.host)
    throw new BadRequest('Refused: the request came from a page of another site.', 403);
}

const ownName = /^(localhost|[\w-]+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/iu;

/** Without a login only the names of this machine itself count: a page of another site could let its own name point here and read and act
 *  as if it were ours. Programs send no such headers and may use any name. */
export function refuseBorrowedName({ headers, hostname }: FastifyRequest): void {
  const isBrowser = headers['sec-fetch-site'] !== undefined || headers.origin !== undefined;
  if (isBrowser && !ownName.test(hostname))
    throw new BadRequest(`Refused: "${hostname}" is not this machine. Open http://localhost, or set TOCSIN_ADMIN_TOKEN and log in.`, 403);
}

/** A write that was stored but not decided in time is 202. */
export function answer(reply: FastifyReply, result: Awaited<ReturnType<SkillDoor['call']>>, lang: Lang): FastifyReply {
  if (result === 'working') return reply.status(202).send({ ok: true, output: null, because: stored[lang] });
  if (result.ok) return reply.send(result);
  return sendRefusal(reply, result, lang);
}

/** The language in which a refusal is heard: what the program asks for, else that of the person it acts for. */
export const heardIn = ({ headers }: FastifyRequest, caller: Caller): Lang =>
  headers['accept-language'] ? langOf(headers['accept-language']) : caller.lang;

const stored: Words = { en: 'Stored; the outcome follows.', zh: '已保存，结果随后就到。' };

export function sendRefusal(reply: FastifyReply, refusal: Refusal, lang: Lang): FastifyReply {
  const { refused, ...said } = sayRefusal(refusal, lang);
  return reply.status(statusOf[refused]).send(said);
}

/** An admin, by a login or a token. */
export async function adminOf(request: FastifyRequest, parts: IdentifyParts): Promise<Identified> {
  const found = await who(request, parts);
  if (!permits(found.caller.viewer.roles, 'admin')) throw new Declining('needs-admin');
  return found;
}

/** Somebody who sits at a console: a login, or the visitor on this machine; a token hands on no rights. */
export async function atConsole(request: FastifyRequest, parts: IdentifyParts): Promise<Identified> {
  const found = await who(request, parts);
  if (found.access === 'token' && !found.isAdminToken) throw new Declining('needs-people');
  return found;
}
