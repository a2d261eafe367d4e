import type { Expected } from '../../../ports/chat-diagnosis.ts';
import type { Resources } from '../../../domain/resource/resource.ts';
import { namesText } from '../amounts.ts';
import { ill, noneYet, words, type ChatSeen, type Check, type Finding, type Here } from '../check.ts';
import { slackFindings, type Naming } from '../slack-findings.ts';
import { onCallSoon } from './numbers.ts';

/** Whether Slack lets us in with all that we need, and whether people, teams and channels are there under the ids that we have. */
export const slack: Check<Here> = {
  id: 'slack',
  name: words('Slack', 'Slack'),
  async look(here) {
    const all = here.chats.filter(({ spec }) => spec.type === 'slack');
    if (all.length === 0) return [noneYet];
    const { now, config } = here;
    return (await Promise.all(all.map((chat) => slackChatFindings(chat, { now, resources: config.resources })))).flat();
  },
};

/** The same for one of them, which need not be kept yet. */
export async function slackChatFindings(
  chat: ChatSeen,
  { now, resources }: { readonly now: number; readonly resources: Resources },
): Promise<Finding[]> {
  const { name } = chat;
  const soon = onCallSoon(resources, now);
  const diagnosed = await chat.diagnose(expectedOn(name, resources, soon));
  const isIn = diagnosed.some(({ code }) => code === 'let-in');
  return [...slackFindings(diagnosed, namesOn(name, resources)), ...(isIn ? withoutId(name, resources, soon) : [])];
}

/** Who is on call soon comes first: not all of a large firm are asked about. */
function expectedOn(chat: string, resources: Resources, soon: ReadonlySet<string>): Expected {
  const people = resources.all('person').toSorted((a, b) => Number(soon.has(b.name)) - Number(soon.has(a.name)));
  return {
    users: people.flatMap(({ spec }) => spec.chat[chat] ?? []),
    groups: resources.all('team').flatMap(({ spec }) => spec.chat[chat] ?? []),
    convs: channelsOn(chat, resources).map(({ to }) => to),
  };
}

/** `#ops` is looked up when it is used; an id can be asked about. */
const channelsOn = (chat: string, resources: Resources): { name: string; to: string }[] =>
  resources
    .all('channel')
    .flatMap(({ name, spec }) => (spec.platform === chat && /^[CG][A-Z0-9]+$/u.test(spec.to ?? '') ? [{ name, to: spec.to ?? '' }] : []));

function namesOn(chat: string, resources: Resources): Naming {
  const named = (of: readonly { readonly name: string; readonly id: string | undefined }[]) => {
    const names = new Map(of.map(({ name, id }) => [id, name]));
    return (id: string): string => `${names.get(id) ?? '?'} (${id})`;
  };
  return {
    user: named(resources.all('person').map(({ name, spec }) => ({ name, id: spec.chat[chat] }))),
    group: named(resources.all('team').map(({ name, spec }) => ({ name, id: spec.chat[chat] }))),
    conv: named(channelsOn(chat, resources).map(({ name, to }) => ({ name, id: to }))),
  };
}

function withoutId(chat: string, resources: Resources, soon: ReadonlySet<string>): Finding[] {
  const names = [...soon].filter((name) => {
    const person = resources.get('person', name);
    return person !== undefined && person.spec.chat[chat] === undefined;
  });
  if (names.length === 0) return [];
  const said = namesText(names);
  const found = ill(
    'warn',
    words(`${said.zh} 未来 7 天值班，还没有关联 Slack`, `${said.en} are on call within 7 days and not linked to a Slack user`),
    words(
      '请本人在 Slack 里给 Tocsin 发一条消息并确认关联，或在人员中填写 chat.slack。',
      'Let them write to Tocsin in Slack and confirm who they are, or write chat.slack of the person.',
    ),
  );
  return [{ ...found, code: 'slack.on-call-without-id' }];
}
