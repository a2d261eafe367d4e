import { UnansweredError } from '../../../ports/errors.ts';
import type { MemberOutcome, Ref, Rooms, RoomSpec } from '../../../ports/im.ts';
import { Doubts, Kept } from '../../../ports/kept.ts';
import { roomTopic } from './room-topic.ts';
import type { Speaking } from './speaking.ts';

const remembered = 5_000;
/** Groups whose name people have changed are still known. */
const keptMs = 90 * 86_400_000;
const isInDoubt = (e: unknown): boolean => e instanceof UnansweredError;

/** A group for each key, once. A group of somebody else is never taken for it, whatever it is called. */
export class WechatRooms implements Rooms {
  readonly #speaking: Speaking;
  readonly #rooms = new Kept<Awaited<ReturnType<Rooms['ensure']>>>({ most: remembered });
  readonly #doubts = new Doubts(remembered);

  constructor(speaking: Speaking) {
    this.#speaking = speaking;
  }

  ensure(spec: RoomSpec): ReturnType<Rooms['ensure']> {
    return this.#rooms.get(spec.key, () => this.#doubts.during(spec.key, isInDoubt, () => this.#ensure(spec)));
  }

  async invite({ conv }: Ref, users: readonly string[]): Promise<readonly MemberOutcome[]> {
    return this.#speaking.ask('invite', { conv, users }, { conv, urgency: 'room' });
  }

  async #ensure(spec: RoomSpec): ReturnType<Rooms['ensure']> {
    const { key, name, members } = spec;
    const known = (await this.#speaking.parts.memory.read(`room/${key}`)) ?? (await this.#earlier(spec));
    if (known !== null) return { ref: { conv: known }, url: null, outcome: [] };
    const asked = { topic: roomTopic(key, name), users: members };
    const { conv, outcome } = await this.#speaking.ask('create', asked, { conv: null, urgency: 'room' });
    await this.#remember(key, conv);
    return { ref: { conv }, url: null, outcome };
  }

  /** One that a try before this one has made without our learning of it. What is private is put into none of which that is not certain. */
  async #earlier({ key, private: isPrivate, isRepeat }: RoomSpec): Promise<string | null> {
    if (isRepeat !== true && !this.#doubts.has(key)) return null;
    const { memory, noted, name } = this.#speaking.parts;
    const found = isPrivate ? null : ((await this.#speaking.look('find', key))?.conv ?? null);
    // That of another incident, which people have given this name.
    const isAnothers = found !== null && (await memory.read(`made/${found}`)) !== null;
    if (found === null || isAnothers) {
      noted('a group may stand there twice: an earlier try to make it went unanswered, and none is certain to be ours', {
        chat: name,
        key,
      });
      return null;
    }
    await this.#remember(key, found);
    return found;
  }

  /** The group is there, even where that cannot be kept. */
  async #remember(key: string, conv: string): Promise<void> {
    const { memory, clock, failed, name } = this.#speaking.parts;
    const until = clock.now() + keptMs;
    await Promise.all([memory.keep(`room/${key}`, conv, until), memory.keep(`made/${conv}`, key, until)]).catch((e: unknown) =>
      failed('which group is whose could not be kept', e, { chat: name, key }),
    );
  }
}
