import type { Inbound } from '../../../domain/chat/heard.ts';

/** A message as Wechaty tells it. */
export interface Written {
  readonly id: string;
  readonly at: number;
  readonly talker: { readonly id: string; readonly isSelf: boolean; readonly isOfficial: boolean };
  readonly room: string | null;
  readonly text: string;
  readonly isText: boolean;
  readonly mentionsUs: boolean;
  /** Our own name there. */
  readonly ourName: string;
}

/** A puppet that has just logged in tells anew what was said long ago. */
const staleMs = 10 * 60_000;

/** What a message means to us; null: nothing. Our own words come back as well, official accounts talk to nobody in particular. */
export function heardIn(m: Written, now: number): Inbound | null {
  if (m.talker.isSelf || m.talker.isOfficial || !m.isText || m.at < now - staleMs) return null;
  const isDirect = m.room === null;
  const text = withoutUs(m.text, m.ourName);
  return {
    key: `said/${m.id}`,
    at: m.at,
    user: m.talker.id,
    conv: isDirect ? `user:${m.talker.id}` : `room:${m.room}`,
    did: { is: 'said', msg: m.id, text, isToUs: m.mentionsUs || isDirect, isDirect },
  };
}

/** A mention ends with a space of its own kind (U+2005); typed by hand, with any. */
function withoutUs(text: string, ourName: string): string {
  if (ourName === '') return text.trim();
  const name = ourName.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
  return text.replaceAll(new RegExp(String.raw`@${name}(?:[\s\u2005]|$)`, 'gu'), ' ').trim();
}

/** Who came into or left a room, or we did. */
export interface Moved {
  readonly room: string;
  readonly user: string;
  readonly isSelf: boolean;
  readonly at: number;
}

/** `at` tells one coming from the next of the same person. */
export const joinedIn = ({ room, user, isSelf, at }: Moved): Inbound => ({
  key: `joined/${room}/${user}/${at}`,
  at,
  user,
  conv: `room:${room}`,
  did: isSelf ? { is: 'room', now: 'open' } : { is: 'joined' },
});

/** Null: somebody else left, which is their matter. */
export const leftIn = ({ room, user, isSelf, at }: Moved): Inbound | null =>
  isSelf ? { key: `left/${room}/${at}`, at, user, conv: `room:${room}`, did: { is: 'room', now: 'without-us' } } : null;
