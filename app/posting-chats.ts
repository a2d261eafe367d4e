import { robotChat } from '../adapters/im/robot/robot-chat.ts';
import { webhookChat } from '../adapters/im/webhook/webhook-chat.ts';
import type { Channel } from '../domain/chat/channel.ts';
import { sharedLang } from '../domain/firm/of-firm.ts';
import type { Clock } from '../ports/clock.ts';
import type { Im } from '../ports/im.ts';
import type { Outward } from '../ports/outward.ts';
import type { Store } from '../ports/store.ts';

interface PostingParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly outward: Outward;
  /** Where people go on who have no buttons. */
  readonly home: () => string;
}

/** What channels can post to and nobody answers from: robots of groups, and webhooks. */
export function postingChats({ store, home, ...parts }: PostingParts): Im[] {
  const channel = (name: string): Channel | undefined => store.resources().get('channel', name)?.spec;
  return [robotChat({ ...parts, channel, home, lang: () => sharedLang(store.resources()) }), webhookChat({ ...parts, channel })];
}
