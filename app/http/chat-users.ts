import type { Chat } from '../../domain/chat/chat.ts';
import { usersOf } from '../../domain/chat/chat.ts';
import type { Words } from '../../domain/text/lang.ts';
import type { StoreReader } from '../../ports/store.ts';
import { configuredChats, type ChatSettings } from '../chats.ts';

/** A chat in which people have ids of its own. */
export interface ChatWithUsers {
  readonly name: string;
  readonly type: Chat['type'];
}

/** Those that are configured; one that shares its users with another is not among them. */
export function chatsWithUsers({
  store,
  env,
}: {
  readonly store: Pick<StoreReader, 'resources'>;
  readonly env: ChatSettings;
}): ChatWithUsers[] {
  return configuredChats(store.resources(), env)
    .filter(({ name, spec }) => usersOf(name, spec) === name)
    .map(({ name, spec }) => ({ name, type: spec.type }));
}

interface Looks {
  readonly like: RegExp;
  /** As the end of a sentence that begins with what was typed. */
  readonly otherwise: Words;
}

const looks: { readonly [T in Chat['type']]?: Looks } = {
  slack: {
    like: /^[UW][A-Z0-9]{5,20}$/u,
    otherwise: { en: 'is no member ID of Slack; it begins with U or W', zh: '不是 Slack 的成员 ID；它以 U 或 W 开头' },
  },
  wecom: {
    like: /^[0-9A-Za-z][\w.@-]{0,63}$/u,
    otherwise: { en: 'is no userid of WeCom; it has letters, digits and . _ - @', zh: '不是企业微信的 userid；它只含字母、数字和 . _ - @' },
  },
};

const anyId: Looks = {
  like: /^\S(?:.{0,198}\S)?$/u,
  otherwise: { en: 'is no id; write it without spaces around it', zh: '不是 ID；前后不要有空格' },
};

/** Why a text cannot be the id of a user on such a platform; null: it can. */
export function notAnId(type: Chat['type'], text: string): Words | null {
  const { like, otherwise } = looks[type] ?? anyId;
  return like.test(text) ? null : otherwise;
}
