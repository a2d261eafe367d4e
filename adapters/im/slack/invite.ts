import type { MemberOutcome } from '../../../ports/im.ts';
import { eachOf, SlackRefusal } from './classify.ts';
import type { SlackParts } from './parts.ts';

const perCall = 100;

const reasons: Readonly<Record<string, string>> = {
  user_not_found: 'there is no such user in Slack',
  no_user: 'there is no such user in Slack',
  user_not_visible: 'the app cannot see this user',
  user_disabled: 'the account is deactivated in Slack',
  cant_invite: 'the workspace does not let the app invite this user',
  user_is_restricted: 'a guest can only be invited by an admin of Slack',
  user_is_ultra_restricted: 'a single-channel guest cannot join another channel',
  ura_max_channels: 'a single-channel guest cannot join another channel',
  org_user_not_in_team: 'this user is not in this workspace',
  invitee_cant_see_channel: 'this user may not see channels of this workspace',
  user_team_not_in_channel: 'the user belongs to a workspace that is not in the channel',
};
/** They are in, which is what was asked for. */
const fine = new Set(['already_in_channel', 'cant_invite_self']);

/** Nobody's failure loses the others. */
export async function invite(parts: SlackParts, conv: string, users: readonly string[]): Promise<MemberOutcome[]> {
  const refused = new Map<string, string>();
  for (let from = 0; from < users.length; from += perCall) {
    const some = users.slice(from, from + perCall);
    for (const { user, code } of await refusedOf(parts, conv, some)) if (!fine.has(code)) refused.set(user, reasons[code] ?? code);
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
    if (users.length === 1 && (e.code in reasons || fine.has(e.code))) return users.map((user) => ({ user, code: e.code }));
    if (fine.has(e.code)) return [];
    throw e;
  }
}
