import type { StoryLine } from './story.ts';

/** By which field of a fact these tell the chat; all else that they say is the same in each. */
const chatIn: Readonly<Partial<Record<StoryLine['type'], 'adapter' | 'chat'>>> = {
  'room.opened': 'adapter',
  'people.joined': 'adapter',
  'page.sent': 'chat',
};
/** What the platform calls its room is not said. */
const unsaid: ReadonlySet<string> = new Set(['attempt', 'ref', 'url']);
/** What happens later than this is something else that happened. */
const togetherMs = 60_000;

/** Lines that say the same but for the chat are one, where the first of them stood, with all their chats. */
export function foldedChats(lines: readonly StoryLine[]): StoryLine[] {
  const folded: StoryLine[] = [];
  const last = new Map<string, number>();
  for (const line of lines) {
    const said = sameAs(line);
    const before = said === null ? undefined : last.get(said);
    const first = before === undefined ? undefined : folded[before];
    if (before !== undefined && first && line.at - first.at < togetherMs) folded[before] = together(first, line);
    else if (said === null) folded.push(line);
    else last.set(said, folded.push(line) - 1);
  }
  return folded;
}

/** Two lines with the same answer are told apart by their chat only; null: a line that is never folded. */
function sameAs({ type, key, by, data }: StoryLine): string | null {
  const chat = chatIn[type];
  if (chat === undefined || (chat === 'chat' && (data as { by?: string }).by !== 'chat')) return null;
  const said = Object.entries(data as object).filter(([name]) => name !== chat && !unsaid.has(name));
  const inOrder = said.map(([name, value]) => [name, name === 'joined' ? (value as readonly string[]).toSorted() : value] as const);
  return JSON.stringify([type, key, by, Object.fromEntries(inOrder)]);
}

function together(first: StoryLine, next: StoryLine): StoryLine {
  const field = chatIn[first.type] ?? 'adapter';
  const chats = [first, next].flatMap(({ data }) => ((data as Record<string, string>)[field] ?? 'web').split(', '));
  return { ...first, data: { ...(first.data as object), [field]: [...new Set(chats)].join(', ') } };
}
