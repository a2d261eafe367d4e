import { slackCode } from '../../../domain/chat/slack-why.ts';
import type { MemberOutcome } from '../../../ports/im.ts';
import { eachOf, SlackRefusal } from './classify.ts';
import type { SlackParts } from './parts.ts';

const perCall = 100;

/** With which Slack refuses somebody, and not the call. */
const theirs = new Set([
  'user_not_found',
  'no_user',
  'user_not_visible',
  'user_disabled',
  'cant_invite',
  'user_is_restricted',
  'user_is_ultra_restricted',
  'ura_max_channels',
  'org_user_not_in_team',
  'invitee_cant_see_channel',
  'user_team_not_in_channel',
]);
/** They are in, which is what was asked for. */
const fine = new Set(['already_in_channel', 'cant_invite_self']);

/** Nobody's failure loses the others. */
export async function invite(parts: SlackParts, conv: string, users: readonly string[]): Promise<MemberOutcome[]> {
  const refused = new Map<string, string>();
  for (let from = 0; from < users.length; from += perCall) {
    const some = users.slice(from, from + perCall);
    for (const { user, code } of await refusedOf(parts, conv, some)) if (!fine.has(code)) refused.set(user, slackCode(code));
  }
  return users.map((user) => ({ user, because: refused.get(user) ?? null }));
}

async function refusedOf({ calls }: SlackParts, conv: string, users: readonly string[]): Promise<SlackRefusal['each']> {
  try {
    const said = await calls.make({ method: 'conversations.invite', urgency: 'room', conv }, (slack) =>
      slack.conversations.invite({ channel: conv, users: users.join(','), force: true }),
    );
    return eachOf(said);
  } catch (e) {
    if (!(e instanceof SlackRefusal)) throw e;
    // Where all of them are refused, the call is.
    if (e.each.length > 0) return e.each;
    if (users.length === 1 && (theirs.has(e.code) || fine.has(e.code))) return users.map((user) => ({ user, code: e.code }));
    if (fine.has(e.code)) return [];
    throw e;
  }
}

/** They are out, which is what was asked for. */
const out = new Set(['not_in_channel', 'user_not_found']);
/** With which Slack keeps somebody in, and not the others. */
const kept = new Set(['cant_kick_self', 'cant_kick_from_general', 'restricted_action', 'user_is_restricted']);

/** One after the other: Slack takes one in a call. */
export async function remove({ calls }: SlackParts, conv: string, users: readonly string[]): Promise<MemberOutcome[]> {
  const stay: MemberOutcome[] = [];
  for (const user of users) {
    try {
      await calls.make({ method: 'conversations.kick', urgency: 'room', conv }, (slack) =>
        slack.conversations.kick({ channel: conv, user }),
      );
    } catch (e) {
      if (!(e instanceof SlackRefusal) || !(out.has(e.code) || kept.has(e.code))) throw e;
      if (kept.has(e.code)) stay.push({ user, because: slackCode(e.code) });
    }
  }
  return stay;
}
