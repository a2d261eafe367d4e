import type { Caller } from '../../domain/access/caller.ts';
import type { Deed, Heard, Inbound } from '../../domain/chat/heard.ts';
import { keyOf, type Draft } from '../../domain/event/event.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Im } from '../../ports/im.ts';
import type { Store } from '../../ports/store.ts';
import type { Capture } from './capture.ts';
import type { ChatFront, ChatReply } from './front.ts';
import type { Mirror, RoomMessage } from './mirror.ts';

/** Who did something, where and through which chat. */
export interface Scene {
  readonly im: Im;
  readonly heard: Heard;
  readonly inbound: Inbound;
  /** Null: nobody that we know. */
  readonly caller: Caller | null;
  /** The incident of the room. */
  readonly incident: string | null;
  /** A group that people made, and gave to it. */
  readonly isBound: boolean;
  /** It may have been answered before without our knowing. */
  readonly unsure: boolean;
}

export interface RoomDeedParts {
  readonly front: ChatFront;
  readonly capture: Capture;
  readonly mirror: Mirror;
  readonly store: Store;
  readonly clock: Clock;
  readonly send: (drafts: readonly Draft[]) => Promise<void>;
}

/** Until then everybody sees the beginning with their own eyes. */
const lateMs = 2 * 60_000;

/** What people do in the rooms of incidents beside giving orders. */
export class RoomDeeds {
  readonly #parts: RoomDeedParts;

  constructor(parts: RoomDeedParts) {
    this.#parts = parts;
  }

  /** A mark that only some may set is refused to who set it. */
  async reacted({ emoji, isOn, msg }: Extract<Deed, { is: 'reacted' }>, scene: Scene): Promise<ChatReply | null> {
    const { caller, incident } = scene;
    if (!caller || incident === null) return null;
    const refused = await this.#parts.capture.reacted({ ...placed(msg, scene), incident, emoji, isOn, by: caller });
    return refused && { ok: false, text: refused.because[caller.lang] };
  }

  /** Talk goes on into the other rooms of the incident. Answers whether one of them shows only its beginning. */
  async said(text: string, scene: Scene): Promise<boolean> {
    const { did, thread } = scene.inbound;
    const message = roomMessage(did.is === 'said' ? did.msg : null, scene);
    return message !== null && this.#parts.mirror.said({ ...message, text, isAnswer: thread !== undefined });
  }

  async rewrote({ msg, text }: Extract<Deed, { is: 'rewrote' }>, scene: Scene): Promise<void> {
    await this.#parts.capture.rewrote({ ...placed(msg, scene), text });
    const message = roomMessage(msg, scene);
    if (message) await this.#parts.mirror.rewrote({ ...message, text });
  }

  async deleted({ msg }: Extract<Deed, { is: 'deleted' }>, scene: Scene): Promise<void> {
    await this.#parts.capture.deleted(placed(msg, scene));
    const message = roomMessage(msg, scene);
    if (message) await this.#parts.mirror.deleted(message);
  }

  /** Whoever comes late is told by themselves what has happened; those who are there from the start have seen it. */
  async joined({ im, inbound, caller, incident }: Scene): Promise<ChatReply | null> {
    const { store, send } = this.#parts;
    const { person } = caller?.viewer ?? { person: null };
    const state = incident === null ? null : await store.state('incident', incident);
    if (!caller || !state || person === null) return null;
    const data = { adapter: im.id, joined: [person], failed: [] };
    const here = {
      id: `${im.id}/${inbound.key}/here`,
      key: keyOf('incident', state.number),
      at: inbound.at,
      by: caller.by,
      via: caller.via,
    };
    await send([{ ...here, type: 'room.invited', v: 1, data }]);
    const isLate = this.#parts.clock.now() - state.declaredAt >= lateMs;
    const caughtUp = isLate ? await this.#parts.front.asked('incident/catch-up', { incident: state.number }, caller) : null;
    // Whoever was let in there and may not see it here is told nothing about it by us.
    return caughtUp?.ok ? caughtUp : null;
  }

  /** What became of an incident's room is for its own lane to judge. */
  async turned({ now }: Extract<Deed, { is: 'room' }>, { im, inbound, caller, incident }: Scene): Promise<void> {
    if (incident === null || inbound.conv === null) return;
    const data = { adapter: im.id, ref: inbound.conv, now };
    const by = caller?.by ?? (`source:${im.id}` as const);
    const id = `${im.id}/${inbound.key}/room`;
    await this.#parts.send([
      { id, type: 'room.turned', v: 1, key: keyOf('incident', incident), at: inbound.at, by, via: `chat:${im.id}`, data },
    ]);
  }
}

const placed = (msg: string, { im, inbound }: Scene) => ({ im, ref: { conv: inbound.conv ?? '', msg }, key: inbound.key });

/** What is in no room of an incident is nobody else's. */
const roomMessage = (msg: string | null, { im, inbound, incident }: Scene): RoomMessage | null =>
  incident === null || msg === null ? null : { im, incident, msg, user: inbound.user, key: inbound.key };
