import { isOpen } from '../../domain/incident/incident.ts';
import { after, ask, playedAt, say, type Beat } from './beat.ts';
import { newcomer } from './firm.ts';
import { verdictIn } from './heard.ts';
import { lineOf } from './lines.ts';
import { isHeldUp, reactionsTo } from './reactions.ts';
import { causeOf, type Scene } from './scene.ts';

const minute = 60_000;

/** The incident of 09:31: a release that lacks a table, rejected orders, a roll-back. Each beat waits for what must come before it, and where
 *  it is the newcomer's turn, for the newcomer, but not for ever. */
const beats: readonly Beat[] = [
  {
    id: 'morning',
    due: ({ run }) => run.beganAt,
    acts: ({ run, cast }) => [
      { do: 'say', who: cast.manager, line: 'handover', room: 'ops', at: run.beganAt - 59 * minute },
      { do: 'say', who: cast.developer, line: 'released', room: 'ops', at: run.beganAt - 18 * minute },
      { do: 'say', who: cast.matching, line: 'auction', room: 'ops', at: run.beganAt - 5 * minute },
    ],
  },
  { id: 'warns', due: after('morning', 5), acts: () => [{ do: 'alerts', alerts: ['warning'], over: false }] },
  { id: 'breaks', due: after('warns', 7), acts: () => [{ do: 'alerts', alerts: ['rejects'], over: false }] },
  { id: 'spreads', due: after('breaks', 6), acts: () => [{ do: 'alerts', alerts: ['errors', 'app'], over: false }] },
  {
    // The newcomer silenced the alerts before they came: people declare where machines were told to be quiet.
    id: 'declares',
    due: (s) => (s.incident ? null : after('breaks', 20)(s)),
    acts: (s) => [
      {
        do: 'ask',
        who: s.cast.manager,
        skill: 'incident/declare',
        input: { title: lineOf('declares', s), severity: 'SEV1', system: 'order-gateway', cause: causeOf(s.run) },
      },
    ],
  },
  {
    id: 'developerComes',
    due: (s) => (s.incident && s.room !== null ? s.later(s.incident.acknowledgedAt ?? s.later(s.incident.declaredAt, 40), 4) : null),
    acts: (s) => [
      ask(s, s.cast.developer, 'incident/assign', { role: 'operations', person: s.cast.developer }),
      say(s.cast.developer, 'developerComes'),
    ],
  },
  { id: 'asksMatching', due: after('developerComes', 8), acts: (s) => [say(s.cast.developer, 'asksMatching')] },
  {
    id: 'callsMatching',
    due: (s) => {
      const asked = playedAt(s, 'asksMatching');
      return asked === null ? null : s.later(lookedUpAt(s) ?? asked, lookedUpAt(s) === null ? 30 : 4);
    },
    acts: (s) => [
      say(s.cast.developer, lookedUpAt(s) === null ? 'callsMatching' : 'callsMatchingThanks'),
      ask(s, s.cast.developer, 'incident/assign', { role: 'scribe', person: s.cast.matching }),
    ],
  },
  {
    id: 'leads',
    due: (s) => (leaderOf(s) === null ? after('asksMatching', 18)(s) : null),
    acts: (s) => [ask(s, standIn(s), 'incident/assign', { role: 'commander', person: standIn(s) }), say(standIn(s), 'takesLead')],
  },
  {
    id: 'followsYou',
    due: (s) => (leaderOf(s) === newcomer ? after('developerComes', 3)(s) : null),
    acts: (s) => [say(s.cast.developer, 'followsYou')],
  },
  {
    id: 'matchingFinds',
    due: after('callsMatching', 8),
    acts: (s) => [say(s.cast.matching, 'matchingFinds'), noted(s, s.cast.matching, 'matchingFinds')],
  },
  {
    id: 'finds',
    due: after('matchingFinds', 8),
    acts: (s) => [say(s.cast.developer, 'finds'), noted(s, s.cast.developer, 'finds')],
  },
  { id: 'proposes', due: (s) => (leaderOf(s) === null ? null : after('finds', 5)(s)), acts: (s) => [say(s.cast.developer, 'proposes')] },
  {
    id: 'waits',
    due: (s) => (verdict(s)?.is === 'no' ? s.later(verdict(s)?.at ?? s.now, 2) : null),
    acts: (s) => [say(s.cast.developer, 'waits')],
  },
  { id: 'agrees', due: agreedAt, acts: (s) => consent(s) },
  { id: 'rollsBack', due: after('agrees', 3), acts: (s) => [say(s.cast.developer, 'rollsBack'), noted(s, s.cast.developer, 'rollsBack')] },
  {
    id: 'falls',
    due: after('rollsBack', 12),
    acts: (s) => [{ do: 'alerts', alerts: ['errors', 'app'], over: true }, say(s.cast.developer, 'falls')],
  },
  {
    id: 'mitigates',
    due: (s) => (isBefore(s, 'mitigated') ? after('falls', leaderOf(s) === newcomer ? 25 : 6)(s) : null),
    acts: (s) => [ask(s, standIn(s), 'incident/mitigate'), say(standIn(s), 'mitigates')],
  },
  {
    id: 'recovers',
    due: (s) => (isBefore(s, 'mitigated') ? after('mitigates', 10)(s) : after('falls', 12)(s)),
    acts: (s) => [{ do: 'alerts', alerts: ['rejects', 'warning'], over: true }, say(s.cast.matching, 'recovered')],
  },
  {
    id: 'resolves',
    due: (s) => (isBefore(s, 'resolved') ? after('recovers', 40)(s) : null),
    acts: (s) => [say(standIn(s), 'resolves'), ask(s, standIn(s), 'incident/resolve')],
  },
  { id: 'ends', due: endedAt, acts: () => [{ do: 'tell-story' }] },
];

/** What may happen next, whatever comes first. */
export function beatsOf(s: Scene): readonly Beat[] {
  const reactions = reactionsTo(s);
  return isHeldUp(s) ? reactions : [...reactions, ...beats];
}

export const isOver = (s: Pick<Scene, 'run'>): boolean => s.run.played['ends'] !== undefined;

export const leaderOf = (s: Scene): string | null => s.incident?.roles.commander ?? null;

/** Who does what the newcomer leaves undone: the colleague who leads or picked up, else the duty manager. */
function standIn(s: Scene): string {
  const colleague = (p: string | null | undefined): p is string => typeof p === 'string' && p !== newcomer;
  return [leaderOf(s), s.incident?.acknowledgedBy].find(colleague) ?? s.cast.manager;
}

export function isBefore({ incident }: Scene, progress: 'mitigated' | 'resolved'): boolean {
  if (!incident) return false;
  return progress === 'resolved' ? isOpen(incident) : incident.progress === 'open' || incident.progress === 'acknowledged';
}

/** When the newcomer asked who is on call for matching, after they were asked to. */
function lookedUpAt(s: Scene): number | null {
  const asked = playedAt(s, 'asksMatching');
  return s.heard.find((m) => asked !== null && m.at >= asked && /撮合|值班|on.?call|matching|oncall/iu.test(m.text))?.at ?? null;
}

function verdict(s: Scene): ReturnType<typeof verdictIn> {
  const proposed = playedAt(s, 'proposes');
  return proposed === null ? null : verdictIn(s.heard, proposed);
}

/** A yes of the newcomer counts at once, whoever leads; a no holds it up until the duty manager decides. */
function agreedAt(s: Scene): number | null {
  const proposed = playedAt(s, 'proposes');
  if (proposed === null) return null;
  const word = verdict(s);
  if (word?.is === 'yes') return s.later(word.at, 2);
  if (word?.is === 'no') return s.later(word.at, 30);
  return s.later(proposed, leaderOf(s) === newcomer ? 35 : 6);
}

function consent(s: Scene): ReturnType<Beat['acts']> {
  if (verdict(s)?.is === 'yes') return [];
  const isOverruled = leaderOf(s) === newcomer || verdict(s)?.is === 'no';
  return [isOverruled ? say(s.cast.manager, 'answersForIt') : say(standIn(s), 'agrees')];
}

const noted = (s: Scene, who: string, line: 'matchingFinds' | 'finds' | 'rollsBack') =>
  ask(s, who, 'incident/note', { text: lineOf(line, s) });

function endedAt(s: Scene): number | null {
  const recovered = playedAt(s, 'recovers');
  const resolved = s.incident?.resolvedAt ?? null;
  return recovered === null || resolved === null || isBefore(s, 'resolved') ? null : s.later(Math.max(recovered, resolved), 4);
}

/** What the newcomer may do next; a code for the coach. */
export type Stage = 'calm' | 'ring' | 'taken' | 'hello' | 'matching' | 'lead' | 'decide' | 'mitigate' | 'resolve' | 'watch' | 'over';

export function stageOf(s: Scene, isRung: boolean): Stage {
  const has = (id: string): boolean => playedAt(s, id) !== null;
  if (isOver(s)) return 'over';
  if (isRung) return 'ring';
  if (!s.incident) return 'calm';
  if (has('recovers')) return isBefore(s, 'resolved') ? 'resolve' : 'watch';
  if (has('falls')) return isBefore(s, 'mitigated') ? 'mitigate' : 'watch';
  if (has('proposes') && !has('agrees') && leaderOf(s) === newcomer) return 'decide';
  const isStranger = s.heard.length === 0;
  if (isStranger && s.incident.acknowledgedBy !== newcomer) return 'taken';
  if (has('asksMatching') && !has('callsMatching') && lookedUpAt(s) === null) return 'matching';
  if (isStranger) return 'hello';
  return leaderOf(s) === null ? 'lead' : 'watch';
}
