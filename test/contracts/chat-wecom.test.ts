import { botName } from '../../domain/chat/bot-name.ts';
import type { Message } from '../emulators/wecom/records.ts';
import type { Someone } from '../emulators/wecom/someone.ts';
import { callbackServer } from '../harness/callback-server.ts';
import { wecomDesk } from '../harness/wecom-desk.ts';
import { chatContract, type ChatUnderTest, type Shown } from './chat.contract.ts';

const bots = ['emergency-assistant', 'pager', 'on-call'];
interface Card {
  readonly source?: { readonly desc: string };
  readonly main_title?: { readonly title: string };
  readonly button_list?: readonly { readonly text: string }[];
}

function seen({ text, markdown, card: drawn, updatedTimes }: Message): Shown {
  const card = drawn as Card | undefined;
  const by = card?.source?.desc.replace('Tocsin · ', '');
  return {
    by: bots.find((bot) => botName(bot, 'zh') === by) ?? '',
    text: text ?? markdown ?? JSON.stringify(card),
    card: card ? { title: card.main_title?.title ?? '', labels: (card.button_list ?? []).map(({ text: label }) => label) } : null,
    isEdited: updatedTimes > 0,
    isPinned: false,
  };
}

async function wecom(): Promise<ChatUnderTest> {
  const desk = await wecomDesk({ spec: { owner: 'chen' } });
  const { wecom: it, im, heard } = desk;
  await im.check();
  const server = await callbackServer(im);
  if (!(await it.callsTo(server.url))) throw new Error('the callback does not verify');
  const presses = new Map<string, Awaited<ReturnType<Someone['presses']>>>();
  let people = 0;
  const idOf = (conv: string): string => conv.replace(/^(?:user|chat):/u, '');
  return {
    im,
    place: () => ({ conv: `user:${it.user(`p${(people += 1)}`)}` }),
    users: ['ana', 'bo'],
    stranger: 'nobody',
    shown: async ({ conv }) => it.messages(idOf(conv)).map(seen),
    members: async ({ conv }) => it.chats.find(({ chatid }) => chatid === idOf(conv))?.users ?? [],
    calls: () => it.calls.length,
    limit: () => {
      it.goesWrong('message/send', { errcode: 45009 });
      return 60_000;
    },
    secrets: [it.secret, it.token, it.encodingAesKey, 'emulated-access-token-canary'],
    async press({ conv, msg = '' }, button, _user) {
      const at = `${msg} ${button}`;
      const before = presses.get(at);
      presses.set(at, before ? await before.again() : await it.someone(idOf(conv)).presses(msg, `token-${button}`));
      const { key, user, did } = heard.at(-1) ?? { key: '', user: '', did: { is: 'joined' } };
      return { key, user, token: did.is === 'pressed' ? did.token : '' };
    },
    async forge() {
      const { body, query } = it.encrypt('<xml><ToUserName>x</ToUserName></xml>', { token: 'AnotherToken' });
      return (await desk.called(body, query)).status;
    },
    async close() {
      await im.ears.stop();
      await server.close();
      await desk.close();
    },
  };
}

chatContract(wecom, {
  authors: 'lines of an app have no author but the app; its cards name theirs',
  pinning: 'WeCom pins nothing for an app',
  deleting: 'an app is not told of what people delete for themselves, and they cannot delete its cards for others',
});
