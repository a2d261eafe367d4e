import { botName } from '../../domain/chat/bot-name.ts';
import type { Message } from '../emulators/wecom/records.ts';
import type { BotOutcome } from '../emulators/wecom/at-bot.ts';
import { aibotDesk } from '../harness/aibot-desk.ts';
import { chatContract, type ChatUnderTest, type Shown } from './chat.contract.ts';

interface Drawn {
  readonly source?: { readonly desc?: string };
  readonly main_title?: { readonly title?: string };
  readonly button_list?: readonly { readonly text: string }[];
}

const bots = ['emergency-assistant', 'pager', 'on-call'];

/** A message as WeCom shows it. */
function seen({ card, markdown, text, updatedTimes }: Message): Shown {
  const drawn = card as Drawn | undefined;
  return {
    by: bots.find((bot) => drawn?.source?.desc === `Tocsin · ${botName(bot, 'zh')}`) ?? '',
    text: card ? JSON.stringify(card) : (markdown ?? text ?? ''),
    card: drawn ? { title: drawn.main_title?.title ?? '', labels: drawn.button_list?.map((button) => button.text) ?? [] } : null,
    isEdited: updatedTimes > 0,
    isPinned: false,
  };
}

async function aibot(): Promise<ChatUnderTest> {
  const desk = await aibotDesk();
  const { im, wecom, heard } = desk;
  await desk.listens();
  for (const userid of ['ana', 'bo']) await wecom.someone(userid).saysToBot('hello');
  let groups = 0;
  /** A group in which somebody has spoken to the robot. */
  const place = async () => {
    const chatid = wecom.group(`应急群 ${(groups += 1)}`, { members: ['ana', 'bo'] });
    await wecom.someone('ana').mentionsBot(chatid, '大家好');
    return { conv: `group:${chatid}` };
  };
  const named = (conv: string): string => (conv.startsWith('user:') ? `bot:${conv.slice(5)}` : conv.slice(6));
  const presses = new Map<string, BotOutcome>();
  return {
    im,
    place,
    users: ['ana', 'bo'],
    stranger: 'nobody',
    shown: async ({ conv }) =>
      wecom
        .messages(named(conv))
        .filter(({ from }) => from === 'bot')
        .map(seen),
    members: async () => [],
    calls: () => wecom.calls.length,
    limit() {
      wecom.goesWrong('aibot_send_msg', { errcode: 45009, errmsg: 'api freq out of limit' });
      return 60_000;
    },
    secrets: [wecom.bot.secret],
    async press({ conv, msg = '' }, button, user) {
      const at = `${conv} ${msg} ${button} ${user}`;
      const before = presses.get(at);
      const outcome = before ? await before.again() : await wecom.someone(user).pressesBot(named(conv), msg, `token-${button}`);
      presses.set(at, outcome);
      const inbound = await wecom.until(() => heard.findLast(({ key }) => key === `press/${outcome.key}`), 'the press to be heard');
      return { key: inbound.key, user: inbound.user, token: inbound.did.is === 'pressed' ? inbound.did.token : '' };
    },
    close: () => desk.close(),
  };
}

chatContract(aibot, {
  authors: 'a robot has one name; which bot speaks is said by its cards alone',
  editing: 'a card is changed only while it is pressed, see test/adapters/wecom-aibot-press.test.ts',
  pinning: 'WeCom pins nothing for a bot',
  rooms: 'people make the group and bring the robot into it',
  deleting: 'nothing is ever looked at again',
  signatures: 'nothing comes in but over our own connection',
  'unknown users': 'whether somebody may be written to shows when they are',
});
