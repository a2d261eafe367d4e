import { seesAll, type Viewer } from '../../domain/access/viewer.ts';
import type { ChatMessage, ChatReader } from '../../ports/chat-history.ts';
import type { ChatLine } from './incident-story.ts';

const pageSize = 500;

/** What was said in a room, oldest first; nothing where the viewer may not read it. What was deleted stays away, a card is its title. */
export async function roomLines(
  room: string,
  chat: ChatReader,
  { viewer, name }: { viewer: Viewer; name: (person: string) => string },
): Promise<ChatLine[]> {
  if (!seesAll(viewer) && !(await chat.mayRead(room, viewer.person))) return [];
  const lines: ChatLine[] = [];
  for (let after = 0; ;) {
    const some = await chat.messagesAfter(room, after, pageSize);
    lines.push(...some.filter((m) => m.deletedAt === null).map((m) => lineOf(m, name)));
    after = some.at(-1)?.seq ?? after;
    if (some.length < pageSize) return lines;
  }
}

const lineOf = ({ at, author, text, card, files }: ChatMessage, name: (person: string) => string): ChatLine => ({
  at,
  who: author.kind === 'person' ? name(author.name) : author.name,
  text: [card ? card.title : text, ...files.map((file) => `[${file.name}]`)].filter((part) => part !== '').join(' '),
});
