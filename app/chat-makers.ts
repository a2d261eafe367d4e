import type { Chat, ChatOf } from '../domain/chat/chat.ts';
import { sharedLang } from '../domain/firm/of-firm.ts';
import type { Clock } from '../ports/clock.ts';
import type { Invite } from '../ports/guest.ts';
import type { Im } from '../ports/im.ts';
import type { Outward } from '../ports/outward.ts';
import type { MethodLimit } from '../ports/pace.ts';
import type { Store } from '../ports/store.ts';
import { Paces } from './chat/paces.ts';

export interface MakingParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly outward: Outward;
  /** Where adapters may keep files. */
  readonly folder: string;
  /** Takes in what runs in a process of its own. */
  readonly invite: Invite;
  /** Where people open Tocsin. */
  readonly origin: () => string;
  readonly incidentUrl: (number: string) => string;
  /** What is worth a line in the log and fails nothing. */
  readonly noted: (what: string, data: object) => void;
  readonly failed: (what: string, error: unknown, data: object) => void;
}

type Make<T extends Chat['type']> = (chat: { readonly name: string; readonly spec: ChatOf<T> }, parts: MakingParts) => Promise<Im>;

const paced = (name: string, limits: Readonly<Record<string, MethodLimit>>, { clock }: MakingParts): Paces =>
  new Paces({ name, clock, limits });

/** What every adapter is given. */
const shared = (name: string, { store, clock, noted, failed }: MakingParts) => ({
  name,
  clock,
  lang: () => sharedLang(store.resources()),
  noted,
  failed,
});

/** How each type of chat is made; its adapter is loaded when it is. */
const makers: { readonly [T in Chat['type']]?: Make<T> } = {
  async slack({ name, spec }, parts) {
    const { slackChat } = await import('../adapters/im/slack/slack-chat.ts');
    const { slackLimits } = await import('../adapters/im/slack/limits.ts');
    return slackChat({ ...shared(name, parts), spec, pace: paced(name, slackLimits, parts) });
  },
  async 'wecom-aibot'({ name, spec }, parts) {
    const { wecomBotChat } = await import('../adapters/im/wecom-aibot/wecom-aibot-chat.ts');
    const { aibotLimits } = await import('../adapters/im/wecom-aibot/limits.ts');
    const kept = { leases: parts.store.leases, memory: parts.store.memoryOf(name) };
    return wecomBotChat({ ...shared(name, parts), ...kept, spec, home: parts.origin, pace: paced(name, aibotLimits, parts) });
  },
  async wecom({ name, spec }, parts) {
    const { wecomChat } = await import('../adapters/im/wecom/wecom-chat.ts');
    const { wecomLimits } = await import('../adapters/im/wecom/limits.ts');
    const { outward, origin, store } = parts;
    return wecomChat({
      ...shared(name, parts),
      spec,
      outward,
      origin,
      pace: paced(name, wecomLimits, parts),
      memory: store.memoryOf(name),
    });
  },
  async wechat({ name, spec }, parts) {
    const { wechatChat } = await import('../adapters/im/wechat/wechat-chat.ts');
    const { wechatLimits } = await import('../adapters/im/wechat/limits.ts');
    const { store, folder, invite } = parts;
    const kept = { memory: store.memoryOf(name), leases: store.leases };
    return wechatChat({ ...shared(name, parts), ...kept, spec, folder, invite, pace: paced(name, wechatLimits, parts) });
  },
  async botkit({ name, spec }, parts) {
    const { botkitChat } = await import('../adapters/im/botkit/botkit-chat.ts');
    const { botkitLimits } = await import('../adapters/im/botkit/limits.ts');
    const { store, invite } = parts;
    return botkitChat({ ...shared(name, parts), spec, invite, memory: store.memoryOf(name), pace: paced(name, botkitLimits, parts) });
  },
};

/** A chat as its document describes it; it does not listen yet. */
export async function madeChat(chat: { readonly name: string; readonly spec: Chat }, parts: MakingParts): Promise<Im> {
  const make = makers[chat.spec.type] as Make<Chat['type']> | undefined;
  if (!make) throw new Error(`chats of the type ${chat.spec.type} cannot be made here`);
  return make(chat, parts);
}
