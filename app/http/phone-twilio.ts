import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TwilioCarrier } from '../../domain/people/carrier.ts';
import type { Heard } from '../../ports/phone.ts';
import type { Script } from '../phone/phone-line.ts';
import { phrase } from '../phone/phrases.ts';
import { callbackOf, keepBodies, notSigned, type PhoneParts } from './phone-callback.ts';

/** How often the message is said to somebody who is silent, and to somebody who presses keys that do nothing; how often a moment is asked for. */
const roundsAtMost = 3;
const keysAtMost = 6;
const momentsAtMost = 3;

interface Came {
  readonly carrier: string;
  readonly spec: TwilioCarrier;
  readonly heard: readonly Heard[];
  readonly query: URLSearchParams;
}

/** `POST /phone/twilio/{voice,digits,status,sms}`: what Twilio asks and tells. The signature is the only credential. */
export function twilioRoutes(app: FastifyInstance, parts: PhoneParts): void {
  const { line } = parts;
  void app.register(async (scope) => {
    keepBodies(scope);
    scope.post('/phone/twilio/status', (request, reply) =>
      signed(request, reply, { parts }, async ({ carrier, heard }) => {
        for (const each of heard) if (each.is === 'report') await line.report(carrier, each.id, each.report);
        return reply.status(204).send();
      }),
    );
    scope.post('/phone/twilio/voice', (request, reply) =>
      signed(request, reply, { parts }, async (came) => {
        for (const each of came.heard) if (each.is === 'report') await line.report(came.carrier, each.id, each.report);
        return speak(reply, await line.pickedUp(came.query.get('id')), { came, parts });
      }),
    );
    scope.post('/phone/twilio/digits', (request, reply) =>
      signed(request, reply, { parts }, async (came) => {
        const press = came.heard.find((each) => each.is === 'digit');
        if (!press) return speak(reply, null, { came, parts });
        const { ref, digit } = press;
        return speak(reply, await line.pressed(press.id, { ref, digit, turn: countOf(came.query, 'round') }), { came, parts, digit });
      }),
    );
    scope.post('/phone/twilio/sms', (request, reply) =>
      signed(request, reply, { parts }, async ({ heard }) => {
        const { textBack } = await import('../../adapters/phone/twilio/twiml.ts');
        const message = heard.find((each) => each.is === 'reply');
        return reply.type('text/xml').send(textBack(message ? await parts.texts.replied(message.from, message) : null));
      }),
    );
  });
}

/** Goes on with what a Twilio that we know has signed; 403 for everything else. */
async function signed(
  request: FastifyRequest,
  reply: FastifyReply,
  { parts }: { parts: PhoneParts },
  then: (came: Came) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const callback = callbackOf(request, parts);
  for (const { carrier, spec } of await parts.carriers.ofType('twilio')) {
    const heard = carrier.hear(callback);
    if (heard) return then({ carrier: carrier.name, spec, heard, query: new URL(callback.url).searchParams });
  }
  return notSigned(reply);
}

const countOf = (query: URLSearchParams, name: string): number => Math.trunc(Number(query.get(name) ?? 0)) || 0;

/** Says it, and asks for a key where one may come: the message at most so many times, a slow decision waited for at most so many moments. */
async function speak(
  reply: FastifyReply,
  script: Script | null,
  { came: { spec, query }, parts, digit = '' }: { came: Came; parts: PhoneParts; digit?: string },
): Promise<FastifyReply> {
  const { lastWords, oneMoment, withMenu } = await import('../../adapters/phone/twilio/twiml.ts');
  const say = (xml: string): FastifyReply => reply.type('text/xml').send(xml);
  const { voices } = spec;
  if (!script) return say(lastWords({ lang: 'en', voices, say: [phrase('no-call', 'en')] }));
  const [round, tries] = [countOf(query, 'round'), countOf(query, 'tries')];
  const at = (place: string, more: Record<string, string>): string =>
    `${parts.publicUrl()}/phone/twilio/${place}?${new URLSearchParams({ id: query.get('id') ?? '', ...more }).toString()}`;
  const spoken = { lang: script.lang, voices, say: script.say };
  if (script.next === 'wait' && tries < momentsAtMost)
    return say(oneMoment(spoken, at('digits', { round: String(round), digit, tries: String(tries + 1) })));
  if (script.next === 'wait') return say(lastWords({ ...spoken, say: [phrase('stored', script.lang)] }));
  if (script.next === 'over') return say(lastWords(spoken));
  const { isAcked = false } = script;
  const goodbye = phrase(isAcked ? 'goodbye' : 'no-key', script.lang);
  if (round >= keysAtMost) return say(lastWords({ ...spoken, say: isAcked ? [...script.say.slice(0, 1), goodbye] : [goodbye] }));
  const next = String(round + 1);
  return say(
    withMenu(spoken, {
      action: at('digits', { round: next }),
      again: round + 1 < roundsAtMost && !isAcked ? at('voice', { round: next }) : null,
      goodbye,
    }),
  );
}
