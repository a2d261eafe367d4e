import type { SlackChat } from '../../../domain/chat/slack-chat.ts';
import type { Lang } from '../../../domain/text/lang.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Im } from '../../../ports/im.ts';
import type { Pace } from '../../../ports/pace.ts';
import { Calls } from './calls.ts';
import { People } from './directory.ts';
import { slackEars } from './ears.ts';
import { slackForms } from './forms.ts';
import { slackMessages } from './messages.ts';
import { slackHome } from './home.ts';
import type { SlackParts } from './parts.ts';
import { Poster } from './post.ts';
import { slackRooms } from './rooms.ts';
import { OwnTeam } from './team.ts';

export interface SlackChatParts {
  /** What it is called where chats are configured: part of people's identity there. */
  readonly name: string;
  readonly spec: SlackChat;
  readonly clock: Clock;
  /** With the limits of `slackLimits`. */
  readonly pace: Pace;
  /** Of what the adapter says itself where nobody says in which language. */
  readonly lang: () => Lang;
  /** How long a call may take. */
  readonly patienceMs?: number;
  /** What is worth a line in the log and fails nothing. */
  readonly noted: (what: string, data: object) => void;
  readonly failed: (what: string, error: unknown, data: object) => void;
}

/** Slack, as far as Tocsin speaks there. Asks at once where it is, so that nobody waits for that later. */
export function slackChat({ name, spec, clock, pace, lang, noted, failed, patienceMs = 10_000 }: SlackChatParts): Im {
  const { botToken, url } = spec;
  const calls = new Calls({ name, botToken, url, clock, pace, patienceMs });
  const team = new OwnTeam(calls, clock);
  const parts: SlackParts = { name, calls, team, clock, lang, noted };
  const poster = new Poster(parts);
  const people = new People(parts);
  team.get().catch((e: unknown) => noted('Slack does not say who we are', { because: String(e) }));
  return {
    id: name,
    confirms: true,
    post: (to, message, how) => poster.post(to, message, how),
    dm: (user) => people.dm(user),
    messages: slackMessages(parts, poster, { name, botToken, url }),
    rooms: slackRooms(parts, spec.letters),
    forms: slackForms(parts),
    home: slackHome(parts),
    directory: people,
    ears: slackEars({ name, spec, clock, failed, self: () => team.self() }),
    check: async () => void (await team.ask()),
  };
}
