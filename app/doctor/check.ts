import type { ConfigError } from '../../config/config-error.ts';
import type { PlainSecret } from '../../config/plain-secrets.ts';
import type { Chat } from '../../domain/chat/chat.ts';
import type { Means } from '../../domain/people/person.ts';
import type { Resources } from '../../domain/resource/resource.ts';
import type { Words } from '../../domain/text/lang.ts';
import type { Diagnosed, Expected } from '../../ports/chat-diagnosis.ts';
import type { Im } from '../../ports/im.ts';
import type { Mailer } from '../../ports/mail.ts';
import type { Outward } from '../../ports/outward.ts';
import type { Store } from '../../ports/store.ts';
import type { Upkeep } from '../../ports/upkeep.ts';
import type { Audited } from '../auditor.ts';
import type { Beat } from '../heartbeat.ts';
import type { Carriers } from '../phone/carriers.ts';
import type { Pusher } from '../push/pusher.ts';
import type { Jump } from './clock-watch.ts';
import type { Machine } from './machine.ts';

/** `unknown`: it could not be found out from here. */
export const verdicts = ['wrong', 'warn', 'unknown', 'well'] as const;
export type Verdict = (typeof verdicts)[number];

/** One thing that was found: never a secret in it. `fix` says what to do, and is there unless all is well. `code` names it for manuals and
 *  scripts, where it has a name. */
export type Finding =
  | { readonly verdict: 'well'; readonly found: Words; readonly code?: string }
  | { readonly verdict: Exclude<Verdict, 'well'>; readonly found: Words; readonly fix: Words; readonly code?: string };

/** Looks at one thing. `P` is what it needs to see. A look that throws is `unknown`. */
export interface Check<P> {
  /** Stays the same for scripts: small letters and dashes. */
  readonly id: string;
  readonly name: Words;
  look(parts: P): Promise<readonly Finding[]> | readonly Finding[];
}

/** What can be seen from this machine, whether Tocsin runs or not. */
export interface Here {
  /** UTC ms. */
  readonly now: number;
  readonly machine: Machine;
  readonly dataDirectory: string;
  /** Where the built-in database is; null on PostgreSQL. */
  readonly databaseFile: string | null;
  /** Whether TOCSIN_KEY is set, so that there is no key file. */
  readonly isKeyGiven: boolean;
  readonly version: string;
  readonly config: ConfigSeen;
  /** By what people can be reached at all. */
  readonly means: ReadonlySet<Means>;
  /** The chat platforms that documents or the environment describe, and how each is asked what works there. */
  readonly chats: readonly ChatSeen[];
}

export interface ChatSeen {
  readonly name: string;
  readonly spec: Chat;
  diagnose(expected: Expected): Promise<readonly Diagnosed[]>;
}

export interface ConfigSeen {
  readonly directory: string | null;
  readonly errors: readonly ConfigError[];
  readonly resources: Resources;
  readonly plainSecrets: readonly PlainSecret[];
}

/** What a database that answers is asked. */
export type DatabaseSeen = Pick<Upkeep, 'database' | 'integrity'>;

/** What only a running Tocsin sees besides. */
export interface Running extends Here {
  readonly upkeep: Pick<Upkeep, 'database' | 'integrity' | 'waiting' | 'processes' | 'doors'>;
  readonly memoryOf: Store['memoryOf'];
  readonly ims: readonly Im[];
  readonly mailer: Mailer | null;
  readonly outward: Outward;
  readonly pusher: Pick<Pusher, 'ntfy' | 'devices'>;
  readonly carriers: Pick<Carriers, 'configured' | 'named'>;
  readonly jump: () => Jump | null;
  /** Where links in cards and mails lead. */
  readonly publicUrl: string;
  readonly isPublicUrlGiven: boolean;
  readonly audited: () => Audited;
  /** `none` where none is set; null before the first. */
  readonly heartbeat: () => Beat | null | 'none';
  /** The origin of the page that asks; null for a program. */
  readonly askedFrom: string | null;
}

export const words = (zh: string, en: string): Words => ({ zh, en });
export const well = (zh: string, en: string): Finding => ({ verdict: 'well', found: { zh, en } });
/** There are none of these, and nothing to find. */
export const noneYet: Finding = well('还没有', 'None yet');
export const ill = (verdict: Exclude<Verdict, 'well'>, found: Words, fix: Words): Finding => ({ verdict, found, fix });
