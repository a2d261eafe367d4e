import type { Meaning } from '../../domain/chat/sentence-meaning.ts';
import { isRefusal, type Refusal } from '../../domain/event/reply.ts';
import { personNamed, scheduleNamed } from '../../domain/oncall/named.ts';
import type { Resources } from '../../domain/resource/resource.ts';
import { call, unclear, type Plan } from './plan.ts';

export type DutyMeaning = Extract<Meaning, { is: 'on-call' | 'shifts' | 'gaps' | 'cover' | 'take' | 'swap' | 'offer-shift' }>;

interface Speaker {
  readonly resources: Resources;
  readonly me: string | null;
}

/** What a sentence about shifts leads to. A name that is none, or several, is asked back in a short line. */
export function dutyPlan(meaning: DutyMeaning, speaker: Speaker): Plan {
  const person = (said: string | null): string | Refusal => personNamed(said ?? 'me', { ...speaker, field: 'person' });
  switch (meaning.is) {
    case 'on-call':
      return aboutSchedule('oncall/who', meaning.about, meaning.at === undefined ? {} : { at: meaning.at }, speaker);
    case 'gaps':
      return aboutSchedule('oncall/gaps', meaning.about, {}, speaker);
    case 'shifts':
      return withPeople({ person: person(meaning.person) }, (names) => call('oncall/shifts', names));
    case 'cover':
      return withPeople({ person: person(meaning.person), instead: person(meaning.instead) }, (names) =>
        call('oncall/cover', { ...names, from: meaning.when }),
      );
    case 'take':
      return meaning.from === null
        ? call('oncall/take', {})
        : withPeople({ from: person(meaning.from) }, (names) => call('oncall/take', names));
    case 'swap':
      return withPeople({ person: person(meaning.person) }, (names) =>
        call('oncall/swap', { ...names, ...(meaning.when === null ? {} : { from: meaning.when }) }),
      );
    case 'offer-shift':
      return unclear(
        '请谁来顶班？可以说：小博替我今晚 20-08，或：和小博换班。',
        'Who should take it? Say: bo covers me tonight 20-08, or: swap with bo.',
      );
  }
}

function aboutSchedule(skill: string, about: string | null, more: Readonly<Record<string, unknown>>, { resources }: Speaker): Plan {
  if (about === null) return call(skill, more);
  const schedule = scheduleNamed(about, resources);
  if (!isRefusal(schedule)) return call(skill, { schedule, ...more });
  const question = asked(schedule);
  // Several may be meant: it was a question, and whoever asked waits for the answer.
  return question.is === 'unclear' && schedule.refused === 'input' ? { is: 'say', text: question.text } : question;
}

function withPeople(names: Readonly<Record<string, string | Refusal>>, plan: (names: Readonly<Record<string, unknown>>) => Plan): Plan {
  const unknown = Object.values(names).find(isRefusal);
  return unknown ? asked(unknown) : plan(names);
}

/** The question of a refusal, without the name of the field: nobody has filled in a form. */
function asked({ because, issues }: Refusal): Plan {
  const { zh, en } = issues?.[0]?.message ?? because;
  return unclear(zh, en.charAt(0).toUpperCase() + en.slice(1));
}
