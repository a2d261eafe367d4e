import { keyOf, type Draft } from '../../domain/event/event.ts';
import { isCutIn, type TalkEvents } from '../../domain/incident/talk.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Im } from '../../ports/im.ts';
import type { Store } from '../../ports/store.ts';
import { authorOf } from './user.ts';
import { personal } from './spoken.ts';

interface MirrorParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly send: (drafts: readonly Draft[]) => Promise<void>;
}

/** A message in a room, and who wrote it; `key` is the platform's own id of what was done. */
export interface RoomMessage {
  readonly im: Im;
  readonly incident: string;
  readonly msg: string;
  readonly user: string;
  readonly key: string;
}

/** Tells an incident what is said in its rooms. */
export class Mirror {
  readonly #parts: MirrorParts;

  constructor(parts: MirrorParts) {
    this.#parts = parts;
  }

  /** Answers whether it is so long that another room shows only its beginning. */
  async said(message: RoomMessage & { text: string; isAnswer?: boolean; files?: readonly string[] }): Promise<boolean> {
    const { im, isAnswer, files = [] } = message;
    const more = { ...(isAnswer ? { isAnswer: true as const } : {}), ...(files.length > 0 ? { files } : {}) };
    const said = this.#textOf(message);
    const others = await this.#tell(message, 'talk.said', { ...said, ...more });
    return others.some((adapter) => adapter !== im.id && isCutIn(adapter, said.text));
  }

  async rewrote(message: RoomMessage & { text: string }): Promise<void> {
    await this.#tell(message, 'talk.rewrote', this.#textOf(message));
  }

  async deleted(message: RoomMessage): Promise<void> {
    await this.#tell(message, 'talk.deleted', {});
  }

  #textOf({ im, text }: { im: Im; text: string }): { text: string } {
    return { text: personal(text, im.id, this.#parts.store.duty()).trim() };
  }

  /** Answers the chats in which the incident has rooms; with one alone nobody is told. */
  async #tell<T extends keyof TalkEvents>({ im, incident, msg, user, key }: RoomMessage, type: T, more: object): Promise<string[]> {
    const { store, clock, send } = this.#parts;
    const rooms = (await store.state('incident', incident))?.rooms ?? [];
    if (rooms.length < 2) return [];
    const author = await authorOf(user, im, this.#parts.store);
    const by = 'person' in author ? (`person:${author.person}` as const) : (`source:${im.id}` as const);
    const data = { adapter: im.id, msg, author, ...more };
    await send([
      { id: `${type}/${im.id}/${key}`, type, v: 1, key: keyOf('incident', incident), at: clock.now(), by, via: `chat:${im.id}`, data },
    ]);
    return rooms.map(({ adapter }) => adapter);
  }
}
