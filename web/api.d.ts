/** What the server says to the console. Times are RFC 3339 in UTC; `null` means none. */

export type Severity = 'SEV1' | 'SEV2' | 'SEV3' | 'SEV4';
export type Progress = 'open' | 'acknowledged' | 'mitigated' | 'resolved' | 'closed';
export type AlertState = 'firing' | 'recovered' | 'none';
export type IncidentRole = 'commander' | 'communications' | 'operations' | 'scribe';
export type PageState = 'queued' | 'sent' | 'delivered' | 'read' | 'acked' | 'failed' | 'stopped';
export type SignalState = 'firing' | 'suppressed' | 'resolved';
export type Tone = 'alarm' | 'warn' | 'good' | 'quiet';
export type Said = { en: string; zh: string };

export type PersonName = { name: string; displayName: string };
export type Me = {
  person: { name: string; displayName: string; locale: string } | null;
  roles: string[];
  access: 'open' | 'token' | 'session';
  people: PersonName[];
  firm: { zone: string; name?: string };
  version: string;
  demo: boolean;
};

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

/** `id` and `url` are null until the platform has answered. */
export type RoomLink = { platform: string; id: string | null; url: string | null; state: string };
export type IncidentSummary = {
  number: string;
  title: string;
  severity: Severity;
  progress: Progress;
  alertState: AlertState;
  private: boolean;
  system: string | null;
  roles: Partial<Record<IncidentRole, string>>;
  declaredAt: string;
  acknowledgedAt: string | null;
  acknowledgedBy: string | null;
  resolvedAt: string | null;
  rooms: RoomLink[];
};
export type TimelineLine = { at: string; kind: string; person?: string; via?: string; text: string };
export type Attempt = { by: string; state: PageState; at: string; error?: string };
export type Page = {
  id: string;
  person: string;
  state: PageState;
  acknowledgedAt: string | null;
  acknowledgedVia: string | null;
  attempts: Attempt[];
};
export type Incident = IncidentSummary & { alerts: Alert[]; timeline: TimelineLine[]; pages: Page[] };

export type Alert = {
  fingerprint: string;
  state: SignalState;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  startsAt: string;
  endsAt: string | null;
  source: string;
  group: string | null;
  incident: string | null;
  silencedBy: string[];
  inhibitedBy: string[];
};
export type WhyStep = { text: string; outcome: string };
export type OnDuty = {
  at: string;
  schedules: {
    schedule: string;
    displayName?: string;
    people: { person: string; displayName: string; until: string | null }[];
  }[];
};

/** Input and output of every skill that the console calls by name. */
export type SkillCalls = {
  'incident/show': { input: { incident: string }; output: Incident };
  'incident/list': {
    input: { progress?: Progress; limit?: number; cursor?: string };
    output: { incidents: IncidentSummary[]; next: string | null };
  };
  'incident/ack': { input: { incident: string }; output: { incident: string; existed: boolean } };
  'incident/assign': { input: { incident: string; role: IncidentRole; person: string }; output: unknown };
  'incident/severity': { input: { incident: string; severity: Severity }; output: unknown };
  'incident/note': { input: { incident: string; text: string }; output: unknown };
  'incident/resolve': { input: { incident: string }; output: unknown };
  'incident/reopen': { input: { incident: string; reason: string }; output: unknown };
  'alert/list': {
    input: { state?: SignalState; match?: string[]; limit?: number; cursor?: string };
    output: { alerts: Alert[]; next: string | null };
  };
  'alert/why': { input: { fingerprint: string }; output: { steps: WhyStep[] } };
  'alert/silence': { input: { match: string[]; minutes: number; comment: string }; output: { silence: string } };
  'oncall/who': { input: { schedule?: string }; output: OnDuty };
  'page/ack': { input: { page: string }; output: { incident?: string; existed: boolean } };
};

export type CardAction = { token: string; label: string; style?: 'primary' | 'danger'; confirm?: string };
export type Card = {
  title: string;
  severity?: Severity;
  state?: { word: string; tone: Tone };
  body?: string;
  fields?: { label: string; value: string }[];
  links?: { label: string; url: string }[];
  actions?: CardAction[];
  context?: string;
};
export type Message = {
  id: string;
  seq: number;
  room: string;
  author: { kind: 'person' | 'bot'; name: string; displayName: string };
  at: string;
  text: string;
  card?: Card;
  editedAt: string | null;
  pinned: boolean;
  ephemeral?: boolean;
};
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
};
/** `pinned`: pinned messages that may be older than the page asked for. */
export type RoomMessages = { messages: Message[]; members: PersonName[]; pins: string[]; pinned?: Message[] };
export type ChatCommand = { command: string; summary: Said; args: string };

export type Ring = {
  page: string;
  incident: string | null;
  title: string;
  severity: Severity;
  person: string;
  since: string;
};

export type ConfigReport = {
  directory: string | null;
  loadedAt: string | null;
  resources: Record<string, number>;
  errors: { file: string; line: number; col: number; path: string; message: string; hint: string | null }[];
};
export type Integration = { name: string; source: string; url: string; curl: string; lastSeenAt: string | null };

/** Server-sent events by name. */
export type LiveEvents = {
  hello: { now: string; seq: number };
  beat: { now: string };
  incident: { number: string };
  message: { message: Message };
  'message.gone': { id: string; room: string };
  alerts: Record<string, never>;
  ring: Ring;
  /** `because`: acked, resolved or over; `person` did it. */
  'ring.stopped': { page: string; because: string; person?: string | null };
  config: { errors: number };
  rooms: Record<string, never>;
};
