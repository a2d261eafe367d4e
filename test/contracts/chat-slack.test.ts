import { systemClock } from '../../adapters/clock/system.ts';
import { unescaped } from '../../adapters/im/slack/escape.ts';
import { slackChat } from '../../adapters/im/slack/slack-chat.ts';
import { Paces } from '../../app/chat/paces.ts';
import { botName } from '../../domain/chat/bot-name.ts';
import { SlackChat } from '../../domain/chat/chat.ts';
import type { Message } from '../emulators/slack/records.ts';
import { Slack } from '../emulators/slack/slack.ts';
import { chatContract, type ChatUnderTest, type Shown } from './chat.contract.ts';

const bots = ['emergency-assistant', 'pager', 'on-call'];

interface Drawn {
  readonly type: string;
  readonly text?: { readonly text: string };
  readonly elements?: readonly { readonly type: string; readonly text?: { readonly text: string } }[];
}

/** A message as Slack shows it: where there are blocks the text is for notifications only. */
function seen(m: Message, pins: readonly string[]): Shown {
  const blocks = (m.blocks ?? []) as unknown as readonly Drawn[];
  const title = blocks.find(({ type }) => type === 'header')?.text?.text;
  const buttons = blocks.flatMap(({ elements = [] }) => elements.filter(({ type }) => type === 'button'));
  return {
    by: bots.find((bot) => botName(bot, 'en') === m.username) ?? m.username ?? '',
    text: unescaped(m.text),
    card:
      title === undefined ? null : { title: title.replace(/^🔴 SEV1 · open · /u, ''), labels: buttons.map(({ text }) => text?.text ?? '') },
    isEdited: m.edited !== undefined,
    isPinned: pins.includes(m.ts),
  };
}

/** Wide enough for a test that does a minute's work in seconds. */
const limits = { 'chat.postMessage': { atOnce: 100, perMinute: 6_000, each: 'conversation' } } as const;

async function slack(): Promise<ChatUnderTest> {
  const it = await new Slack().listen();
  const users = [it.user('ana'), it.user('bo')] as const;
  it.channel('ops');
  const spec = SlackChat.parse({ type: 'slack', botToken: it.botToken, signingSecret: it.signingSecret, url: it.apiUrl });
  const pace = new Paces({ name: 'slack', clock: systemClock, limits });
  const im = slackChat({ name: 'slack', spec, clock: systemClock, pace, lang: () => 'en', noted: () => {} });
  await im.check?.();
  await it.until(() => it.count('auth.test') === 2, 'who we are to be known');
  return {
    im,
    users,
    stranger: 'U0NOBODY',
    shown: async ({ conv }) => it.messages(conv).map((m) => seen(m, it.find(conv).pins)),
    members: async ({ conv }) => [...it.find(conv).members],
    calls: () => it.calls.length,
    remove: async ({ conv, msg = '' }) => {
      const { messages } = it.find(conv);
      messages.splice(
        messages.findIndex(({ ts }) => ts === msg),
        1,
      );
    },
    limit: (ms) => it.goesWrong('chat.postMessage', { status: 429, retryAfter: ms / 1_000 }),
    secrets: [it.botToken, it.appToken, it.signingSecret],
    close: () => it.stop(),
  };
}

chatContract(slack, {
  buttons: 'they come in over the ears, see test/contracts/chat-slack.test.ts',
  signatures: 'they come in over the ears, see test/contracts/chat-slack.test.ts',
});
