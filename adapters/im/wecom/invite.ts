import { wecomCode } from '../../../domain/chat/wecom-why.ts';
import { OutsideError } from '../../../ports/errors.ts';
import type { MemberOutcome, Ref } from '../../../ports/im.ts';
import type { WecomParts } from './parts.ts';
import { placeOf } from './place.ts';
import { errcodeOf, WecomRefusal } from './refusals.ts';

const perCall = 500;
/** So many are asked for beside each other, to find out whom WeCom means. */
const atOnce = 25;

/** Codes with which WeCom refuses a whole list for somebody in it. */
const someoneIn = new Set([40003, 46004, 60111, 81013, 86207, 86216, 86217, 86220]);
/** With which it says that there is no such user, or none that the app sees. */
const notSeenCodes = new Set([40003, 46004, 60011, 60111]);
/** Nobody of that id, as far as the app sees. */
const notSeen = 60111;
const tooMany = 86006;

/** Who cannot come in, because the group takes no more. */
export const full = wecomCode(tooMany);

/** Nobody's failure loses the others. */
export async function invite(parts: WecomParts, room: Ref, users: readonly string[]): Promise<MemberOutcome[]> {
  const place = placeOf(room, parts.name);
  if (place.is !== 'chat') throw new OutsideError('unsupported', `${parts.name}: nobody is invited into a conversation of one.`);
  const outcome: MemberOutcome[] = [];
  for (let from = 0; from < users.length; from += perCall)
    outcome.push(...(await inviteSome(parts, place.chatid, users.slice(from, from + perCall))));
  return outcome;
}

async function inviteSome(parts: WecomParts, chatid: string, users: readonly string[]): Promise<MemberOutcome[]> {
  if (users.length === 0) return [];
  try {
    await parts.calls.make({ method: 'appchat/update', urgency: 'room', conv: chatid, body: { chatid, add_user_list: users } });
    return users.map((user) => ({ user, because: null }));
  } catch (e) {
    if (errcodeOf(e) === tooMany) return inviteHalves(parts, chatid, users);
    const refused = await refusedAmong(parts, users, e);
    const left = users.filter((user) => !refused.some((each) => each.user === user));
    return [...refused, ...(await inviteSome(parts, chatid, left))];
  }
}

/** As many as there is room for. WeCom does not say how many that is. */
async function inviteHalves(parts: WecomParts, chatid: string, users: readonly string[]): Promise<MemberOutcome[]> {
  if (users.length === 1) return users.map((user) => ({ user, because: full }));
  const half = Math.ceil(users.length / 2);
  const first = await inviteSome(parts, chatid, users.slice(0, half));
  const isFull = first.some(({ because }) => because === full);
  const rest = users.slice(half);
  return [...first, ...(isFull ? rest.map((user) => ({ user, because: full })) : await inviteSome(parts, chatid, rest))];
}

/** Whom WeCom means, where it refuses a list for somebody in it. Throws what it said where that is not so, or nobody is to blame. */
export async function refusedAmong(parts: WecomParts, users: readonly string[], error: unknown): Promise<MemberOutcome[]> {
  if (!(error instanceof WecomRefusal) || !someoneIn.has(error.errcode)) throw error;
  const unseen = await unseenAmong(parts, users);
  const blamed = unseen.length > 0 ? unseen : namedIn(error.said, users);
  if (blamed.length === 0) throw error;
  return blamed.map((user) => ({ user, because: wecomCode(notSeen) }));
}

/** WeCom mostly names nobody; where it does, it is behind a colon. */
function namedIn(said: string, users: readonly string[]): string[] {
  const names = new Set(
    said
      .toLowerCase()
      .split(':')
      .slice(1)
      .join(' ')
      .split(/[^\w.@-]+/u),
  );
  return users.filter((user) => names.has(user.toLowerCase()));
}

async function unseenAmong(parts: WecomParts, users: readonly string[]): Promise<string[]> {
  const unseen: string[] = [];
  for (let from = 0; from < users.length; from += atOnce) {
    const some = users.slice(from, from + atOnce);
    const seen = await Promise.all(some.map((user) => isSeen(parts, user)));
    unseen.push(...some.filter((_, i) => seen[i] === false));
  }
  return unseen;
}

async function isSeen({ calls }: WecomParts, user: string): Promise<boolean> {
  try {
    await calls.make({ method: 'user/get', urgency: 'room', query: { userid: user } });
    return true;
  } catch (e) {
    if (notSeenCodes.has(errcodeOf(e) ?? 0)) return false;
    throw e;
  }
}
