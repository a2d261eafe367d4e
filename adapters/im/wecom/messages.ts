import { botName } from '../../../domain/chat/bot-name.ts';
import { templateCard } from '../../../domain/card/wecom/template.ts';
import { OutsideError, UnansweredError } from '../../../ports/errors.ts';
import type { Messages, Outgoing, Ref } from '../../../ports/im.ts';
import { Doubts } from '../../../ports/kept.ts';
import { agentOf, type WecomParts } from './parts.ts';
import { placeOf } from './place.ts';
import { urgencyOf } from './post.ts';
import { isAbout } from './refusals.ts';
import { gist, type Code, type Showing, type TaskCodes } from './task-codes.ts';

const remembered = 2_000;

interface Change {
  readonly user: string;
  readonly task: string;
  readonly shows: Showing;
  readonly code: Code;
}

/** A card can be changed once for each code: with one that came when it was sent, and one with each press. What changes nothing that somebody
 *  has to know at once is left for the next change. */
class CardUpdates {
  readonly #parts: WecomParts;
  readonly #codes: TaskCodes;
  readonly #doubts = new Doubts(remembered);

  constructor(parts: WecomParts, codes: TaskCodes) {
    this.#parts = parts;
    this.#codes = codes;
  }

  async update(ref: Ref, message: Outgoing): Promise<'edited' | 'gone'> {
    const place = placeOf(ref, this.#parts.name);
    const { msg: task = '' } = ref;
    if (place.is !== 'user' || !message.card || task === '') return 'gone';
    const before = await this.#codes.shown(task);
    const shows = { gist: gist(message.card, message.about), as: before?.as ?? 'emergency-assistant' };
    if (before?.gist === shows.gist) return 'edited';
    const { user } = place;
    if (!(await this.#codes.use(task, (code) => this.#change({ user, task, shows, code }, message)))) return 'gone';
    await this.#codes.shows(task, shows);
    return 'edited';
  }

  /** False where the code is not good (any more). What failed in passing may be tried with the same code. */
  async #change(card: Change, message: Outgoing): Promise<boolean> {
    const key = `${card.task} ${card.shows.gist}`;
    const wasInDoubt = this.#doubts.has(key);
    try {
      await this.#doubts.during(
        key,
        (e) => e instanceof UnansweredError,
        () => this.#call(card, message),
      );
      return true;
    } catch (e) {
      if (isAbout(e, /response_?code/iu)) return wasInDoubt;
      // Where we are not let in nothing was used up.
      if (e instanceof OutsideError && (e.passing || e.failure === 'auth')) await this.#codes.back(card.task, card.code);
      throw e;
    }
  }

  async #call({ user, task, code, shows }: Change, message: Outgoing): Promise<void> {
    const { calls, origin, lang: shared, noted, name } = this.#parts;
    const lang = message.lang ?? shared();
    const { card, degraded } = templateCard(message.card ?? { title: '' }, {
      lang,
      bot: botName(shows.as, lang),
      taskId: task,
      home: origin(),
    });
    if (degraded.length > 0) noted('a message was cut to what WeCom shows', { chat: name, task, degraded });
    await calls.make({
      method: 'message/update_template_card',
      urgency: urgencyOf(message, {}),
      conv: user,
      body: { userids: [user], agentid: agentOf(this.#parts), response_code: code.code, template_card: card },
    });
  }
}

/** What becomes of messages once they are there. Nothing can be pinned. */
export function wecomMessages(parts: WecomParts, codes: TaskCodes): Messages {
  const updates = new CardUpdates(parts, codes);
  return { update: (ref, message) => updates.update(ref, message), pin: async () => {} };
}
