/** What we use of Wechaty, in our own words: types only, so that nothing of the package has to be there. `test/types.ts` holds it against the real one. */
export interface Contact {
  readonly id: string;
  name(): string;
  self(): boolean;
  /** Of whom: people, official accounts … */
  type(): number;
  say(text: string): Promise<unknown>;
}

export interface Room {
  readonly id: string;
  /** Undefined where the puppet does not say. */
  owner(): Contact | undefined;
  topic(): Promise<string>;
  add(contact: Contact): Promise<void>;
  has(contact: Contact): Promise<boolean>;
  say(text: string, ...mentions: Contact[]): Promise<unknown>;
}

export interface Message {
  readonly id: string;
  talker(): Contact;
  room(): Room | undefined;
  text(): string;
  self(): boolean;
  type(): number;
  date(): Date;
  mentionSelf(): Promise<boolean>;
}

export interface Bot {
  readonly isLoggedIn: boolean;
  readonly currentUser: Contact;
  on(event: 'scan', heard: (code: string, status: number) => void): unknown;
  on(event: 'login', heard: (user: Contact) => void): unknown;
  on(event: 'logout', heard: (user: Contact, reason?: string) => void): unknown;
  on(event: 'error', heard: (error: Error) => void): unknown;
  on(event: 'message', heard: (message: Message) => void): unknown;
  on(event: 'room-join', heard: (room: Room, joined: Contact[], by: Contact, at?: Date) => void): unknown;
  on(event: 'room-leave', heard: (room: Room, left: Contact[], by?: Contact, at?: Date) => void): unknown;
  start(): Promise<void>;
  stop(): Promise<void>;
  readonly Contact: { find(query: { id: string }): Promise<Contact | undefined> };
  readonly Room: {
    find(query: { id: string }): Promise<Room | undefined>;
    findAll(): Promise<Room[]>;
    create(contacts: Contact[], topic?: string): Promise<Room>;
  };
}

export interface Wechaty {
  readonly WechatyBuilder: { build(options: { name: string; puppet: never }): Bot };
  readonly types: { readonly Message: { readonly Text: number }; readonly Contact: { readonly Official: number } };
}

export interface FileBoxes {
  readonly FileBox: { fromBase64(base64: string, name: string): object };
}

/** One of its puppets. */
export type PuppetClass = new (options: object) => never;
