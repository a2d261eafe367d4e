import type { WecomBotChat } from '../../../domain/chat/wecom-chat.ts';
import type { Lang } from '../../../domain/text/lang.ts';
import type { ChatMemory, Leases } from '../../../ports/chat-memory.ts';
import type { Clock } from '../../../ports/clock.ts';
import { OutsideError } from '../../../ports/errors.ts';
import type { Im } from '../../../ports/im.ts';
import type { Pace } from '../../../ports/pace.ts';
import { Connection } from './connection.ts';
import { Clicks } from './doors.ts';
import { AibotEars } from './ears.ts';
import { aibotMessages } from './messages.ts';
import type { BotParts } from './parts.ts';
import { Poster } from './post.ts';

export interface WecomBotParts {
  /** What it is called where chats are configured. */
  readonly name: string;
  readonly spec: WecomBotChat;
  readonly clock: Clock;
  /** With the limits of `aibotLimits`. */
  readonly pace: Pace;
  readonly leases: Leases;
  readonly memory: ChatMemory;
  /** Of what is said where nobody says in which language. */
  readonly lang: () => Lang;
  /** Where a card without a link of its own leads. */
  readonly home: () => string;
  readonly dice?: () => number;
  /** What is worth a line in the log and fails nothing. */
  readonly noted: (what: string, data: object) => void;
  readonly failed: (what: string, error: unknown, data: object) => void;
}

export const ownUrl = 'wss://openws.work.weixin.qq.com';

/** A WeCom robot that is talked to (智能机器人), alone or in groups that people have brought it into. It opens no rooms and knows nobody by name:
 *  its users are those of the app. */
export function wecomBotChat(given: WecomBotParts): Im {
  const { name, spec, clock, pace, leases, memory, lang, home, noted, failed, dice = Math.random } = given;
  const { botId, secret, url = ownUrl } = spec;
  const clicks = new Clicks(clock);
  const told: AibotEars['told'] = (frame) => ears.told(frame);
  const connection = new Connection({ name, bot: { botId, secret }, url, clock, leases, memory, dice, told, failed });
  const ears = new AibotEars({ name, clock, clicks, failed }, connection);
  const parts: BotParts = { name, connection, clicks, clock, pace, lang, home, noted };
  const poster = new Poster(parts);
  return {
    id: name,
    showsAgain: () => true,
    answersAloud: true,
    post: (to, message, how) => poster.post(to, message, how),
    dm: async (user) => ({ conv: `user:${user}` }),
    messages: aibotMessages(parts, poster),
    news: ({ about, card, text }) => (about ? `${about.phase} ${card?.severity ?? ''}` : text),
    ears,
    async check() {
      const { state, because } = connection.state;
      if (state === 'listening' || state === 'standby') return;
      throw new OutsideError('transient', `${name}: it is not connected to WeCom${because === null ? ' yet' : ` (${because})`}.`);
    },
  };
}
