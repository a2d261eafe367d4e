import type { Decision } from '../event/decision.ts';
import type { Effect } from '../event/effect.ts';
import { keyOf, type Fact, type Told } from '../event/event.ts';
import type { Escalation, Stepped } from './escalation.ts';
import { nextStep, type Crew, type Step } from './next-step.ts';

const minute = 60_000;

export interface Moment {
  /** UTC ms. */
  readonly now: number;
  readonly crew: Crew;
  /** Facts that come before the step. */
  readonly before: readonly Fact[];
  /** Whose turn it is, where that was asked. */
  readonly drawn?: string;
}

/** Fires the next staffed step, or asks whose turn it is where the step calls one of several, or says that there is nobody. */
export function fireNext(e: Escalation, moment: Moment): Decision {
  const next = nextStep(e.plan, e, e.acked ? withAcker(moment.crew, e) : moment.crew);
  if (!next) return nobody(e, moment.before);
  const { drawn } = moment;
  if (!e.plan.steps[next.step]?.roundRobin || next.people.length < 2) return fire(e, next, moment);
  return drawn !== undefined && next.people.includes(drawn) ? fire(e, { ...next, people: [drawn] }, moment) : askWhoseTurn(e, next, moment);
}

/** After an acknowledgement that came to nothing whoever gave it is called with the first step. */
const withAcker = (crew: Crew, e: Escalation): Crew => ({
  ...crew,
  people(targets) {
    const people = crew.people(targets);
    const acker = e.acked?.person ? crew.people([{ person: e.acked.person }]) : [];
    return targets === e.plan.steps[0]?.to ? [...new Set([...people, ...acker])] : people;
  },
});

/** The page of a person at a step; there is never a second one. */
export const pageId = (e: Pick<Escalation, 'id' | 'about'>, { cycle, step }: { cycle: number; step: number }, person: string): string =>
  `${e.about.incident ?? e.about.group ?? e.id}.${cycle}.${step}.${person}`;

/** What the alarm after the last step brings: no further step, but the word that nobody answered. */
const over = { cycle: -1, step: -1 };

/** A page for each of its people, a word in each of its channels, and an alarm for what follows. */
function fire(e: Escalation, next: Step, { before, now }: Moment): Decision {
  const { cycle, step, people, channels, skipped } = next;
  const pages = people.map((person) => pageId(e, next, person));
  const nextAt = now + (next.next?.afterMinutes ?? e.plan.steps.at(-1)?.delayMinutes ?? 5) * minute;
  const following = next.next && { cycle: next.next.cycle, step: next.next.step };
  const everyone = e.plan.steps[step]?.everyone === true && people.length > 1;
  const called = { people, step, cycle, skipped, ...(channels.length > 0 ? { channels } : {}), ...(everyone ? { everyone } : {}) };
  const stepped: Stepped = { ...called, pages, next: following, nextAt };
  const calls: Told[] = people.map((person, i) => ({
    key: keyOf('page', pages[i] ?? person),
    type: 'page.start',
    data: { person, about: e.about, escalation: e.id },
  }));
  if (e.about.incident) calls.push({ key: keyOf('incident', e.about.incident), type: 'step.fired', data: called });
  return {
    because: { code: step === -1 ? 'last-resort' : 'step-due', data: { step, skipped } },
    facts: [...before, { type: 'escalation.stepped', data: stepped }],
    tell: calls,
    effects: channels.map((channel) => wordIn(channel, e, next)),
    timers: [{ name: 'step', at: nextAt, event: { type: 'escalation.due', data: following ?? over } }],
  };
}

const wordIn = (channel: string, e: Escalation, { cycle, step }: Step): Effect => ({
  type: 'channel.call',
  data: { channel, escalation: e.id, about: e.about, cycle, step },
  urgency: 'page',
  onCrash: 'repeat',
});

/** The alarm makes sure that the step fires even if no answer comes. */
function askWhoseTurn(e: Escalation, next: Step, { before, now }: Moment): Decision {
  const place = { cycle: e.cycle, step: e.step };
  return {
    because: { code: 'whose-turn', data: { step: next.step } },
    facts: before,
    tell: [
      {
        key: keyOf('draw', `${e.plan.policy ?? e.id}/${next.step}`),
        type: 'draw.wanted',
        data: { people: next.people, escalation: e.id, ...place },
      },
    ],
    timers: [{ name: 'step', at: now + minute, event: { type: 'escalation.due', data: place } }],
  };
}

const nobody = (e: Escalation, before: readonly Fact[]): Decision => ({
  because: { code: 'nobody-on-call' },
  facts: [...before, { type: 'escalation.exhausted', data: {} }],
  tell: toldOver(e, []),
});

/** The incident hears that its calling is over, and that `people` were called for nothing. */
export const toldOver = (e: Escalation, people: readonly string[]): Told[] =>
  e.about.incident ? [{ key: keyOf('incident', e.about.incident), type: 'call.over', data: { people } }] : [];

/** The place in page ids of those whom the auditor calls: no step has it. */
const auditorStep = -2;

/** Whoever answers in the last resort is called because calling had come to a standstill. Once a round: a page is never there twice. */
export function shout(e: Escalation, crew: Crew): { facts: Fact[]; tell: Told[] } {
  const place = { cycle: e.cycle, step: auditorStep };
  const people = crew.lastResort(e.plan);
  const pages = people.map((person) => ({ person, id: pageId(e, place, person) }));
  const tell: Told[] = pages.map(({ person, id }) => ({
    key: keyOf('page', id),
    type: 'page.start',
    data: { person, about: e.about, escalation: e.id },
  }));
  if (e.about.incident && people.length > 0)
    tell.push({ key: keyOf('incident', e.about.incident), type: 'step.fired', data: { people, ...place, skipped: [] } });
  return { facts: pages.map(({ id }) => ({ type: 'escalation.shouted', data: { page: id } })), tell };
}
