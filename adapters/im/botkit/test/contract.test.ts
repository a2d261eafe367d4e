import { describe, expect } from 'vitest';
import { chatContract, type ChatUnderTest, type Shown } from '../../../../test/contracts/chat.contract.ts';
import { botkitDesk, teamsDesk } from './botkit-desk.ts';
import type { TeamsMessage } from './teams.ts';

interface Block {
  readonly type: string;
  readonly items?: readonly Block[];
  readonly inlines?: readonly { readonly text: string }[];
}

/** A message as Teams shows it. */
function seen({ content, isEdited }: TeamsMessage): Shown {
  const [card] = (content['attachments'] ?? []) as { content: { body: readonly Block[]; actions: readonly { title: string }[] } }[];
  const title = card?.content.body[0]?.items?.[0]?.inlines?.[0]?.text.replace('SEV1 · open · ', '');
  return {
    by: 'Tocsin',
    text: card ? JSON.stringify(card) : (content['text'] as string),
    card: card && title !== undefined ? { title, labels: card.content.actions.map((action) => action.title) } : null,
    isEdited,
    isPinned: false,
  };
}

const ana = 'aad-ana';
const bo = 'aad-bo';

async function teams(): Promise<ChatUnderTest> {
  const desk = await teamsDesk();
  const it = desk.teams;
  let places = 0;
  await desk.says(ana, 'hello');
  await desk.says(bo, 'hello');
  const presses = new Map<string, { body: string; authorization: string }>();
  return {
    im: desk.im,
    users: [ana, bo],
    stranger: 'aad-nobody',
    async place() {
      const id = `19:place-${(places += 1)}@thread.v2`;
      await desk.does(ana, {
        type: 'message',
        text: 'hi',
        conversation: { id, conversationType: 'groupChat', isGroup: true, tenantId: it.tenant },
      });
      return { conv: id };
    },
    shown: async ({ conv }) => it.in(conv).map(seen),
    members: async () => [],
    calls: () => it.calls,
    remove: async ({ msg = '' }) => it.delete(msg),
    async press({ conv, msg = '' }, button, user) {
      const message = it.in(conv).find(({ id }) => id === msg);
      const [card] = (message?.content['attachments'] ?? []) as { content: { actions: readonly { data: object }[] } }[];
      const at = `${conv} ${msg} ${button} ${user}`;
      const value = card?.content.actions[button]?.data;
      const conversation = { id: conv, conversationType: 'groupChat', isGroup: true };
      const sent = presses.get(at) ?? it.activity(user, { type: 'message', value, replyToId: msg, conversation });
      presses.set(at, sent);
      await desk.post({ authorization: sent.authorization }, sent.body);
      const { key, user: by, did } = desk.heard.at(-1) ?? expect.fail('nothing came in');
      return { key, user: by, token: did.is === 'pressed' ? did.token : '' };
    },
    forge: async () =>
      (
        await desk.post(
          { authorization: `Bearer ${it.signed().slice(0, -8)}AAAAAAAA` },
          it.activity(ana, { type: 'message', text: 'x' }).body,
        )
      ).status,
    limit: (ms) => it.goesWrong({ status: 429, retryAfter: ms / 1_000 }),
    secrets: [it.appPassword],
    close: () => desk.close(),
  };
}

const lacks = {
  authors: 'everything is said by the one bot',
  pinning: 'bots pin nothing there',
  rooms: 'bots open no groups there: a group of people’s own is bound',
} as const;

describe('Teams', () => chatContract(teams, lacks));

const password = 'web-password-canary';

async function web(): Promise<ChatUnderTest> {
  const desk = await botkitDesk({ adapter: 'web', appPassword: password });
  const fetched = new Map<string, Shown[]>();
  const headers = { authorization: `Bearer ${password}` };
  const says = (user: string) => desk.post(headers, JSON.stringify({ type: 'message', user, text: 'hello' }));
  let places = 0;
  await says(ana);
  await says(bo);
  return {
    im: desk.im,
    users: [ana, bo],
    stranger: 'nobody',
    async place() {
      const conv = `visitor-${(places += 1)}`;
      await says(conv);
      return { conv };
    },
    async shown({ conv }) {
      const answer = await desk.im.ears.called?.({ method: 'GET', query: { user: conv }, headers, body: '' });
      const news = JSON.parse(answer?.body ?? '[]') as { text: string }[];
      const all = [
        ...(fetched.get(conv) ?? []),
        ...news.map(({ text }) => ({ by: 'Tocsin', text, card: null, isEdited: false, isPinned: false })),
      ];
      fetched.set(conv, all);
      return all;
    },
    members: async () => [],
    calls: () => 0,
    forge: async () =>
      (await desk.post({ authorization: 'Bearer guessed' }, JSON.stringify({ type: 'message', user: ana, text: 'x' }))).status,
    secrets: [password],
    close: () => desk.close(),
  };
}

describe('the web adapter', () =>
  chatContract(web, {
    ...lacks,
    cards: 'cards are text with numbers there',
    editing: 'its adapter edits nothing: only news is posted',
    deleting: 'its adapter knows of no deleting',
    buttons: 'its buttons type a number, as somebody might by hand',
    'rate limits': 'it is asked, and calls nobody',
  }));
