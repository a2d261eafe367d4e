import { randomUUID } from 'node:crypto';
import { OutsideError } from '../../../ports/errors.ts';
import type { Messages, Outgoing, Ref, Whispering } from '../../../ports/im.ts';
import { isStranger } from './classify.ts';
import type { BotParts } from './parts.ts';
import type { Poster } from './post.ts';
import { Streams } from './stream.ts';

/** What becomes of messages once they are there: WeCom lets a robot change a card while it is being pressed, and nothing else ever. */
export function aibotMessages(parts: BotParts, poster: Poster): Messages {
  const streams = new Streams(parts, poster);
  return {
    async update() {
      throw new OutsideError('unsupported', `${parts.name}: WeCom lets a robot change a card only while somebody presses it.`);
    },
    refresh: (to, message, as) => poster.refresh(to, message, as),
    /** WeCom has no pins. */
    async pin() {},
    whisper: (to, message, how) => whisper(poster, { to, message, how }),
    stream: (to, texts, how) => streams.of({ to, texts, how }),
  };
}

interface Whispered {
  readonly to: Ref;
  readonly message: Outgoing;
  readonly how: Whispering;
}

/** Who asked in a group is answered there, for nothing is shown there to one alone. What answers no question they are told alone, where they
 *  have ever spoken to the robot alone; else there, by name. */
async function whisper(poster: Poster, { to, message, how: { as, user, door, isEcho } }: Whispered): Promise<void> {
  const how = {
    as,
    key: `whisper/${door === undefined ? randomUUID() : `${door} ${message.text}`}`,
    ...(door === undefined ? {} : { door }),
  };
  if (door !== undefined || to.conv === `user:${user}`) return void (await poster.post(to, message, how));
  try {
    await poster.post({ conv: `user:${user}` }, message, how);
  } catch (e) {
    if (!isStranger(e)) throw e;
    // The card that they pressed shows it already.
    if (!isEcho) await poster.post(to, { mentions: [{ name: user, user }], ...message }, how);
  }
}
