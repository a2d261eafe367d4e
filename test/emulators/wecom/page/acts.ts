import type { BotOutcome } from '../at-bot.ts';
import type { Outcome } from '../courier.ts';
import type { Json } from '../records.ts';
import type { Someone } from '../someone.ts';
import type { Wecom } from '../wecom.ts';

/** What the page asks for; which of these are there depends on the act. */
export interface Asked {
  readonly act: string;
  readonly user: string;
  /** A conversation's id. */
  readonly chat: string;
  /** A message's id. */
  readonly id: string;
  readonly text: string;
  readonly name: string;
  readonly values: readonly string[];
}

type Done = Outcome | BotOutcome | boolean | void;
type Act = (who: Someone, asked: Asked, wecom: Wecom) => Done | Promise<Done>;

const isApp = ({ chat, user }: Asked): boolean => chat === user;

const acts: Readonly<Record<string, Act>> = {
  say: (who, asked, wecom) => says(who, asked, wecom),
  press: (who, asked) => (isApp(asked) ? who.presses(asked.id, asked.name) : who.pressesBot(asked.chat, asked.id, asked.name)),
  submit: (who, asked) => (isApp(asked) ? who.submits(asked.id) : who.submitsBot(asked.chat, asked.id)),
  pick: (who, asked) => who.picks(asked.id, asked.name, asked.values, asked.chat),
  menu: (who, { name }) => who.menus(name),
  enter: (who, asked) => (isApp(asked) ? who.enters() : who.entersBot()),
  leave: (who, { chat }) => who.leaves(chat),
  join: (who, { chat }) => who.joins(chat),
  invite: (who, { chat, name }) => who.invitesBot(chat, name !== 'out'),
  group: (who, { name }, wecom) =>
    void wecom.group(name, { members: [who.id, ...[...wecom.corp.members.keys()].filter((each) => each !== who.id)] }),
  callback: (_who, { text }, wecom) => {
    const [url = '', token, encodingAesKey] = text.split(/\s+/u);
    return wecom.callsTo(url === '' ? null : url, token && encodingAesKey ? { token, encodingAesKey } : undefined);
  },
};

function says(who: Someone, { chat, text }: Asked, wecom: Wecom): Done | Promise<Done> {
  const { kind, hasBot } = wecom.corp.conversation(chat);
  const name = `@${wecom.corp.botName}`;
  if (kind === 'app') return who.says(text);
  if (kind === 'bot') return who.saysToBot(text);
  if (hasBot && text.includes(name)) return who.mentionsBot(chat, text.replace(name, '').trim());
  return who.saysIn(chat, text);
}

/** Does what the page's user did; answers whether the app heard of it, and what went wrong with that. */
export async function act(wecom: Wecom, asked: Asked): Promise<Json> {
  const does = acts[asked.act];
  if (!does) throw new Error(`nobody can "${asked.act}"`);
  const done = await does(wecom.someone(asked.user), asked, wecom);
  if (done === undefined) return {};
  if (typeof done === 'boolean') return done ? {} : { wrong: '回调地址没有通过验证' };
  if (!done.acked) return { wrong: done.status === 0 ? '没有应用在听：消息没有送达' : `应用答复了 ${done.status}` };
  return 'wrong' in done && done.wrong !== '' ? { wrong: done.wrong } : {};
}
