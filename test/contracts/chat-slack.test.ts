import { systemClock } from '../../adapters/clock/system.ts';
import { readText } from '../../adapters/im/slack/read-text.ts';
import { slackChat } from '../../adapters/im/slack/slack-chat.ts';
import { Paces } from '../../app/chat/paces.ts';
import { botName } from '../../domain/chat/bot-name.ts';
import { SlackChat } from '../../domain/chat/slack-chat.ts';
import type { Message } from '../emulators/slack/records.ts';
import { Slack } from '../emulators/slack/slack.ts';
import type { Inbound } from '../../domain/chat/heard.ts';
import type { Someone } from '../emulators/slack/someone.ts';
import { asInstalled } from '../harness/as-installed.ts';
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
    text: readText(m.text),
    card:
      title === undefined ? null : { title: title.replace(/^🔴 SEV1 · open · /u, ''), labels: buttons.map(({ text }) => text?.text ?? '') },
    isEdited: m.edited !== undefined,
    isPinned: pins.includes(m.ts),
  };
}

/** Wide enough for a test that does a minute's work in seconds. */
const limits = { 'chat.postMessage': { atOnce: 100, perMinute: 6_000, each: 'conversation' } } as const;

async function slack(): Promise<ChatUnderTest> {
  const it = await asInstalled(await new Slack().listen());
  const users = [it.user('ana'), it.user('bo')] as const;
  it.channel('ops');
  const { botToken, appToken, signingSecret, apiUrl: url } = it;
  const spec = SlackChat.parse({ type: 'slack', botToken, appToken, signingSecret, url });
  const pace = new Paces({ name: 'slack', clock: systemClock, limits });
  const im = slackChat({ name: 'slack', spec, clock: systemClock, pace, lang: () => 'en', noted: () => {}, failed: () => {} });
  await im.check?.();
  await it.until(() => it.count('auth.test') === 2, 'who we are to be known');
  const heard: Inbound[] = [];
  await im.ears?.start({ heard: async (inbound) => void heard.push(inbound), submitted: async () => null, options: async () => [] });
  await it.until(() => it.sockets > 0, 'us to listen');
  const presses = new Map<string, Awaited<ReturnType<Someone['presses']>>>();
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
    async press({ conv, msg = '' }, button, user) {
      const at = `${conv} ${msg} ${button} ${user}`;
      const before = presses.get(at);
      const token = `token-${button}`;
      presses.set(at, before ? await before.again() : await it.someone(user).presses(conv, msg, token));
      const { key, user: by, did } = heard.at(-1) ?? { key: '', user: '', did: { is: 'joined' } };
      return { key, user: by, token: did.is === 'pressed' ? did.token : '' };
    },
    forge: async () =>
      (await im.ears?.called?.({ method: 'POST', query: {}, headers: { 'content-type': 'application/json' }, body: '{}' }))?.status ?? 0,
    async close() {
      await im.ears?.stop();
      await it.stop();
    },
  };
}

chatContract(slack, {});
