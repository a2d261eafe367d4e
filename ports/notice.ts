import type { Target } from '../domain/card/view.ts';
import type { Effect } from '../domain/event/effect.ts';
import type { NoticeCode, Notices } from '../domain/oncall/notices.ts';
import type { Decide } from './bot.ts';

/** What nobody could be told for so long is not told any more. */
const worthMs = 6 * 3_600_000;

/** A schedule and the zone of its clock, for what is said about it. */
export interface Desk {
  readonly schedule: string;
  readonly zone: string;
}

/** The chats in which a person can be written to. */
export function chatsOf(person: string, { store, adapters }: Pick<Decide, 'store' | 'adapters'>): Target[] {
  const ids = store.resources().get('person', person)?.spec.chat;
  if (ids === undefined) return [];
  return adapters.filter((a) => a === 'web' || ids[a] !== undefined).map((adapter) => ({ to: 'person', person, adapter }));
}

/** A line of the duty officer, in the words of whoever reads it. */
export function notice<K extends NoticeCode>(targets: readonly Target[], say: K, data: Notices[K] & Desk, now: number): Effect[] {
  const said: Readonly<Record<string, unknown>> = { ...data };
  return targets.map((target) => ({
    type: 'chat.say',
    data: { target, say, data: said },
    urgency: 'card',
    onCrash: 'repeat',
    validUntil: now + worthMs,
  }));
}
