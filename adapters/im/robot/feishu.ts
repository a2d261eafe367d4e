import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Tone } from '../../../domain/card/card.ts';
import type { Refusal, RobotMake } from './make.ts';
import { linkable } from './inert.ts';
import type { Note } from './note.ts';

const Answer = z.object({ code: z.number(), msg: z.string().default('') });

const colours: Readonly<Record<Tone, string>> = { alarm: 'red', warn: 'orange', good: 'green', quiet: 'grey' };
/** Nothing in it is read as markup. */
const plain = (content: string) => ({ tag: 'plain_text', content }) as const;

/** Feishu and Lark: a card whose texts are plain, signed in the body by the robot's secret. */
export const feishu: RobotMake = {
  windows: [
    { count: 100, perMs: 60_000 },
    { count: 5, perMs: 1_000 },
  ],
  maxBytes: 20_000,
  write(notes, heading) {
    const [first] = notes;
    const isPlain = heading === null && first?.isPlain === true;
    const title = heading ?? (isPlain ? '' : (first?.head ?? ''));
    const header = { title: plain(title), template: colours[heading === null ? (first?.tone ?? 'quiet') : 'quiet'] };
    const elements = notes.flatMap((note) => elementsOf(note, heading !== null || isPlain));
    return { msg_type: 'interactive', card: { config: { wide_screen_mode: true }, ...(isPlain ? {} : { header }), elements } };
  },
  measured: (message) => JSON.stringify(message),
  sign(message, { url, secret, now }) {
    if (secret === undefined) return { url, body: message };
    const timestamp = String(Math.floor(now / 1_000));
    // The text to sign is the key here, and nothing is what is signed.
    const sign = createHmac('sha256', `${timestamp}\n${secret}`).digest('base64');
    return { url, body: { timestamp, sign, ...message } };
  },
  refusal(answer) {
    const read = Answer.safeParse(answer);
    if (!read.success) return undefined;
    const { code, msg } = read.data;
    return code === 0 ? null : { said: `code ${code} ${msg}`, ...meaning(code, msg) };
  },
};

function elementsOf(note: Note, withHead: boolean): object[] {
  const text = [...(withHead ? [note.head] : []), ...note.lines].join('\n');
  const buttons = note.links.flatMap(({ label, url }) => {
    const at = linkable(url);
    return at === null ? [] : [{ tag: 'button', text: plain(label), type: 'primary', url: at }];
  });
  const users = note.mentions.flatMap(({ user }) => (user === null ? [] : [`<at id=${user}></at>`]));
  const names = note.mentions.flatMap(({ name, user }) => (user === null ? [`@${name}`] : []));
  return [
    ...(text === '' ? [] : [{ tag: 'div', text: plain(text) }]),
    ...(users.length > 0 ? [{ tag: 'div', text: { tag: 'lark_md', content: users.join(' ') } }] : []),
    ...(names.length > 0 ? [{ tag: 'div', text: plain(names.join(' ')) }] : []),
    ...(buttons.length > 0 ? [{ tag: 'action', actions: buttons }] : []),
  ];
}

const tooMany = new Set([11232, 11233]);

function meaning(code: number, msg: string): Omit<Refusal, 'said'> {
  if (tooMany.has(code) || /too many|frequency limit/iu.test(msg))
    return { failure: 'rate-limited', hint: 'The robot may send 100 messages a minute and 5 a second.', retryAfterMs: 10_000 };
  if (code === 19001)
    return { failure: 'auth', hint: 'The token in the address is not, or no longer, one of a robot: copy the address again.' };
  if (code === 19021)
    return { failure: 'auth', hint: 'Check `secret` of the channel, and the clock of this machine: an hour is all that may lie between.' };
  if (code === 19022) return { failure: 'forbidden', hint: 'Add the address of this machine to the ones that the robot lets in.' };
  if (code === 19024) return { failure: 'invalid', hint: 'The robot wants a keyword in each message: put it on signing instead.' };
  return { failure: 'invalid', hint: 'See the error codes of Feishu.' };
}
