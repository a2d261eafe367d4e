import type { FastifyReply, FastifyRequest } from 'fastify';
import { permits } from '../../domain/access/viewer.ts';
import { identify, isLoopback, type IdentifyParts } from '../access/identify.ts';
import { BadRequest } from './body.ts';
import { refuseBorrowedName, refuseForeign } from './surface.ts';

interface Way {
  readonly parts: IdentifyParts;
  readonly next: (error?: Error) => void;
}

/** Only browsers say where a request comes from. */
const isBrowser = ({ headers }: FastifyRequest): boolean => headers['sec-fetch-site'] !== undefined || headers.origin !== undefined;

/** Who may use the Alertmanager API. A program on this machine needs no credentials; from elsewhere it brings a token, and a browser its login, with
 *  the role for what it wants: to read a viewer, to send alerts and to silence a responder. A screen on a wall has nothing to do here.
 *  Not async for the ordinary alert: it must not wait for a turn of the loop. */
export function alertDoor(request: FastifyRequest, reply: FastifyReply, way: Way): void {
  if (request.headers.authorization === undefined && isLoopback(request) && !isBrowser(request)) way.next();
  else void check(request, reply, way);
}

async function check(request: FastifyRequest, reply: FastifyReply, { parts, next }: Way): Promise<void> {
  try {
    if (isBrowser(request)) refuseForeign(request);
    const found = await identify(request, parts);
    if (found === null) return void (await unauthorized(reply));
    if (found.access === 'open') refuseBorrowedName(request);
    const needed = request.method === 'GET' ? 'viewer' : 'responder';
    if (found.access === 'wall' || !permits(found.caller.viewer.roles, needed))
      throw new BadRequest(`forbidden: this needs the role ${needed} or higher`, 403);
    next();
  } catch (error) {
    next(error as Error);
  }
}

const unauthorized = (reply: FastifyReply): FastifyReply =>
  reply.status(401).header('www-authenticate', 'Basic realm="tocsin"').send(JSON.stringify('unauthorized: wrong or missing token'));
