import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Callback, Heard } from '../../ports/phone.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Carriers } from '../phone/carriers.ts';
import type { PhoneLine, Script } from '../phone/phone-line.ts';
import type { TextLine } from '../phone/text-line.ts';

export interface PhoneParts {
  readonly carriers: Carriers;
  readonly line: PhoneLine;
  readonly texts: TextLine;
  readonly clock: Clock;
  /** Where carriers find us: what they sign begins so. */
  readonly publicUrl: () => string;
}

/** For a scope of callbacks: the body stays as it came, for it is signed. */
export function keepBodies(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'string' }, async (_request: FastifyRequest, body: string) => body);
}

/** A request as the carrier made it. What a proxy says of the address counts for nothing: it is the one that we gave. */
export const callbackOf = (request: FastifyRequest, { publicUrl, clock }: PhoneParts): Callback => ({
  url: `${publicUrl()}${request.url}`,
  method: request.method,
  headers: Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]),
  ),
  body: typeof request.body === 'string' ? request.body : '',
  now: clock.now(),
});

/** Puts what was heard where it belongs. Answers what is said back to the last key or text in it, if anything. */
export async function takeIn(carrier: string, heard: readonly Heard[], { line, texts }: PhoneParts): Promise<Script | string | null> {
  let back: Script | string | null = null;
  for (const each of heard) {
    if (each.is === 'report') await line.report(carrier, each.id, each.report);
    else if (each.is === 'reply') back = await texts.replied(each.from, each);
    else back = await line.pressed(each.id, { ref: each.ref, digit: each.digit, turn: 0 });
  }
  return back;
}

export const notSigned = (reply: FastifyReply): FastifyReply =>
  reply.status(403).send({
    ok: false,
    because: 'The signature is missing or wrong. Check the secret, and that TOCSIN_PUBLIC_URL is the address that is called.',
  });
