import type { Generated } from 'kysely';

/** The tables. JSON is text everywhere (jsonb refuses NUL and reorders keys), booleans are 0/1, times UTC milliseconds. */
export interface Tables {
  event: {
    seq: Generated<number>;
    id: string;
    type: string;
    v: number;
    key: string;
    at: number;
    actor: string;
    via: string;
    cause: string | null;
    data: string;
    status: number;
    reply: string | null;
  };
  parked: { event: string; listener: string; error: string; attempts: number; retry_at: number | null };
  fact: {
    seq: Generated<number>;
    event: string;
    key: string;
    type: string;
    v: number;
    at: number;
    actor: string;
    via: string;
    incident: string | null;
    data: string;
  };
  incident: { id: string; state: string; progress: string; is_private: number; declared_at: number };
  incident_person: { incident: string; person: string };
  incident_cause: { cause: string; incident: string };
  alert_group: { id: string; state: string; is_open: number; incident: string | null };
  escalation: { id: string; state: string; is_running: number };
  page: {
    id: string;
    state: string;
    person: string;
    incident: string | null;
    group_id: string | null;
    is_live: number;
    started_at: number;
    /** When the next of its rules is due; null when none is left. */
    next_at: number | null;
  };
  silence: { id: string; state: string; starts_at: number; ends_at: number };
  saved_view: { id: string; state: string; owner: string | null; is_shared: number; is_gone: number };
  signal: {
    fingerprint: string;
    state: number;
    starts_at: number;
    ends_at: number;
    by_timeout: number;
    turned_at: number;
    updated_at: number;
    source: string;
    generator_url: string;
    labels: string;
    annotations: string;
    group_id: string;
    also: string;
  };
  /** Firing alerts that inhibit others, each under every key at which its targets meet it. */
  inhibitor: { fingerprint: string; key: string; two_sided: number };
  storm: { id: string; state: string };
  draw: { id: string; state: string };
  line: { id: string; state: string };
  rota: { id: string; state: string };
  signal_also: { group_id: string; fingerprint: string };
  timer: { key: string; name: string; at: number; event: string };
  effect: {
    id: string;
    key: string;
    body: string;
    status: number;
    attempts: number;
    next_at: number;
    slot: string | null;
    owner: string;
    lease: number;
    at: number;
    error: string | null;
  };
  card: { slot: string; conv: string; msg: string };
  action_token: { token: string; skill: string; input: string; expires_at: number; is_form: Generated<number> };
  resource: {
    kind: string;
    name: string;
    version: number;
    spec: string;
    file: string | null;
    line: number | null;
    at: number;
    gone: number;
  };
  counter: { name: string; n: number };
  audit: {
    seq: Generated<number>;
    at: number;
    actor: string;
    via: string;
    what: string;
    outcome: string;
    data: string;
    hash: string | null;
    /** What it is about, where that is an incident. */
    incident: string | null;
  };
  process: { id: string; at: number; version: string; host: string; pid: number; stats: string };
  live: {
    seq: Generated<number>;
    at: number;
    type: string;
    incident: string | null;
    person: string | null;
    room: string | null;
    data: string;
  };
  chat_memory: { chat: string; key: string; value: string; expires_at: number };
  lease: { name: string; owner: string; until: number };
  incident_room: { adapter: string; ref: string; incident: string };
  chat_room: {
    id: string;
    kind: string;
    name: string;
    topic: string;
    incident: string | null;
    is_private: number;
    last_at: number;
    is_archived: number;
  };
  chat_member: { room: string; person: string };
  chat_message: {
    seq: Generated<number>;
    id: string;
    dedupe: string;
    room: string;
    author_kind: string;
    author: string;
    at: number;
    text: string;
    card: string | null;
    edited_at: number | null;
    pinned: number;
    /** The message this one answers, beside the room; null in the room itself. */
    thread: string | null;
    is_in_room: Generated<number>;
    deleted_at: number | null;
    /** Its pin has been told to the incident. */
    is_noted: Generated<number>;
    folded: string;
  };
  chat_version: { message: string; version: number; at: number; text: string };
  chat_reaction: { message: string; emoji: string; person: string; at: number };
  chat_mention: { person: string; room: string; message: string; seq: number };
  chat_read: { room: string; person: string; seq: number };
  file: {
    id: string;
    room: string;
    message: string | null;
    uploader: string;
    name: string;
    type: string;
    size: number;
    width: number | null;
    height: number | null;
    is_whole: number;
    at: number;
  };
  file_chunk: { file: string; n: number; body: Uint8Array };
  session: {
    id_hash: string;
    person: string | null;
    roles: string;
    expires_at: number;
    came_by: Generated<string>;
    token: string | null;
    opened_at: Generated<number>;
    seen_at: number | null;
    address: Generated<string>;
    agent: Generated<string>;
  };
  account: {
    person: string;
    password_hash: string | null;
    totp: string | null;
    totp_next: string | null;
    totp_step: number;
    roles: string;
    is_disabled: number;
    made_at: number;
  };
  recovery_code: { person: string; hash: string };
  invite: { person: string; hash: string; expires_at: number };
  access_token: {
    id: string;
    hash: string;
    name: string;
    kind: string;
    roles: string;
    maker: string | null;
    made_at: number;
    expires_at: number | null;
    used_at: number | null;
    revoked_at: number | null;
  };
  feed: {
    id: string;
    hash: string;
    kind: string;
    name: string;
    maker: string | null;
    made_at: number;
    asked_at: number | null;
    /** What it said last: published turns. */
    said: string;
  };
  push_device: { id: string; person: string; sealed: string; agent: string; made_at: number };
  push_key: { name: string; sealed: string };
  login_try: { key: string; n: number; since: number };
  /** `at` is 0 where nothing good has come yet. */
  seen: { integration: string; at: number; failed_at: number | null; failed_status: number | null };
  lane: { key: string; owner: string; until: number; fence: number };
  identity_link: { platform: string; workspace: string; user_id: string; person: string; verified_at: number; actor: string };
}
