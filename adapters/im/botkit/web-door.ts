import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { z } from 'zod';
import type { ChatCallback } from '../../../ports/chat-ears.ts';
import { answerOf, bodyOf, flat, plain } from './answer.ts';
import type { Controller, Reference, WebAdapter } from './botkit-of.ts';
import type { Answered, BotkitTold } from './calls.ts';
import type { Door } from './teams-door.ts';

/** What a user has not fetched yet, so many at most. */
const mostWaiting = 500;

const Said = z.looseObject({
  type: z.string(),
  user: z.string().min(1).max(200),
  text: z.string().optional(),
  /** The front's own: a message that comes again with it is the same one. */
  id: z.string().min(1).max(200).optional(),
});

/** What the adapter takes for the socket of a browser: what goes there waits until it is fetched. */
class Mailbox extends EventEmitter {
  readonly readyState = 1;
  #waiting: unknown[] = [];

  send(text: string): void {
    this.#waiting.push(JSON.parse(text));
    if (this.#waiting.length > mostWaiting) this.#waiting.shift();
  }

  ping(): void {
    this.emit('pong');
  }

  terminate(): void {
    this.emit('close');
  }

  fetch(): unknown[] {
    const all = this.#waiting;
    this.#waiting = [];
    return all;
  }
}

interface Parts {
  readonly load: (name: string) => Promise<unknown>;
  readonly make: (config: object) => Controller;
}

/** Botkit's web chat, behind a front of somebody's own that knows who its users are: it posts what they say, and gets what there is for them.
 *  Whoever has the password speaks for anybody. */
export class WebDoor implements Door {
  readonly controller: Controller;
  readonly #adapter: WebAdapter;
  readonly #password: Buffer;
  readonly #boxes = new Map<string, Mailbox>();

  static async open({ appPassword }: BotkitTold, { load, make }: Parts): Promise<WebDoor> {
    const { WebAdapter: Adapter } = (await load('botbuilder-adapter-web')) as { WebAdapter: new (options: object) => WebAdapter };
    const adapter = new Adapter({ noServer: true });
    return new WebDoor(make({ adapter }), adapter, appPassword);
  }

  private constructor(controller: Controller, adapter: WebAdapter, password: string) {
    this.controller = controller;
    this.#adapter = adapter;
    this.#password = digest(password);
  }

  expect({ conversation }: Reference): void {
    this.#box(conversation.id);
  }

  async called({ method, query, headers, body }: ChatCallback): Promise<Answered> {
    const token = /^Bearer (.+)$/u.exec(flat(headers)['authorization'] ?? '')?.[1];
    if (token === undefined || !timingSafeEqual(digest(token), this.#password)) return plain(403, 'The password is missing or wrong.');
    if (method === 'GET') return said(this.#box(query['user'] ?? '').fetch());
    const message = Said.safeParse(bodyOf(body));
    if (!message.success) return plain(400, 'A message has a type, a user and a text.');
    const { response, answered } = answerOf();
    try {
      const asked = { method, headers: flat(headers), body: { ...message.data } };
      // The adapter leaves its messages without an id, and then all of them are taken for one.
      const id = message.data.id ?? randomUUID();
      await this.#adapter.processActivity(asked, response, async (context) => {
        Object.assign(context.activity, { id });
        await this.controller.handleTurn(context);
      });
    } catch {
      return plain(503, 'It could not be stored just now. Send it again.');
    }
    const { body: now } = answered();
    return said([...(now === '' ? [] : (JSON.parse(now) as unknown[])), ...this.#box(message.data.user).fetch()]);
  }

  #box(user: string): Mailbox {
    const known = this.#boxes.get(user);
    if (known) return known;
    const box = new Mailbox();
    this.#boxes.set(user, box);
    this.#adapter.wss.emit('connection', box);
    box.emit('message', JSON.stringify({ type: 'hello', user }));
    return box;
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const said = (messages: readonly unknown[]): Answered => ({ status: 200, body: JSON.stringify(messages), type: 'application/json' });
