import { makeOf, type Channel, type Make } from '../../../domain/chat/channel.ts';
import type { Lang } from '../../../domain/text/lang.ts';
import type { Clock } from '../../../ports/clock.ts';
import { OutsideError, UnansweredError } from '../../../ports/errors.ts';
import type { Im } from '../../../ports/im.ts';
import { hostOf, mustBeFine, oneLine, type Outward } from '../../../ports/outward.ts';
import { dingtalk } from './dingtalk.ts';
import { feishu } from './feishu.ts';
import { Line } from './line.ts';
import { fit, type RobotMake } from './make.ts';
import { noteOf, type Note } from './note.ts';
import { wecom } from './wecom.ts';

const robots: Readonly<Record<Make, RobotMake>> = { wecom, dingtalk, feishu };

export interface RobotParts {
  /** A channel as it is configured now. */
  readonly channel: (name: string) => Channel | undefined;
  readonly outward: Outward;
  readonly clock: Clock;
  readonly lang: () => Lang;
  /** Where people go on who have no buttons. */
  readonly home: () => string;
}

type Robot = { readonly make: RobotMake; readonly url: string; readonly secret: string | undefined };

/** The robots of groups in WeCom, DingTalk and Feishu, a conversation for each channel: they post, and that is all they can. What they may not
 *  send one by one goes out together. A card is told again only when it is another state or severity: an edit would be noise. */
export function robotChat(parts: RobotParts): Im {
  const lines = new Map<string, Line<Note>>();
  const lineOf = (robot: Robot): Line<Note> => {
    const id = `${robot.url} ${robot.secret ?? ''}`;
    const known = lines.get(id);
    if (known) return known;
    const { clock } = parts;
    const line = new Line<Note>({ clock, windows: robot.make.windows, deliver: (notes) => deliver(robot, notes, parts) });
    lines.set(id, line);
    return line;
  };
  return {
    id: 'robot',
    showsAgain: () => true,
    onlyPosts: true,
    async post(to, message, { key }) {
      const robot = robotOf(to.conv, parts);
      const note = noteOf(message, { lang: parts.lang(), home: parts.home() });
      await lineOf(robot).send(note, { key, isUrgent: message.about?.kind === 'call' });
      return { conv: to.conv, msg: key };
    },
    async dm(user) {
      throw new OutsideError('unsupported', `robot: it posts into its group and cannot write to ${user} alone`);
    },
    news: ({ about, card, text }) => (about ? `${about.phase} ${card?.severity ?? ''}` : text),
  };
}

function robotOf(name: string, { channel }: RobotParts): Robot {
  const spec = channel(name);
  const make = spec && makeOf(spec);
  if (spec?.platform !== 'robot' || spec.url === undefined || !make)
    throw new OutsideError('not-found', `robot: there is no channel "${name}" with a robot`);
  return { make: robots[make], url: spec.url, secret: spec.secret };
}

/** One message; answers how many of the notes are in it. */
async function deliver({ make, url, secret }: Robot, notes: readonly Note[], { outward, clock, lang }: RobotParts): Promise<number> {
  const { message, count } = fit(make, notes, lang());
  const signed = make.sign(message, { url, secret, now: clock.now() });
  const headers = { 'content-type': 'application/json' };
  const answer = await outward({ who: 'robot', method: 'POST', url: signed.url, headers, body: JSON.stringify(signed.body) });
  const refusal = make.refusal(jsonOf(answer.text));
  if (refusal === null) return count;
  if (answer.status === 504) throw new UnansweredError(`robot: ${hostOf(url)} answered 504: what is behind it did not answer in time`);
  // A proxy before the platform has only its status to say what is wrong.
  if (refusal === undefined) mustBeFine(answer, { who: 'robot', url, now: clock.now(), hint: 'Check the address of the robot.' });
  throw new OutsideError(
    refusal?.failure ?? 'invalid',
    `robot: ${hostOf(url)} answered ${oneLine(refusal?.said ?? answer.text)}. ${refusal?.hint ?? 'Check that a robot is at this address.'}`,
    refusal?.retryAfterMs ?? null,
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
