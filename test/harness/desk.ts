import { expect } from 'vitest';
import type { Wired } from '../../app/wire.ts';

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

export interface Asked {
  readonly as?: string | null;
  readonly via?: string;
  readonly body?: unknown;
}

export interface Message {
  readonly id: string;
  readonly author: { readonly kind: string; readonly name: string };
  readonly text: string;
  readonly card?: Card;
}

interface Card {
  readonly title: string;
  readonly severity?: string;
  readonly state?: { readonly word: string; readonly tone: string };
  readonly body?: string;
  readonly fields?: readonly { readonly label: string; readonly value: string }[];
  readonly links?: readonly { readonly label: string; readonly url: string }[];
  readonly actions?: readonly { readonly token: string; readonly label: string }[];
}

export interface RoomView {
  readonly messages: readonly Message[];
  readonly cards: readonly Card[];
  /** Lines that bots and people said, cards left out. */
  readonly lines: readonly string[];
  readonly members: readonly string[];
  readonly pinned: readonly Message[];
}

export interface Reply {
  readonly ok: boolean;
  readonly text: string;
  readonly card?: {
    readonly title: string;
    readonly body?: string;
    readonly fields?: readonly { readonly label: string; readonly value: string }[];
  };
  readonly form?: { readonly skill: string; readonly values: Record<string, unknown> };
}

export interface IncidentView {
  readonly number: string;
  readonly title: string;
  readonly severity: string;
  readonly progress: string;
  readonly alertState: string;
  readonly private: boolean;
  readonly people: readonly string[];
  readonly roles: Record<string, string>;
  readonly acknowledgedBy: string | null;
  readonly storm: { readonly tie: string; readonly groups: number; readonly firing: number } | null;
  readonly rooms: readonly {
    readonly platform: string;
    readonly id: string | null;
    readonly state: string;
    readonly because: string | null;
  }[];
  readonly alerts: readonly { readonly state: string; readonly labels: Record<string, string> }[];
  readonly timeline: readonly { readonly at: string; readonly kind: string; readonly text: string; readonly person?: string }[];
  readonly pages: readonly {
    readonly id: string;
    readonly person: string;
    readonly state: string;
    readonly attempts: readonly { readonly by: string; readonly state: string; readonly at: string; readonly error?: string }[];
  }[];
}

/** What people do and see, over HTTP as the console does. `null` is a visitor on the machine itself, who may do everything. */
export abstract class Desk {
  protected abstract get http(): Wired['http'];
  abstract settles(): Promise<void>;

  async request<T = unknown>(method: 'GET' | 'POST' | 'DELETE', url: string, options: Asked = {}): Promise<Answer<T>> {
    const { as = null, via = 'console', body } = options;
    const headers = { 'tocsin-via': via, ...(as === null ? { 'accept-language': 'en' } : { cookie: `tocsin_session=session-${as}` }) };
    const payload =
      body === undefined ? {} : { payload: JSON.stringify(body), headers: { ...headers, 'content-type': 'application/json' } };
    const { statusCode, body: text } = await this.http.inject({ method, url, headers, ...payload });
    return { status: statusCode, body: (text === '' ? null : parsed(text)) as T };
  }

  /** What somebody outside posts to an address of ours, byte for byte. */
  async hears(
    url: string,
    { headers, body }: { headers: Record<string, string>; body: string },
  ): Promise<{ status: number; body: string }> {
    const { host, pathname, search } = new URL(url);
    const answer = await this.http.inject({ method: 'POST', url: pathname + search, headers: { ...headers, host }, payload: body });
    return { status: answer.statusCode, body: answer.body };
  }

  /** Calls a skill as the API does; answers its output, or what the refusal says. */
  async asks<T = Record<string, unknown>>(person: string | null, skill: string, input: object = {}, via = 'console'): Promise<T> {
    const { body } = await this.request<{ ok: boolean; output: T }>('POST', `/api/v1/skills/${skill}`, { as: person, via, body: input });
    await this.settles();
    return body.ok ? body.output : (body as T);
  }

  /** Types into a room (`1` is the war room of that incident, `dm` the person's direct messages); answers the private reply, if any. */
  async types(person: string, room: string, text: string): Promise<Reply> {
    const url = `/api/v1/chat/rooms/${await this.#roomId(person, room)}/messages`;
    const { body } = await this.request<{ reply?: Reply; because?: string }>('POST', url, { as: person, body: { text } });
    await this.settles();
    return body.reply ?? { ok: body.because === undefined, text: body.because ?? '' };
  }

  /** Presses a button of the newest card that has it, in their direct messages or in another room. */
  async presses(person: string, label: string, room = 'dm'): Promise<Reply> {
    return this.pressesToken(person, await this.token(person, label, room));
  }

  async pressesToken(person: string, token: string): Promise<Reply> {
    const { body } = await this.request<{ reply: Reply }>('POST', '/api/v1/chat/actions', { as: person, body: { token } });
    await this.settles();
    return body.reply;
  }

  async token(person: string, label: string, room = 'dm'): Promise<string> {
    const { cards } = await this.room(room, person);
    const action = cards.flatMap((card) => card.actions ?? []).findLast((each) => each.label === label);
    if (!action) throw new Error(`${person} sees no "${label}" in ${room}: ${cards.map((c) => JSON.stringify(c.actions)).join(' ')}`);
    return action.token;
  }

  /** Acknowledges the newest page, by the button in the direct messages or the ringing screen. */
  async acks(person: string, by: 'chat' | 'ring' = 'chat'): Promise<void> {
    if (by === 'chat') {
      const reply = await this.presses(person, await this.#ackWord(person));
      expect(reply.ok, reply.text).toBe(true);
      return;
    }
    const rings = await this.rings(person);
    const reply = await this.asks(person, 'page/ack', { page: rings.at(-1) }, 'ring');
    expect(reply['page'], JSON.stringify(reply)).toBeDefined();
  }

  /** Pages that ring this person's screens now. */
  async rings(person: string): Promise<string[]> {
    const { body } = await this.request<{ rings: { page: string }[] }>('GET', '/api/v1/me/rings', { as: person });
    return body.rings.map((ring) => ring.page);
  }

  async #ackWord(person: string): Promise<string> {
    const { cards } = await this.dm(person);
    return cards.flatMap((card) => card.actions ?? []).some((a) => a.label === '认领') ? '认领' : 'Acknowledge';
  }

  /** Whoever acknowledges the incident itself, not a page. */
  async takes(person: string, incident: string): Promise<void> {
    expect(await this.asks(person, 'incident/ack', { incident })).toMatchObject({ incident: expect.stringContaining('INC-') });
  }

  async incident(said: string, as: string | null = null): Promise<IncidentView> {
    const output = await this.asks<IncidentView>(as, 'incident/show', { incident: said });
    expect(output.number, JSON.stringify(output)).toBeDefined();
    return output;
  }

  /** Lines of the story, in English. */
  async timeline(said = '1'): Promise<string[]> {
    return (await this.incident(said)).timeline.map((line) => line.text);
  }

  /** Numbers of all incidents that are not closed, oldest first. */
  async incidents(as: string | null = null): Promise<string[]> {
    const { incidents } = await this.asks<{ incidents: { number: string }[] }>(as, 'incident/list', {});
    return incidents.map((i) => i.number).toSorted();
  }

  async dm(person: string): Promise<RoomView> {
    return this.room('dm', person);
  }

  /** A room as somebody sees it: `1`, `dm`, or its own id. */
  async room(room: string, as: string | null = null): Promise<RoomView> {
    const url = `/api/v1/chat/rooms/${await this.#roomId(as, room)}/messages?limit=200`;
    const { status, body } = await this.request<{ messages: Message[]; members: { name: string }[]; pinned: Message[] }>('GET', url, {
      as,
    });
    if (status === 404) return { messages: [], cards: [], lines: [], members: [], pinned: [] };
    expect(status, JSON.stringify(body)).toBe(200);
    const { messages, pinned } = body;
    return {
      messages,
      cards: messages.flatMap((m) => m.card ?? []),
      lines: messages.flatMap((m) => (m.card ? [] : [m.text])),
      members: body.members.map((m) => m.name),
      pinned,
    };
  }

  async #roomId(person: string | null, room: string): Promise<string> {
    if (room === 'dm') return `dm-${person}`;
    if (!/^\d+$/u.test(room)) return room.toLowerCase();
    const number = (await this.incidents()).find((each) => Number(each.split('-')[2]) === Number(room));
    return (number ?? room).toLowerCase();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The value of a card's field. */
export const field = (card: Card | undefined, label: string): string | undefined => card?.fields?.find((f) => f.label === label)?.value;
