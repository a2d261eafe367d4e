import { randomUUID } from 'node:crypto';
import { OutsideError } from '../../../ports/errors.ts';
import type { Messages, Outgoing, Ref } from '../../../ports/im.ts';
import { refusalCode } from './classify.ts';
import type { SlackParts } from './parts.ts';
import type { Poster } from './post.ts';
import { isSlacks } from './slack-hosts.ts';

interface Whispered {
  readonly to: Ref;
  readonly message: Outgoing;
  readonly how: Parameters<NonNullable<Messages['whisper']>>[2];
  readonly apiUrl: string | undefined;
}

const patienceMs = 10_000;
/** They cannot be spoken to there alone, but directly. */
const elsewhere = new Set(['not_in_channel', 'user_not_in_channel', 'channel_not_found', 'messages_tab_disabled', 'is_archived']);

/** Tells one user something that nobody else sees: through the door that they came in by while it is open, else where they are, else directly. */
export async function whisper(parts: SlackParts, poster: Poster, { to, message, how, apiUrl }: Whispered): Promise<void> {
  if (how.door !== undefined && isSlacks(how.door, apiUrl) && (await answered(how.door, poster.content(message)))) return;
  try {
    await poster.whisper(to, message, how);
  } catch (e) {
    if (!elsewhere.has(refusalCode(e) ?? '')) throw e;
    parts.noted('told directly, for it could not be told where they are', { because: String(e) });
    await poster.post(await dmOf(parts, how.user), message, { as: how.as, key: `whisper/${randomUUID()}` });
  }
}

/** Doors stay open for half an hour and five answers; a shut one says so with a 404, and then there are other ways. */
async function answered(door: string, content: object): Promise<boolean> {
  const body = JSON.stringify({ response_type: 'ephemeral', replace_original: false, ...content });
  const headers = { 'content-type': 'application/json' };
  try {
    const answer = await fetch(door, { method: 'POST', headers, body, redirect: 'error', signal: AbortSignal.timeout(patienceMs) });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}

/** The direct conversation with a user. Throws `not-found` for one that is not there. */
export async function dmOf(
  { calls, name }: Pick<SlackParts, 'calls' | 'name'>,
  user: string,
  urgency: 'page' | 'digest' = 'page',
): Promise<Ref> {
  const said = await calls.make({ method: 'conversations.open', urgency }, (slack) => slack.conversations.open({ users: user }));
  const conv = said.channel?.id;
  if (conv === undefined) throw new OutsideError('not-found', `${name}: Slack opens no direct messages with ${user}.`);
  return { conv };
}
