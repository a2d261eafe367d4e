import type { Chat } from '../../domain/chat/chat.ts';
import { nameOf } from '../../domain/firm/of-firm.ts';
import { userOn } from '../../domain/people/chat-user.ts';
import type { Resources } from '../../domain/resource/resource.ts';
import type { Words } from '../../domain/text/lang.ts';
import type { Diagnosed, Expected, FoundOnSlack, FoundOnWecom, FoundOnWecomBot } from '../../ports/chat-diagnosis.ts';
import { are, peopleText } from './amounts.ts';
import { said, type Naming, type Say } from './chat-words.ts';
import { ill, noneYet, words, type ChatSeen, type Check, type Finding, type Here } from './check.ts';
import { onCallSoon } from './checks/numbers.ts';
import { slackSays } from './slack-findings.ts';
import { wecomBotSays } from './wecom-bot-findings.ts';
import { wecomSays } from './wecom-findings.ts';

interface Platform<D extends Diagnosed> {
  readonly say: Say<D>;
  /** Whether it can be asked about what a channel is posted to: a name is looked up when it is used. */
  readonly isConv: (to: string) => boolean;
  /** Within a sentence. */
  readonly label: Words;
}

interface Platforms {
  readonly slack: Platform<FoundOnSlack>;
  readonly wecom: Platform<FoundOnWecom>;
  readonly 'wecom-aibot': Platform<FoundOnWecomBot>;
}

const platforms: Platforms = {
  slack: { say: slackSays, isConv: (to) => /^[CG][A-Z0-9]+$/u.test(to), label: words(' Slack', 'Slack') },
  wecom: { say: wecomSays, isConv: (to) => to.startsWith('chat:'), label: words('企业微信', 'WeCom') },
  'wecom-aibot': { say: wecomBotSays, isConv: () => false, label: words('企业微信', 'WeCom') },
};

const platformOf = ({ spec }: ChatSeen): Platform<Diagnosed> | undefined =>
  (platforms as { readonly [T in Chat['type']]?: unknown })[spec.type] as Platform<Diagnosed> | undefined;

/** Whether chats of a platform let us in with all that we need, and whether people, teams and channels are there under the ids that we have. */
export const chatCheck = (type: keyof Platforms, name: Words): Check<Here> => ({
  id: type,
  name,
  async look({ chats, now, config: { resources } }) {
    const all = chats.filter(({ spec }) => spec.type === type);
    if (all.length === 0) return [noneYet];
    return (await Promise.all(all.map((chat) => chatFindings(chat, { now, resources })))).flat();
  },
});

interface Firm {
  readonly now: number;
  readonly resources: Resources;
}

/** The same for one of them, which need not be kept yet. Nothing of a platform that cannot be asked. */
export async function chatFindings(chat: ChatSeen, firm: Firm): Promise<Finding[]> {
  const platform = platformOf(chat);
  if (!platform) return [];
  return findingsOf(await chat.diagnose(expectedOn(chat, firm)), chat, firm);
}

/** What an answer of `diagnose` means, in words. */
export function findingsOf(diagnosed: readonly Diagnosed[], chat: ChatSeen, firm: Firm): Finding[] {
  const platform = platformOf(chat);
  if (!platform) return [];
  const isIn = diagnosed.some(({ code }) => code === 'let-in');
  const findings = said(diagnosed, { say: platform.say, platform: chat.spec.type, naming: namesOn(chat, firm) });
  return [...findings, ...(isIn ? withoutId(chat, platform, firm) : [])];
}

/** What to ask about: who is on call soon comes first, for not all of a large firm are asked about. */
export function expectedOn(chat: ChatSeen, { now, resources }: Firm): Expected {
  const soon = onCallSoon(resources, now);
  const people = resources.all('person').toSorted((a, b) => Number(soon.has(b.name)) - Number(soon.has(a.name)));
  return {
    users: people.flatMap(({ name }) => userOn(resources, name, chat.name) ?? []),
    groups: resources.all('team').flatMap(({ spec }) => spec.chat[chat.name] ?? []),
    convs: channelsOn(chat, resources).map(({ to }) => to),
  };
}

const channelsOn = (chat: ChatSeen, resources: Resources): { name: string; to: string }[] =>
  resources
    .all('channel')
    .flatMap(({ name, spec }) =>
      spec.platform === chat.name && platformOf(chat)?.isConv(spec.to ?? '') ? [{ name, to: spec.to ?? '' }] : [],
    );

function namesOn(chat: ChatSeen, { resources }: Firm): Naming {
  const named = (of: readonly { readonly name: string; readonly id: string | undefined }[]) => {
    const names = new Map(of.map(({ name, id }) => [id, name]));
    return (id: string): string => (names.get(id) === id ? id : `${names.get(id) ?? '?'} (${id})`);
  };
  return {
    user: named(resources.all('person').map(({ name }) => ({ name: nameOf(resources, name), id: userOn(resources, name, chat.name) }))),
    group: named(resources.all('team').map(({ name, spec }) => ({ name, id: spec.chat[chat.name] }))),
    conv: named(channelsOn(chat, resources).map(({ name, to }) => ({ name, id: to }))),
  };
}

function withoutId({ name, spec: { type } }: ChatSeen, { label: { zh, en } }: Platform<Diagnosed>, { now, resources }: Firm): Finding[] {
  const names = [...onCallSoon(resources, now)].filter(
    (person) => resources.get('person', person) !== undefined && userOn(resources, person, name) === undefined,
  );
  if (names.length === 0) return [];
  const all = peopleText(names, resources);
  const found = ill(
    'warn',
    words(`${all.zh} 未来 7 天值班，还没有关联${zh}`, `${all.en} ${are(names)} on call within 7 days and not linked to a ${en} user`),
    words(
      `请本人在${zh}里给 Tocsin 发一条消息并确认关联，或在人员中填写 chat.${name}。`,
      `Let them write to Tocsin in ${en} and confirm who they are, or write chat.${name} of the person.`,
    ),
  );
  return [{ ...found, code: `${type}.on-call-without-id` }];
}
