import type { WecomChat } from '../../../domain/chat/wecom-chat.ts';
import type { Lang } from '../../../domain/text/lang.ts';
import type { ChatMemory } from '../../../ports/chat-memory.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Calls } from './calls.ts';

/** What the halves of the adapter work with. */
export interface WecomParts {
  /** The configured name of the chat. */
  readonly name: string;
  readonly spec: WecomChat;
  readonly calls: Calls;
  readonly memory: ChatMemory;
  readonly clock: Clock;
  /** Of what we say ourselves where nobody says in which language. */
  readonly lang: () => Lang;
  /** Where people open Tocsin. */
  readonly origin: () => string;
  /** What is worth a line in the log and fails nothing. */
  readonly noted: (what: string, data: object) => void;
}

/** As WeCom wants it: a number. */
export const agentOf = ({ spec }: Pick<WecomParts, 'spec'>): number => Number(spec.agentId);
