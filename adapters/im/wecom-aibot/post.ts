import type { Urgency } from '../../../domain/event/effect.ts';
import { Kept } from '../../../ports/kept.ts';
import type { Author, Outgoing, Posting, Ref } from '../../../ports/im.ts';
import { Tries } from '../../../ports/tries.ts';
import { isTaken } from './classify.ts';
import { callOf, contentOf, isCard, type CardContent, type Content } from './content.ts';
import { doorIn, taskIdOf } from './doors.ts';
import { uploaded } from './media.ts';
import type { BotParts } from './parts.ts';
import { changed, replied } from './reply.ts';
import { chatOf, say } from './speech.ts';

const remembered = 5_000;

/** What is said to somebody goes before what is shown to all. */
const urgencyOf = (conv: string, { mentions = [] }: Outgoing): Urgency =>
  conv.startsWith('user:') || mentions.length > 0 ? 'page' : 'card';

/** Posts a message once per key: as the answer to what came in, in the place of a card that is being pressed, or as a message of its own. */
export class Poster {
  readonly #parts: BotParts;
  readonly #done = new Kept<Ref>({ most: remembered });
  readonly #tries = new Tries(remembered);

  constructor(parts: BotParts) {
    this.#parts = parts;
  }

  async post(to: Ref, message: Outgoing, how: Posting): Promise<Ref> {
    chatOf(to.conv, this.#parts.name);
    const urgency = how.urgency ?? urgencyOf(to.conv, message);
    const taskId = taskIdOf(to.conv, { slot: message.slot, key: how.key });
    const once = (what: string, work: () => Promise<Ref>) => this.#done.get(`${to.conv} ${how.key} ${what}`, work);
    const call = callOf(message, this.#parts);
    if (call) await once('call', () => this.send(to, call, urgency));
    const ref = await once('message', () => {
      const now = this.#parts.clock.now();
      const elsewhere = how.isRepeat === true ? now : null;
      return this.#tries.during(taskId, { now, elsewhere }, (since) =>
        this.#said(to, message, { ...how, urgency, taskId, isInDoubt: since !== null }),
      );
    });
    for (const [n, file] of (message.files ?? []).entries())
      await once(`file ${n}`, async () => {
        const media = await uploaded(file, this.#parts);
        return media ? this.send(to, { msgtype: media.msgtype, [media.msgtype]: { media_id: media.mediaId } }, urgency) : to;
      });
    return ref;
  }

  /** Shows a card as it is now in the message that somebody has just pressed; nothing where nobody has. */
  async refresh(to: Ref, message: Outgoing, as: Author): Promise<void> {
    const click = message.slot === undefined ? null : this.#parts.clicks.on(to.conv, message.slot);
    if (!click) return;
    const content = contentOf(message, { as, taskId: click.taskId }, this.#parts);
    if (isCard(content)) await changed(this.#parts, click, content);
  }

  async #said(to: Ref, message: Outgoing, how: Posting & { urgency: Urgency; taskId: string; isInDoubt: boolean }): Promise<Ref> {
    const { clicks, clock } = this.#parts;
    const { as, key, urgency, taskId, isInDoubt } = how;
    const content = contentOf(message, { as, taskId }, this.#parts);
    const door = doorIn(how.door, clock.now());
    const said = { conv: to.conv, urgency };
    if (door && (await replied(this.#parts, { door, content, text: message.text, key, isInDoubt, said }))) return { ...to, msg: taskId };
    const click = message.slot === undefined ? null : clicks.on(to.conv, message.slot);
    if (click && isCard(content) && (await changed(this.#parts, click, renamed(content, click.taskId))))
      return { ...to, msg: click.taskId };
    const isBelow = message.follows !== undefined;
    return this.send({ ...to, msg: taskId }, isBelow ? contentOf(message, { as, taskId, isBelow }, this.#parts) : content, urgency);
  }

  /** A message of its own. */
  async send(to: Ref, content: Content | object, urgency: Urgency): Promise<Ref> {
    const body = { ...chatOf(to.conv, this.#parts.name), ...content };
    try {
      await say(this.#parts, { cmd: 'aibot_send_msg', body }, { conv: to.conv, urgency });
    } catch (e) {
      // An earlier try got through, and its answer was lost.
      if (!isTaken(e)) throw e;
    }
    return to;
  }
}

const renamed = ({ template_card: card, ...content }: CardContent, task_id: string): CardContent => ({
  ...content,
  template_card: { ...card, task_id },
});
