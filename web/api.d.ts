/** What the server says to the console. Times are RFC 3339 in UTC; `null` means none. */

import type { SkillCalls } from './skills.d.ts';
export type { SkillCalls };

type Output<K extends keyof SkillCalls> = SkillCalls[K]['output'];

export type Incident = Output<'incident/show'>;
export type IncidentSummary = Output<'incident/list'>['incidents'][number];
export type Severity = Incident['severity'];
export type Progress = Incident['progress'];
export type AlertState = Incident['alertState'];
export type IncidentRole = SkillCalls['incident/assign']['input']['role'];
export type TimelineLine = Incident['timeline'][number];
export type Note = NonNullable<TimelineLine['note']>;
export type Page = Incident['pages'][number];
export type PageState = Page['state'];
export type Attempt = Page['attempts'][number];
export type Means = NonNullable<SkillCalls['page/test']['input']['by']>[number];
export type Alert = Output<'alert/list'>['alerts'][number];
export type SignalState = Alert['state'];
export type AlertGroup = Output<'alert/groups'>['groups'][number];
export type Facet = Output<'alert/facets'>['facets'][number];
export type Silence = Output<'silence/list'>['silences'][number];
export type SavedView = Output<'view/list'>['views'][number];
export type OnDuty = Output<'oncall/who'>;
export type Tone = 'alarm' | 'warn' | 'good' | 'quiet';
export type Said = { en: string; zh: string };

export type PersonName = { name: string; displayName: string };
export type Me = {
  person: { name: string; displayName: string; locale: string } | null;
  roles: string[];
  access: 'open' | 'token' | 'session' | 'wall';
  people: PersonName[];
  firm: { zone: string; name?: string };
  version: string;
  demo: boolean;
  now: string;
};

export type WaysIn = { password: boolean; token: boolean; oidc: { label: string } | null };
export type TotpOffer = { uri: string; secret: string; qr: { size: number; path: string } };
export type MySecurity = {
  password: boolean;
  totp: boolean;
  recoveryLeft: number;
  oidc: { label: string } | null;
  logins: { platform: string; workspace: string; user: string; at: string }[];
  sessions: { id: string; isThis: boolean; by: string; openedAt: string; seenAt: string | null; address: string; agent: string }[];
};
/** How I am reached. `file` is where I am written; null: at the console, where I may change it. */
export type MySettings = {
  locale: 'zh-CN' | 'en';
  zone: string | null;
  quiet: { from: string; to: string } | null;
  email: string | null;
  phone: string | null;
  chats: string[];
  file: string | null;
};
/** What a calendar programme can follow. */
export type FeedSubject = { kind: 'person' | 'schedule'; name: string; title: string };
/** A secret address at which one reads who is on call. */
export type FeedView = FeedSubject & { id: string; maker: string | null; madeAt: string; askedAt: string | null };
export type MyFeeds = { feeds: FeedView[]; subjects: FeedSubject[] };
/** The address, shown this once. */
export type MadeFeed = { feed: FeedView; url: string; webcal: string };
export type MyPush = { key: string; ntfy: boolean; devices: { id: string; agent: string; madeAt: string }[] };
export type PersonAccess = {
  name: string;
  displayName: string;
  email: string | null;
  roles: string[];
  extraRoles: string[];
  account: 'none' | 'active' | 'disabled';
  totp: boolean;
  invitedUntil: string | null;
  /** Their user in each chat that is configured, written or linked. */
  chats: { chat: string; type: ChatType; user: string | null; isFiled: boolean }[];
  /** The file and line where the person is written; null: at the console. */
  file: string | null;
};
export type ChatType = 'slack' | 'wecom' | 'wecom-aibot' | 'wechat' | 'botkit';
export type ChatUser = { user: string; name: string; email: string | null };
export type Invited = { url: string; expiresAt: string };
export type TokenView = {
  id: string;
  name: string;
  kind: 'api' | 'wall';
  roles: string[];
  maker: string | null;
  madeAt: string;
  expiresAt: string | null;
  usedAt: string | null;
};
export type MadeToken = TokenView & { token: string };

export type Issue = { path: string; message: string };

export type JsonSchema = {
  type?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  anyOf?: JsonSchema[];
  items?: JsonSchema;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  description?: string;
};
export type Skill = {
  name: string;
  kind: 'read' | 'write' | 'act';
  summary: Said;
  fields: Record<string, Said>;
  input: JsonSchema;
  command: string;
};

export type CardAction = { token: string; label: string; style?: 'primary' | 'danger'; confirm?: string; form?: true };
export type Card = {
  title: string;
  severity?: Severity;
  state?: { word: string; tone: Tone };
  body?: string;
  fields?: { label: string; value: string }[];
  links?: { label: string; url: string }[];
  actions?: CardAction[];
  selects?: CardSelect[];
  context?: string;
};
export type CardOption = { token: string; label: string; confirm?: string; isChosen?: true };
export type CardSelect = { label: string; options: CardOption[] };
/** `width` and `height` in pixels are null for what is no picture. */
export type ChatFile = { id: string; name: string; type: string; size: number; width: number | null; height: number | null };
/** `said` as it stands in the text; `people` are those of a team. */
export type Mention = { said: string; kind: 'person' | 'team' | 'room'; name: string; displayName: string; people: string[] };
export type Message = {
  id: string;
  seq: number;
  room: string;
  author: { kind: 'person' | 'bot'; name: string; displayName: string };
  at: string;
  text: string;
  card?: Card;
  editedAt: string | null;
  /** Then its words, card and files are gone. */
  deletedAt: string | null;
  pinned: boolean;
  ephemeral?: boolean;
  /** The message that it answers in a thread. */
  thread: string | null;
  isInRoom: boolean;
  replies: { count: number; lastAt: string; people: PersonName[] } | null;
  reactions: { emoji: string; people: PersonName[] }[];
  mentions: Mention[];
  files: ChatFile[];
};
export type Found = Message & { roomName: string };
export type Reply = {
  ok: boolean;
  text: string;
  card?: Card;
  form?: { skill: string; values: Record<string, unknown> };
};
export type ChatRoom = {
  id: string;
  kind: 'room' | 'dm';
  name: string;
  topic: string;
  incident: string | null;
  lastAt: string | null;
  archived: boolean;
  unread: Unread;
};
/** 100 messages stand for more. */
export type Unread = { messages: number; mentions: number };
/** `pinned`: pinned messages that may be older than the page asked for. */
export type RoomMessages = {
  messages: Message[];
  hasOlder: boolean;
  hasNewer: boolean;
  members: PersonName[];
  followers: (PersonName & { isHere: boolean })[];
  pins: string[];
  pinned?: Message[];
  /** The last place I have read to; null before my first visit. */
  readTo: number | null;
};
/** `from`: where the word begins that a choice replaces. */
export type Completions = { from: number; options: Choice[] };
export type Choice = { insert: string; label: string; detail: string };
export type ChatCommand = { command: string; summary: Said; args: string };

export type Ring = {
  page: string;
  incident: string | null;
  title: string;
  severity: Severity;
  person: string;
  since: string;
};

/** Where the demo is: a code for the next thing to do, and the story's incident. */
export type DemoStage = {
  stage: 'calm' | 'ring' | 'taken' | 'hello' | 'matching' | 'lead' | 'decide' | 'mitigate' | 'resolve' | 'watch' | 'over';
  incident: string | null;
  run: number;
};

export type ConfigReport = {
  directory: string | null;
  loadedAt: string | null;
  resources: Record<string, number>;
  errors: { file: string; line: number; col: number; path: string; message: string; hint: string | null }[];
};
export type Wall = {
  now: string;
  version: string;
  demo: boolean;
  firm: { name: string | null; zone: string; lang: 'zh' | 'en' };
  incidents: (Pick<
    IncidentSummary,
    'number' | 'title' | 'severity' | 'progress' | 'alertState' | 'impact' | 'system' | 'acknowledgedBy' | 'declaredAt'
  > & {
    commander: string | null;
  })[];
  /** Open incidents beyond these. */
  more: number;
  duty: { schedule: string; people: string[] }[];
};

/** What the first five minutes have to choose from, and which of them work. `freshKey` is random, for a new integration. */
export type Welcome = {
  firm: {
    name: string;
    spec: { displayName?: string; zone?: string; locale?: 'zh-CN' | 'en' };
    origin?: { file: string; line: number };
  } | null;
  zone: string;
  sources: string[];
  chats: string[];
  freshKey: string;
  done: { firm: boolean; duty: boolean; source: boolean };
};
/** Each step is a sentence; lines after the first are to be pasted. */
export type Integration = {
  name: string;
  source: string;
  url: string;
  steps: { zh: string[]; en: string[] };
  curl: string;
  lastSeenAt: string | null;
};

/** Server-sent events by name. */
export type LiveEvents = {
  hello: { now: string; seq: number };
  beat: { now: string };
  incident: { number: string };
  message: { message: Message };
  'message.gone': { id: string; room: string };
  alerts: Record<string, never>;
  /** Who is on call there may be others than before. */
  oncall: { schedule: string };
  ring: Ring;
  /** `because`: acked, resolved or over; `person` did it. */
  'ring.stopped': { page: string; because: string; person?: string | null };
  /** Somebody trying whether they can be reached hears how far it is. */
  page: { page: string };
  config: { errors: number };
  rooms: Record<string, never>;
  presence: { person: string; isHere: boolean };
  typing: { room: string; person: string; displayName: string };
};
