import { displayed } from '../card-widths.ts';
import type { Conversation, Json, Member, Message } from '../records.ts';
import type { Wecom } from '../wecom.ts';

/** Everything that one member sees, for the page. Without such a member, the first there is. */
export function seenBy(wecom: Wecom, userid: string): Json {
  const { corp } = wecom;
  const members = [...corp.members.values()];
  const me = corp.member(userid) ?? members[0];
  if (!me) return { me: null, users: [], chats: [] };
  for (const kind of ['app', 'bot'] as const) corp.single(kind, me.userid);
  return {
    me: me.userid,
    corp: '示例证券',
    app: corp.appName,
    bot: corp.botName,
    isBotHere: wecom.connections > 0,
    callback: wecom.callback,
    menu: corp.menu,
    users: members.map(({ userid: id, name }) => ({ userid: id, name })),
    chats: chatsOf(wecom, me).map((each) => chatSeen(each, me.userid)),
  };
}

const isMine = (me: Member, { members, left }: Conversation): boolean => members.includes(me.userid) || left.has(me.userid);

/** The app and the bot first, then groups, who spoke last on top; a group of the app from its first message on. */
function chatsOf({ corp }: Wecom, me: Member): Conversation[] {
  const order = { app: 0, bot: 1, appchat: 2, group: 2 };
  const last = ({ messages }: Conversation): number => messages.at(-1)?.at ?? 0;
  return [...corp.conversations.values()]
    .filter((each) => isMine(me, each) && (each.kind !== 'appchat' || each.messages.some(({ to }) => to.includes(me.userid))))
    .toSorted((a, b) => order[a.kind] - order[b.kind] || last(b) - last(a));
}

function chatSeen({ messages, left, ...chat }: Conversation, me: string): Json {
  return {
    ...chat,
    isOut: left.has(me) && !chat.members.includes(me),
    messages: messages.filter(({ to }) => to.includes(me)).map((each) => messageSeen(each, me)),
  };
}

function messageSeen(message: Message, me: string): Json {
  const card = message.cardFor?.[me] ?? message.card;
  return { ...message, isDropped: message.droppedFor.includes(me), ...(card ? { card: displayed(card) } : {}) };
}
