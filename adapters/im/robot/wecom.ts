import type { Tone } from '../../../domain/card/card.ts';
import { z } from 'zod';
import { inert, linkable } from './inert.ts';
import type { Refusal, RobotMake } from './make.ts';
import type { Note } from './note.ts';

const minute = 60_000;
const Answer = z.object({ errcode: z.number(), errmsg: z.string().default('') });

const colours: Readonly<Record<Tone, string>> = { alarm: 'warning', warn: 'warning', good: 'info', quiet: 'comment' };

/** WeCom: markdown with bold, links and three colours. It does not sign: whoever has the address may post. */
export const wecom: RobotMake = {
  windows: [{ count: 20, perMs: minute }],
  maxBytes: 4096,
  write(notes, heading) {
    const blocks = notes.map(block);
    return { msgtype: 'markdown', markdown: { content: [...(heading ? [`**${heading}**`] : []), ...blocks].join('\n\n') } };
  },
  measured: (message) => (message as { markdown: { content: string } }).markdown.content,
  sign: (message, { url }) => ({ url, body: message }),
  refusal(answer) {
    const read = Answer.safeParse(answer);
    if (!read.success) return undefined;
    const { errcode, errmsg } = read.data;
    return errcode === 0 ? null : { said: `errcode ${errcode} ${errmsg}`, ...meaning(errcode) };
  },
};

function block(note: Note): string {
  const head = note.isPlain ? inert(note.head) : `**<font color="${colours[note.tone]}">${inert(note.head)}</font>**`;
  const links = note.links.flatMap(({ label, url }) => (linkable(url) ? [`[${inert(label)}](${linkable(url)})`] : []));
  const mentions = note.mentions.map(({ name, user }) => (user === null ? `@${inert(name)}` : `<@${user}>`)).join(' ');
  return [head, ...note.lines.map((line) => (note.isPlain ? inert(line) : `> ${inert(line)}`)), ...links, mentions]
    .filter(Boolean)
    .join('\n');
}

function meaning(errcode: number): Omit<Refusal, 'said'> {
  if (errcode === 45009) return { failure: 'rate-limited', hint: 'The robot may send 20 messages a minute.', retryAfterMs: minute };
  if (errcode === -1 || errcode === 45033) return { failure: 'transient', hint: 'WeCom is busy.' };
  if (errcode === 93000)
    return { failure: 'auth', hint: 'The key in the address is not, or no longer, one of a robot: copy the address of the robot again.' };
  return { failure: 'invalid', hint: 'See the error codes of WeCom.' };
}
