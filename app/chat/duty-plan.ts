import type { Meaning } from '../../domain/chat/sentence-meaning.ts';
import { isRefusal, type Refusal } from '../../domain/event/reply.ts';
import { nameOf } from '../../domain/firm/of-firm.ts';
import { personNamed, scheduleNamed, type Speaker as Naming } from '../../domain/oncall/named.ts';
import type { Rota } from '../../domain/oncall/rota.ts';
import { asked, call, unclear, type Plan } from './plan.ts';

export type DutyMeaning = Extract<
  Meaning,
  { is: 'on-call' | 'shifts' | 'gaps' | 'cover' | 'covered' | 'answer-swap' | 'take' | 'swap' | 'offer-shift' }
>;

interface Speaker extends Naming {
  readonly rotas: ReadonlyMap<string, Rota>;
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
      return withPeople({ person: person(meaning.person) }, (names) =>
        call('oncall/shifts', { ...names, ...(meaning.when === undefined ? {} : { when: meaning.when }) }),
      );
    case 'cover':
      return withPeople({ person: person(meaning.person), instead: person(meaning.instead), ...placed(meaning, speaker) }, (names) => {
        const plan = call('oncall/cover', { ...names, from: meaning.when });
        return meaning.isAsked ? { ...plan, isAsked: true } : plan;
      });
    case 'covered':
      return withPeople({ person: person(meaning.person) }, (names) => call('oncall/covered', { ...names, when: meaning.when }));
    case 'answer-swap':
      return answerSwap(meaning.agrees ? 'agree' : 'decline', speaker);
    case 'take':
      return meaning.from === null
        ? call('oncall/take', {})
        : withPeople({ from: person(meaning.from) }, (names) => call('oncall/take', names));
    case 'swap':
      return withPeople({ person: person(meaning.person), ...placed(meaning, speaker) }, (names) =>
        call('oncall/swap', { ...names, ...(meaning.when === null ? {} : { from: meaning.when }) }),
      );
    case 'offer-shift':
      return unclear(
        '请谁来顶班？可以说：小博替我今晚 20-08，或：和小博换班。',
        'Who should take it? Say: bo covers me tonight 20-08, or: swap with bo.',
      );
  }
}

const placed = ({ schedule }: { readonly schedule?: string }, { resources }: Speaker): Readonly<Record<string, string | Refusal>> =>
  schedule === undefined ? {} : { schedule: scheduleNamed(schedule, resources) };

/** Answers the only swap that waits for whoever speaks. */
function answerSwap(answer: 'agree' | 'decline', { rotas, resources, me }: Speaker): Plan {
  const waiting = [...rotas.values()].flatMap(({ swaps }) => swaps.filter((s) => s.state === 'asked' && s.to === me));
  const [only] = waiting;
  if (!only) return unclear('没有等你答复的换班。', 'No swap waits for you.');
  if (waiting.length === 1) return call(`oncall/${answer}`, { swap: only.id });
  const ways = waiting.map(({ id, from }) => `/oncall ${answer} ${id} (${nameOf(resources, from)})`);
  return unclear(`是哪一个？${ways.join('、')}`, `Which one? ${ways.join(', ')}`);
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
