import type { Settings } from '../config/settings.ts';
import { Chat as ChatSpec, type Chat } from '../domain/chat/chat.ts';
import type { Resources } from '../domain/resource/resource.ts';
import type { Hearing } from '../ports/chat-ears.ts';
import type { Im } from '../ports/im.ts';

interface Named {
  readonly name: string;
  readonly spec: Chat;
}

export interface ChatsParts {
  /** Those that are always there. */
  readonly fixed: readonly Im[];
  /** Those that documents and the environment describe, as they are now. */
  readonly configured: () => readonly Named[];
  /** Loads the adapter and makes it; it does not listen yet. */
  readonly make: (chat: Named) => Promise<Im>;
  /** Users on a platform who may be called at any moment: what is needed to reach them is asked ahead of time. */
  readonly usersCalled: (platform: string) => readonly string[];
  readonly failed: (what: string, error: unknown, data: object) => void;
}

/** The chats that are switched on, made anew when what is said of them changes. */
export class Chats {
  readonly #parts: ChatsParts;
  readonly #all = new Map<string, Im>();
  readonly #said = new Map<string, string>();
  #hearing: ((im: Im) => Hearing) | null = null;
  #looking: Promise<void> = Promise.resolve();

  constructor(parts: ChatsParts) {
    this.#parts = parts;
    for (const im of parts.fixed) this.#all.set(im.id, im);
  }

  /** Always the same map; what is in it changes. */
  get all(): ReadonlyMap<string, Im> {
    return this.#all;
  }

  /** The built-in one. */
  get web(): Im {
    const web = this.#all.get('web');
    if (!web) throw new Error('the built-in chat is not there');
    return web;
  }

  /** Those in which people are, and not only read. */
  get talking(): readonly Im[] {
    return [...this.#all.values()].filter((im) => !im.onlyPosts);
  }

  get configured(): readonly Named[] {
    return this.#parts.configured();
  }

  specOf(name: string): Chat | null {
    return this.configured.find((each) => each.name === name)?.spec ?? null;
  }

  /** From now on those that are on listen, and so do those that come. */
  async listen(hearing: (im: Im) => Hearing): Promise<void> {
    this.#hearing = hearing;
    await Promise.all([...this.#all.values()].map((im) => this.#start(im)));
  }

  /** Takes up what is configured now. One that cannot be made leaves the others as they are. */
  look(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#look());
    return this.#looking;
  }

  async close(): Promise<void> {
    await this.#looking;
    await Promise.all([...this.#all.values()].map(async (im) => im.ears?.stop()));
  }

  async #start(im: Im): Promise<void> {
    if (!this.#hearing) return;
    await im.ears?.start(this.#hearing(im));
    void im.directory?.warm?.(this.#parts.usersCalled(im.id));
  }

  async #look(): Promise<void> {
    const wanted = new Map(this.configured.map((chat) => [chat.name, chat]));
    for (const name of this.#said.keys()) if (!wanted.has(name)) await this.#drop(name);
    for (const chat of wanted.values()) {
      const said = JSON.stringify(chat.spec);
      if (this.#said.get(chat.name) === said) continue;
      await this.#drop(chat.name);
      await this.#take(chat, said).catch((e: unknown) => this.#parts.failed('a chat could not be switched on', e, { chat: chat.name }));
    }
  }

  async #take(chat: Named, said: string): Promise<void> {
    const im = await this.#parts.make(chat);
    this.#all.set(chat.name, im);
    this.#said.set(chat.name, said);
    await this.#start(im);
  }

  async #drop(name: string): Promise<void> {
    if (!this.#said.delete(name)) return;
    const im = this.#all.get(name);
    this.#all.delete(name);
    await im?.ears?.stop();
  }
}

/** What the environment says of chats. */
export type ChatSettings = Pick<Settings, 'slack' | 'wecom'>;

/** All that documents and the environment describe, by name; a document comes before the environment. */
export function configuredChats(resources: Resources, env: ChatSettings): readonly Named[] {
  const kept = resources.all('chat').map((chat) => asReached(chat, env));
  const given = [slackOf(env.slack), wecomOf(env.wecom)].flatMap((chat) => chat ?? []);
  return [...kept, ...given.filter((chat) => !kept.some(({ name }) => name === chat.name))];
}

/** With the API where the environment says that it is, unless the document says it. */
export function asReached({ name, spec }: Named, { slack, wecom }: ChatSettings): Named {
  const url = { slack: slack?.url, wecom: wecom?.url }[spec.type as string];
  return !url || spec.type === 'wechat' || spec.url !== undefined ? { name, spec } : { name, spec: { ...spec, url } };
}

/** Slack as the environment describes it; null where it says no more than where the API is. */
const slackOf = (settings: ChatSettings['slack']): Named | null =>
  settings === null || settings.botToken === null ? null : { name: 'slack', spec: ChatSpec.parse({ type: 'slack', ...said(settings) }) };

const wecomOf = (settings: ChatSettings['wecom']): Named | null =>
  settings === null || settings.corpId === null ? null : { name: 'wecom', spec: ChatSpec.parse({ type: 'wecom', ...said(settings) }) };

const said = (settings: object): object => Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null));
