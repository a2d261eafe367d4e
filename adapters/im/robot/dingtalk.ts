import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { inert, linkable } from './inert.ts';
import type { Refusal, RobotMake } from './make.ts';
import type { Note } from './note.ts';

const minute = 60_000;
/** Whoever sends too much is shut out for so long. */
const shutOutMs = 10 * minute;
const Answer = z.object({ errcode: z.number(), errmsg: z.string().default('') });

interface Message {
  readonly markdown: { readonly title: string; readonly text: string };
}

/** DingTalk: markdown; signed in the query by the robot's secret. Only who is named in `at` is mentioned. */
export const dingtalk: RobotMake = {
  windows: [{ count: 20, perMs: minute }],
  maxBytes: 20_000,
  write(notes, heading) {
    const title = heading ?? notes[0]?.head ?? '';
    const text = [...(heading ? [`**${heading}**`] : []), ...notes.map(block)].join('\n\n');
    const atUserIds = notes.flatMap((note) => note.mentions.flatMap(({ user }) => (user === null ? [] : [user])));
    return { msgtype: 'markdown', markdown: { title, text }, at: { atUserIds, isAtAll: false } };
  },
  measured: (message) => (message as Message).markdown.text,
  sign(message, { url, secret, now }) {
    if (secret === undefined) return { url, body: message };
    const signed = new URL(url);
    signed.searchParams.set('timestamp', String(now));
    signed.searchParams.set('sign', createHmac('sha256', secret).update(`${now}\n${secret}`).digest('base64'));
    return { url: signed.href, body: message };
  },
  refusal(answer) {
    const read = Answer.safeParse(answer);
    if (!read.success) return undefined;
    const { errcode, errmsg } = read.data;
    return errcode === 0 ? null : { said: `errcode ${errcode} ${errmsg}`, ...meaning(errcode) };
  },
};

function block(note: Note): string {
  const head = note.isPlain ? inert(note.head) : `**${inert(note.head)}**`;
  const links = note.links.flatMap(({ label, url }) => (linkable(url) ? [`[${inert(label)}](${linkable(url)})`] : []));
  const mentions = note.mentions.map(({ name, user }) => `@${user ?? inert(name)}`).join(' ');
  // A single line break is none there.
  return [head, ...note.lines.map(inert), ...links, mentions].filter(Boolean).join('  \n');
}

const tooMany = new Set([130101, 410100]);
const unknown = new Set([300001, 400101, 400102, 400106]);

function meaning(errcode: number): Omit<Refusal, 'said'> {
  if (tooMany.has(errcode))
    return { failure: 'rate-limited', hint: 'DingTalk shuts the robot out for ten minutes.', retryAfterMs: shutOutMs };
  if (errcode === -1) return { failure: 'transient', hint: 'DingTalk is busy.' };
  if (unknown.has(errcode))
    return { failure: 'auth', hint: 'The token in the address is not, or no longer, one of a robot: copy the address again.' };
  if (errcode === 310000)
    return {
      failure: 'auth',
      hint: 'Its security settings refuse it: put the robot on signing, and its secret into `secret` of the channel.',
    };
  if (errcode === 400013) return { failure: 'not-found', hint: 'The group is no longer there.' };
  return { failure: 'invalid', hint: 'See the error codes of DingTalk.' };
}
