import type { FastifyInstance } from 'fastify';
import { messageNote } from '../../adapters/im/web/web-chat.ts';
import type { Caller } from '../../domain/access/caller.ts';
import { langFor } from '../../domain/firm/of-firm.ts';
import type { Lang } from '../../domain/text/lang.ts';
import type { Bus } from '../../ports/bus.ts';
import type { ChatMessage } from '../../ports/chat-history.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Door } from '../../ports/door.ts';
import type { Store } from '../../ports/store.ts';
import { spokenTo } from '../http/chat-rights.ts';
import { postedAlerts, type DemoAlert } from './alerts.ts';

export interface VoiceParts {
  readonly store: Store;
  readonly bus: Bus;
  readonly door: Door;
  readonly clock: Clock;
  readonly http: FastifyInstance;
}

interface Said {
  readonly author: ChatMessage['author'];
  readonly room: string;
  readonly text: string;
  /** Makes a repeat after a crash say nothing twice. */
  readonly key: string;
  /** UTC ms; now when not given. */
  readonly at?: number | undefined;
}

/** The doors through which colleagues and monitoring come: the same as for people and for Prometheus. */
export class Voices {
  readonly #parts: VoiceParts;

  constructor(parts: VoiceParts) {
    this.#parts = parts;
  }

  async says({ author, room, text, key, at }: Said): Promise<void> {
    const { store, bus, clock } = this.#parts;
    const place = await store.chat.room(room);
    if (!place) throw new Error(`the demo's conversation ${room} is not there`);
    const mentions = await spokenTo(store, text, place);
    const { message, repeated } = await store.chat.post({ key, room, author, at: at ?? clock.now(), text, card: null, mentions });
    if (!repeated) bus.publish(messageNote(message, place.incident));
  }

  /** The channel where the day is talked about; it is there before the first alert. */
  async opens(room: string): Promise<void> {
    const { store, clock } = this.#parts;
    await store.chat.ensureRoom({ id: room, kind: 'room', name: room, incident: null, private: false, members: [], at: clock.now() });
  }

  /** Calls a skill as a colleague. Refused it is no matter: then the newcomer was quicker. */
  async asks(person: string, skill: string, input: object, key: string): Promise<void> {
    await this.#parts.door.call(skill, input, this.#caller(person), { idempotencyKey: key });
  }

  /** Throws when the intake does not take them. */
  async alerts(names: readonly DemoAlert[], how: { lang: Lang; over: boolean }): Promise<void> {
    const payload = postedAlerts(names, { ...how, at: this.#parts.clock.now() });
    const { statusCode, body } = await this.#parts.http.inject({ method: 'POST', url: '/api/v2/alerts', payload });
    if (statusCode !== 200) throw new Error(`the demo's alerts were not taken (${statusCode}): ${body}`);
  }

  #caller(person: string): Caller {
    const resources = this.#parts.store.resources();
    const roles = resources.get('person', person)?.spec.roles ?? [];
    return { viewer: { person, roles }, by: `person:${person}`, via: 'chat:web', lang: langFor(resources, person) };
  }
}
