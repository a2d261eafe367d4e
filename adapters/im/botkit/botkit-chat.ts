import { randomUUID } from 'node:crypto';
import type { BotkitChat } from '../../../domain/chat/guest-chats.ts';
import type { Lang } from '../../../domain/text/lang.ts';
import type { ChatMemory } from '../../../ports/chat-memory.ts';
import type { Clock } from '../../../ports/clock.ts';
import { OutsideError } from '../../../ports/errors.ts';
import type { Guest, Invite } from '../../../ports/guest.ts';
import type { Im, Outgoing, Posting, Ref } from '../../../ports/im.ts';
import { Kept } from '../../../ports/kept.ts';
import type { Pace } from '../../../ports/pace.ts';
import { teamsActivity, webActivity } from './activity.ts';
import type { Reference } from './botkit-of.ts';
import type { BotkitCalls } from './calls.ts';
import { conversationOf, isAlone } from './channel.ts';
import { BotkitEars } from './ears.ts';
import { References } from './references.ts';

export interface BotkitChatParts {
  /** What it is called where chats are configured. */
  readonly name: string;
  readonly spec: BotkitChat;
  readonly clock: Clock;
  /** With the limits of `botkitLimits`. */
  readonly pace: Pace;
  readonly memory: ChatMemory;
  readonly invite: Invite;
  readonly lang: () => Lang;
  readonly noted: (what: string, data: object) => void;
}

const remembered = 5_000;
const postedMs = 7 * 86_400_000;

/** Microsoft Teams, or what else a Botkit adapter reaches. People write to the bot first, or add it to their group: it opens no rooms. */
export function botkitChat(parts: BotkitChatParts): Im {
  const { name, spec } = parts;
  const references = new References(parts);
  const ears = new BotkitEars(parts, references);
  const botkit = new Botkit(parts, ears.guest, references);
  const shared = {
    id: name,
    showsAgain: () => true,
    post: (to: Ref, message: Outgoing, how: Posting) => botkit.post(to, message, how),
    dm: (user: string) => botkit.dm(user),
    ears,
    check: async () => ears.mustListen(),
  };
  if (spec.adapter === 'web')
    return { ...shared, numbers: true, news: ({ about, card, text }) => (about ? `${about.phase} ${card?.severity ?? ''}` : text) };
  return { ...shared, messages: { update: (ref, message) => botkit.update(ref, message), pin: async () => {} } };
}

class Botkit {
  readonly #parts: BotkitChatParts;
  readonly #guest: Guest<BotkitCalls>;
  readonly #references: References;
  readonly #posted = new Kept<Ref>({ most: remembered });

  constructor(parts: BotkitChatParts, guest: Guest<BotkitCalls>, references: References) {
    this.#parts = parts;
    this.#guest = guest;
    this.#references = references;
  }

  post(to: Ref, message: Outgoing, how: Posting): Promise<Ref> {
    return this.#posted.get(how.key, () => this.#post(to, message, how));
  }

  async dm(user: string): Promise<Ref> {
    const known = await this.#references.withUser(user);
    if (known !== null) return { conv: known };
    const met = await this.#references.met(user);
    if (!met)
      throw new OutsideError(
        'not-found',
        `${this.#parts.name}: ${user} has not written to the bot yet. Let them say something to it once.`,
      );
    const reference = await this.#guest.call('open', met);
    const conv = conversationOf({ adapter: this.#parts.spec.adapter, id: reference.channelId }, reference.conversation.id);
    await this.#references.keep({ conv, user, isDirect: true, reference });
    return { conv };
  }

  async update(ref: Ref, message: Outgoing): Promise<'edited' | 'gone'> {
    const reference = await this.#reference(ref);
    await this.#parts.pace.turn({ method: 'update', conv: ref.conv, urgency: 'card' });
    const { activity } = this.#written(message);
    return this.#guest.call('update', { reference, msg: ref.msg ?? '', activity });
  }

  /** A try that another life has made is remembered there, too. */
  async #post(to: Ref, message: Outgoing, { key, isRepeat, urgency }: Posting): Promise<Ref> {
    const { memory, clock, noted, name } = this.#parts;
    const earlier = isRepeat ? await memory.read(`posted/${key}`) : null;
    if (earlier !== null) return { ...to, msg: earlier };
    const reference = await this.#reference(to);
    // What is said to somebody goes before what is shown to all.
    await this.#parts.pace.turn({ method: 'send', conv: to.conv, urgency: urgency ?? (isAlone(reference.conversation) ? 'page' : 'card') });
    const id = randomUUID();
    const { activity } = this.#written(message, id);
    const { msg } = await this.#guest.call('send', { reference, activity });
    const ref = { ...to, msg: msg === '' ? id : msg };
    // It has been posted, even where that cannot be kept.
    await memory
      .keep(`posted/${key}`, ref.msg, clock.now() + postedMs)
      .catch((e: unknown) => noted('what was posted could not be kept', { chat: name, because: String(e) }));
    return ref;
  }

  #written(message: Outgoing, id = ''): { activity: object } {
    const { spec, noted, name } = this.#parts;
    const lang = message.lang ?? this.#parts.lang();
    const { activity, cut } = spec.adapter === 'web' ? webActivity(message, { lang, id }) : teamsActivity(message, lang);
    if (cut.length > 0) noted('cut to what Teams takes', { chat: name, cut });
    return { activity };
  }

  async #reference({ conv, thread }: Ref): Promise<Reference> {
    const reference = await this.#references.of(conv);
    if (!reference)
      throw new OutsideError(
        'not-found',
        `${this.#parts.name}: nothing is known of the conversation ${conv}. Say something to the bot there.`,
      );
    return thread === undefined
      ? reference
      : { ...reference, conversation: { ...reference.conversation, id: `${reference.conversation.id};messageid=${thread}` } };
  }
}
