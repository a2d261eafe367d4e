import type { Said } from './api.d.ts';

export type Verdict = 'well' | 'warn' | 'unknown' | 'wrong';
export type Finding = { verdict: Verdict; found: Said; fix?: Said; code?: string };
export type Checked = { id: string; name: Said; verdict: Verdict; findings: Finding[] };
export type DoctorReport = { ok: boolean; at: string; version: string; checks: Checked[] };
export type Delivery = { state: 'open' | 'done' | 'failed' | 'dropped' | 'replaced'; attempts: number; error: string | null };

export type DiffLine = { sign: ' ' | '+' | '-'; text: string };
export type ConfigChange = {
  kind: string;
  name: string;
  version: number;
  at: string;
  gone: boolean;
  by: string | null;
  file: string | null;
  lines: DiffLine[];
};
export type WrittenResource = { kind: string; name: string; base: number; file: string | null; yaml: string };
/** How a resource was kept, or why not: errors with their lines, or what somebody else has written meanwhile. */
export type WriteAnswer = {
  ok: boolean;
  because?: string;
  issues?: { line: number; col: number; path: string; message: string }[];
  now?: { base: number; yaml: string };
};

export type AuditRow = {
  seq: number;
  at: string;
  by: string;
  via: string;
  what: string;
  outcome: string;
  incident: string | null;
  data: unknown;
};
export type AuditPage = { rows: AuditRow[]; next: number | null };

export type ProcessRow = {
  id: string;
  version: string;
  host: string;
  pid: number;
  at: string;
  startedAt: string;
  memoryBytes: number;
  heapBytes: number;
  loopDelayMs: number;
  isThis: boolean;
};
export type WaitingQueue = { count: number; oldestAt: string | null; givenUp?: number };
export type Processes = { processes: ProcessRow[]; waiting: Record<'events' | 'effects' | 'timers' | 'parked', WaitingQueue> };

/** Who has the last word about a chat; `place` is the file and line. */
export type KeptBy = { from: 'console' | 'file' | 'environment'; place: string | null };
export type PeopleOnChat = { all: number; linked: number; missing: { name: string; displayName: string; email: string | null }[] };

export type SlackManifest = { json: string; url: string };
export type SlackMode = 'socket' | 'http';
/** How far Slack is set up; never with a secret in it. */
export type SlackSetup = {
  isDemo: boolean;
  publicUrl: string;
  manifests: { socket: SlackManifest; http: SlackManifest | null };
  kept: (KeptBy & { mode: SlackMode }) | null;
  ears: 'off' | 'connecting' | 'listening' | 'lost' | null;
  people: PeopleOnChat;
};
export type SlackFindings = { findings: Finding[]; at: string };

/** By which WeCom signs and seals what it calls us with; answered once, when they are made. */
export type WecomKeys = { url: string; token: string; encodingAesKey: string };
/** How far WeCom is set up; never with a secret in it. */
export type WecomSetup = {
  isDemo: boolean;
  publicUrl: string;
  kept: (KeptBy & { corpId: string; agentId: string }) | null;
  callback: { url: string; madeAt: string | null; calledAt: string | null; refusedAt: string | null };
  people: PeopleOnChat;
  guests: { name: string; displayName: string }[];
  bot: (KeptBy & { botId: string; ears: ChatEars | null }) | null;
};
export type ChatEars = { state: 'off' | 'connecting' | 'listening' | 'lost' | 'standby'; since: number; because: string | null };
/** `ip`: from where WeCom sees us call, where it does not trust that. */
export type WecomFindings = { findings: Finding[]; ip: string | null; at: string };
