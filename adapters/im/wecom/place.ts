import { useridKey } from '../../../domain/chat/wecom-chat.ts';
import { OutsideError } from '../../../ports/errors.ts';
import type { Ref } from '../../../ports/im.ts';

/** A conversation of the app: with one member, or a group that it made. */
export type Place = { readonly is: 'user'; readonly user: string } | { readonly is: 'chat'; readonly chatid: string };

/** `@all` and `a|b` would reach others than the one who is meant. */
const isUser = (id: string): boolean => /^[\w.@-]{1,64}$/u.test(id) && !/^@?all$/iu.test(id);

/** Throws `not-found` where it cannot be one of ours. `chat`: the configured name, for the error. */
export function placeOf({ conv }: Ref, chat: string): Place {
  const [, kind, id = ''] = /^(user|chat):(.+)$/u.exec(conv) ?? [];
  if (kind === 'user' && isUser(id)) return { is: 'user', user: id };
  if (kind === 'chat' && /^[\w-]{1,64}$/u.test(id)) return { is: 'chat', chatid: id };
  throw new OutsideError('not-found', `${chat}: "${conv}" is no conversation of the app; write user: or chat: and its id.`);
}

export const isRoom = ({ conv }: Ref): boolean => conv.startsWith('chat:');

/** There is one, however their userid is written. */
export const convWith = (user: string): string => `user:${useridKey(user)}`;

/** The direct conversation with a member. Throws `not-found` for what cannot be a user id. */
export function dmWith(user: string, chat: string): Ref {
  if (!isUser(user)) throw new OutsideError('not-found', `${chat}: "${user}" is no user id of WeCom. Correct chat.${chat} of the person.`);
  return { conv: convWith(user) };
}
