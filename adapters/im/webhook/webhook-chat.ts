import { createHash, createHmac } from 'node:crypto';
import type { Channel } from '../../../domain/chat/channel.ts';
import { rfc3339 } from '../../../domain/time/rfc3339.ts';
import type { Clock } from '../../../ports/clock.ts';
import { OutsideError } from '../../../ports/errors.ts';
import type { Im, Outgoing } from '../../../ports/im.ts';
import { mustBeFine, type Outward } from '../../../ports/outward.ts';

export interface WebhookParts {
  /** A channel as it is configured now. */
  readonly channel: (name: string) => Channel | undefined;
  readonly outward: Outward;
  readonly clock: Clock;
}

const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22);
const hint = 'Check the address, and that what is there takes what docs/webhooks.md says.';

/** Any system that takes JSON over HTTP, a conversation for each channel, by Standard Webhooks: https://www.standardwebhooks.com. What is told
 *  is in docs/webhooks.md. The id stays the same over all tries to deliver the same news. */
export function webhookChat({ channel, outward, clock }: WebhookParts): Im {
  return {
    id: 'webhook',
    async post(to, message, { key }) {
      const spec = channel(to.conv);
      if (spec?.platform !== 'webhook' || spec.url === undefined)
        throw new OutsideError('not-found', `webhook: there is no channel "${to.conv}" with a webhook`);
      const { url, secret } = spec;
      const now = clock.now();
      const body = JSON.stringify({ type: typeOf(message), timestamp: rfc3339(now), data: dataOf(to.conv, message) });
      const id = `msg_${digest([to.conv, key])}`;
      const headers = { 'content-type': 'application/json', ...signed({ id, at: Math.floor(now / 1_000), body, secret }) };
      const answer = await outward({ who: 'webhook', method: 'POST', url, headers, body });
      mustBeFine(answer, { who: 'webhook', url, now, hint });
      return { conv: to.conv, msg: id };
    },
    async dm(user) {
      throw new OutsideError('unsupported', `webhook: it posts to one address and cannot write to ${user} alone`);
    },
    onlyPosts: true,
    news: ({ about, text }) => `${about?.phase ?? ''} ${digest(about?.data ?? text)}`,
  };
}

interface Unsigned {
  readonly id: string;
  /** UTC seconds. */
  readonly at: number;
  readonly body: string;
  readonly secret: string | undefined;
}

/** A secret that begins with `whsec_` is the base64 of its key, any other is the key itself. */
function signed({ id, at, body, secret }: Unsigned): Record<string, string> {
  const named = { 'webhook-id': id, 'webhook-timestamp': String(at) };
  if (secret === undefined) return named;
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : secret;
  const signature = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64');
  return { ...named, 'webhook-signature': `v1,${signature}` };
}

const isOver = (phase: string): boolean => phase === 'resolved' || phase === 'closed';

/** The first is opened; from then on what it has come to, and updated where that is what it was. */
function typeOf({ about, follows }: Outgoing): string {
  if (!about) return 'message';
  if (follows === undefined) return `${about.kind}.opened`;
  const before = follows.slice(0, follows.indexOf(' '));
  if (isOver(before) && !isOver(about.phase)) return `${about.kind}.reopened`;
  return `${about.kind}.${before === about.phase ? 'updated' : about.phase}`;
}

const dataOf = (channel: string, { about, text, card }: Outgoing): object => ({
  channel,
  text,
  ...(about ? { phase: about.phase, [about.kind]: about.data } : {}),
  links: card?.links ?? [],
});
