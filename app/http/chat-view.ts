import { cardText } from '../../domain/card/text.ts';
import { botName } from '../../domain/chat/bot-name.ts';
import { mentionsIn } from '../../domain/chat/mention.ts';
import { nameOf, sharedLang } from '../../domain/firm/of-firm.ts';
import type { Resources } from '../../domain/resource/resource.ts';
import type { ChatMessage } from '../../ports/chat-history.ts';
import type { Store } from '../../ports/store.ts';
import type { ChatReply } from '../chat/front.ts';

interface Named {
  readonly name: string;
  readonly displayName: string;
}

export const named = (name: string, resources: Resources): Named => ({ name, displayName: nameOf(resources, name) });

/** A message as screens show it. Times are RFC 3339; who is mentioned stands beside the text, with the people of a team. */
export function messageView(m: ChatMessage, store: Store): object {
  const resources = store.resources();
  const { kind, name } = m.author;
  return {
    ...m,
    author: { kind, ...(kind === 'bot' ? { name, displayName: botName(name, sharedLang(resources)) } : named(name, resources)) },
    card: m.card ?? undefined,
    at: timeOf(m.at),
    editedAt: timeOf(m.editedAt),
    deletedAt: timeOf(m.deletedAt),
    mentions: kind === 'bot' ? [] : mentionView(m.text, resources),
    reactions: m.reactions.map(({ emoji, people }) => ({ emoji, people: people.map((p) => named(p, resources)) })),
    replies: m.replies && {
      count: m.replies.count,
      lastAt: timeOf(m.replies.lastAt),
      people: m.replies.people.map((p) => named(p, resources)),
    },
  };
}

/** A private answer as screens show it, which show its card beneath: what the card says is not said twice. */
export function replyView(reply: ChatReply): ChatReply {
  const { actions: _actions, selects: _selects, ...card } = reply.card ?? { title: '' };
  return reply.card && cardText(card) === reply.text ? { ...reply, text: '' } : reply;
}

const timeOf = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

function mentionView(text: string, resources: Resources): object[] {
  return mentionsIn(text, resources).map((m) => ({
    ...m,
    people: m.kind === 'team' ? (resources.get('team', m.name)?.spec.people ?? []) : [],
  }));
}
