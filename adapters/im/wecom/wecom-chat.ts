import type { WecomChat } from '../../../domain/chat/wecom-chat.ts';
import type { Lang } from '../../../domain/text/lang.ts';
import type { ChatMemory } from '../../../ports/chat-memory.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Im } from '../../../ports/im.ts';
import type { Outward } from '../../../ports/outward.ts';
import type { Pace } from '../../../ports/pace.ts';
import { Calls } from './calls.ts';
import { People } from './directory.ts';
import { wecomEars } from './ears.ts';
import { Media } from './media.ts';
import { createMenu } from './menu.ts';
import { wecomMessages } from './messages.ts';
import type { WecomParts } from './parts.ts';
import { dmWith, isRoom } from './place.ts';
import { Poster } from './post.ts';
import { wecomRooms } from './rooms.ts';
import { Sender } from './send.ts';
import { TaskCodes } from './task-codes.ts';

export interface WecomChatParts {
  /** What it is called where chats are configured: part of people's identity there. */
  readonly name: string;
  readonly spec: WecomChat;
  readonly clock: Clock;
  /** With the limits of `wecomLimits`. */
  readonly pace: Pace;
  readonly outward: Outward;
  readonly memory: ChatMemory;
  /** Of what the adapter says itself where nobody says in which language. */
  readonly lang: () => Lang;
  /** Where people open Tocsin. */
  readonly origin: () => string;
  /** What is worth a line in the log and fails nothing. */
  readonly noted: (what: string, data: object) => void;
  readonly failed: (what: string, error: unknown, data: object) => void;
}

/** An app in WeCom: cards with buttons in its conversation with each member, and groups that it only speaks into. */
export function wecomChat({ failed, pace, outward, ...given }: WecomChatParts): Im {
  const { name, spec, clock } = given;
  const calls = new Calls({ name, spec, clock, pace, outward });
  const parts: WecomParts = { ...given, calls };
  const codes = new TaskCodes(parts);
  const sender = new Sender(parts);
  const poster = new Poster({ ...parts, codes, sender, media: new Media(parts) });
  return {
    id: name,
    post: (to, message, how) => poster.post(to, message, how),
    dm: async (user) => dmWith(user, name),
    messages: wecomMessages(parts, codes),
    rooms: wecomRooms(parts),
    directory: new People(parts),
    ears: wecomEars({ ...parts, codes, failed }),
    news: ({ about, card, text }, to) => (isRoom(to) ? (about ? `${about.phase} ${card?.severity ?? ''}` : text) : null),
    showsAgain: isRoom,
    full: () => sender.full(),
    makeMenu: () => createMenu(calls, { agentId: spec.agentId, lang: given.lang() }),
    check: async () => void (await calls.make({ method: 'agent/get', urgency: 'card', query: { agentid: spec.agentId } })),
  };
}
