import { readSentence } from '../../domain/chat/sentence.ts';
import { isOpen } from '../../domain/incident/incident.ts';
import { isLive } from '../../domain/page/page.ts';
import { ask, playedAt, type Beat } from './beat.ts';
import { newcomer } from './firm.ts';
import { meaningOf, type Meaning } from './heard.ts';
import { lineOf, type LineName } from './lines.ts';
import type { Scene } from './scene.ts';

/** What follows from what the newcomer does and leaves undone, whatever the story is at. */
export const reactionsTo = (s: Scene): Beat[] => [...answeredPages(s), ...takenOver(s), ...replies(s), ...tooEarly];

/** A colleague whom the escalation has reached picks up. */
const answeredPages = (s: Scene): Beat[] =>
  s.pages
    .filter((p) => p.person !== newcomer && isLive(p) && p.attempts.some((a) => a.state !== 'queued'))
    .map(({ id, person, startedAt }) => ({
      id: `answers/${id}`,
      due: () => s.later(startedAt, 8),
      acts: () => [{ do: 'ask', who: person, skill: 'page/ack', input: { page: id } }],
    }));

/** What the newcomer declares beside the story finds somebody too. */
const takenOver = (s: Scene): Beat[] =>
  s.others.map(({ number, declaredAt, rooms }) => ({
    id: `takes/${number}`,
    due: () => s.later(declaredAt, 15),
    acts: () => [
      { do: 'ask', who: s.cast.manager, skill: 'incident/ack', input: { incident: number } },
      ...rooms.flatMap((r) =>
        r.adapter === 'web' && r.ref ? [{ do: 'say', who: s.cast.manager, line: 'takesOther', room: r.ref } as const] : [],
      ),
    ],
  }));

const answers: Partial<Record<Meaning, LineName>> = { greets: 'greets', thanks: 'thanked', asks: 'asked' };

/** Talk that wants an answer gets one; each kind once in a while, not each time. */
function replies(s: Scene): Beat[] {
  if (playedAt(s, 'developerComes') === null) return [];
  return s.heard.flatMap((m) => {
    const line = answers[meaningOf(m.text) ?? 'no'];
    const isRepeated = s.heard.some((x) => x.at < m.at && m.at - x.at < 20_000 && meaningOf(x.text) === meaningOf(m.text));
    // What the bot understands it answers itself.
    if (line === undefined || isRepeated || m.text.startsWith('/') || readSentence(m.text).meaning) return [];
    return [{ id: `replies/${m.id}`, due: () => s.later(m.at, 3), acts: () => [{ do: 'say', who: s.cast.developer, line } as const] }];
  });
}

/** Resolved while orders are still rejected: said at once, and opened again, once. */
const tooEarly: Beat[] = [
  {
    id: 'tooEarly',
    due: (s) => resolvedEarlyAt(s),
    acts: (s) => [{ do: 'say', who: s.cast.developer, line: 'tooEarly' }],
  },
  {
    id: 'reopens',
    due: (s) => {
      const told = playedAt(s, 'tooEarly');
      return told === null || resolvedEarlyAt(s) === null ? null : s.later(told, 6);
    },
    acts: (s) => [ask(s, s.cast.manager, 'incident/reopen', { reason: lineOf('reopens', s) })],
  },
];

function resolvedEarlyAt(s: Scene): number | null {
  const { incident } = s;
  if (!incident || isOpen(incident) || playedAt(s, 'recovers') !== null || incident.resolvedAt === null) return null;
  return s.later(incident.resolvedAt, 4);
}

/** While it is closed too early the story waits for it to be opened again. */
export const isHeldUp = (s: Scene): boolean => resolvedEarlyAt(s) !== null && playedAt(s, 'reopens') === null;
