import { rulesFor } from '../../../domain/page/rules.ts';
import type { Means, Person } from '../../../domain/people/person.ts';
import type { Words } from '../../../domain/text/lang.ts';
import { peopleText } from '../amounts.ts';
import { ill, noneYet, well, words, type Check, type Finding, type Here } from '../check.ts';

/** These need a screen that somebody looks at; a chat that is on the phone too does not. */
const onScreen: ReadonlySet<Means> = new Set(['chat', 'ring']);
const isOnScreen = (way: Means, { chat }: Person, chats: Here['chats']): boolean =>
  onScreen.has(way) && !(way === 'chat' && chats.some(({ name }) => chat[name] !== undefined));

/** What a chat of this type brings may be gone without a word: nobody is to be woken by it alone. */
const isSure = ({ spec }: Here['chats'][number]): boolean => spec.type !== 'wechat';

export const reach: Check<Here> = {
  id: 'reach',
  name: words('能否呼叫到人', 'Reaching people'),
  look({ means, chats, config: { resources } }) {
    const people = resources.all('person').map(({ name, spec }) => ({ name, spec, ways: waysOf(spec, means) }));
    if (people.length === 0) return [noneYet];
    const mute = people.filter(({ ways }) => ways.length === 0).map(({ name }) => name);
    const onlyBy = (all: Here['chats']): string[] =>
      people.filter(({ spec, ways }) => ways.length > 0 && ways.every((way) => isOnScreen(way, spec, all))).map(({ name }) => name);
    const screen = onlyBy(chats);
    const wechat = onlyBy(chats.filter(isSure)).filter((name) => !screen.includes(name));
    const found: Finding[] = [];
    if (mute.length > 0) found.push(unreachable(peopleText(mute, resources)));
    if (screen.length > 0) found.push(onlyOnScreen(peopleText(screen, resources)));
    if (wechat.length > 0) found.push(onlyByWechat(peopleText(wechat, resources)));
    return found.length > 0 ? found : [well(`${people.length} 人都能呼叫到`, `All ${people.length} people can be reached`)];
  },
};

/** By what a page about something important really reaches this person. */
function waysOf(person: Person, means: ReadonlySet<Means>): Means[] {
  const has: Readonly<Partial<Record<Means, boolean>>> = {
    email: person.email !== undefined,
    sms: person.phone !== undefined,
    phone: person.phone !== undefined,
  };
  const wanted = [...rulesFor(person, true), ...rulesFor(person, false)].map(({ by }) => by);
  return [...new Set(wanted)].filter((by) => means.has(by) && has[by] !== false);
}

function unreachable(said: Words): Finding {
  return ill(
    'wrong',
    words(`${said.zh} 的呼叫方式在这里都没有配置`, `Nothing reaches ${said.en}: none of the means in their rules is configured here`),
    words(
      '配置邮件等方式，或在 rules 中加上 chat 与 ring。',
      'Configure these means (SMTP_URL for mail), or add chat and ring to their rules.',
    ),
  );
}

function onlyOnScreen(said: Words): Finding {
  return ill(
    'warn',
    words(`${said.zh} 只能通过打开的控制台呼叫到，夜里叫不醒`, `Only an open console reaches ${said.en}; at night nothing wakes them`),
    words(
      '设置 SMTP_URL 并填写 email，或接入其他聊天与电话。',
      'Set SMTP_URL and their email, or connect a chat or a phone that wakes them.',
    ),
  );
}

function onlyByWechat(said: Words): Finding {
  return {
    ...ill(
      'warn',
      words(
        `${said.zh} 只能通过微信呼叫到：微信机器人只是尽力而为，随时可能掉线或被限制`,
        `Only WeChat reaches ${said.en}: it does its best, and may be logged out or shut out at any moment`,
      ),
      words(
        '为他们加上电话、短信或邮件，或企业微信等可靠的聊天。',
        'Add a phone, texts or mail for them, or a chat that can be relied on, such as WeCom.',
      ),
    ),
    code: 'wechat.only-pager',
  };
}
