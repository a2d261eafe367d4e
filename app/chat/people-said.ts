import type { Caller } from '../../domain/access/caller.ts';
import { isRefusal, type Refusal } from '../../domain/event/reply.ts';
import { peopleNamed, personNamed, type Speaker } from '../../domain/oncall/named.ts';
import type { Skill } from '../../ports/skill.ts';
import type { StoreReader } from '../../ports/store.ts';
import { put } from './command.ts';

interface Place {
  readonly skill: Skill;
  readonly field: string;
}

type Input = Readonly<Record<string, unknown>>;

/** Fields in which people are named. */
const ofPeople: ReadonlySet<string> = new Set(['person', 'people', 'instead']);
/** What may be the own name of somebody who is here no more: the skill knows whether that makes sense. */
const ownName = /^[a-z0-9][a-z0-9._-]*$/u;

/** What was said in a chat, as a skill takes it: people by their own names, however they were named. The first of whom it is not clear who is meant
 *  refuses it all. */
export function knownPeople(input: Input, skill: Skill, speaker: Speaker): Input | Refusal {
  const known: Record<string, unknown> = { ...input };
  for (const field of Object.keys(input).filter((name) => ofPeople.has(name) && input[name] !== undefined)) {
    const named = fieldOfPeople(input[field], { skill, field }, speaker);
    if (isRefusal(named)) return named;
    known[field] = named;
  }
  return known;
}

/** Whom an answer to a question about people means; null: it is not about people, or not clear. */
export function peopleAnswered(said: string, place: Place, speaker: Speaker): string | readonly string[] | null {
  if (!ofPeople.has(place.field)) return null;
  const input: Record<string, unknown> = {};
  put(input, place.skill, place.field, said);
  const named = namedIn(input[place.field], place, speaker);
  return isRefusal(named) ? null : named;
}

function fieldOfPeople(said: unknown, place: Place, speaker: Speaker): unknown {
  const named = namedIn(said, place, speaker);
  const isOwnName = [said].flat().every((name) => typeof name === 'string' && ownName.test(name));
  return isRefusal(named) && named.refused === 'not-found' && isOwnName ? said : named;
}

function namedIn(said: unknown, { skill, field }: Place, speaker: Speaker): string | readonly string[] | Refusal {
  const naming = { ...speaker, field, mayBeTeam: field === 'people' && Object.hasOwn(skill.labels, 'teams') };
  return Array.isArray(said) ? peopleNamed(said.map(String), naming) : personNamed(String(said), naming);
}

/** Who speaks, and by which ids they know people there. */
export const speakerOf = ({ viewer, via }: Caller, store: StoreReader): Speaker => ({
  resources: store.duty(),
  me: viewer.person,
  ...(via.startsWith('chat:') ? { chat: via.slice('chat:'.length) } : {}),
});
