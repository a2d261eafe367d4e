import type { FormValues } from '../domain/card/form.ts';
import type { Inbound } from '../domain/chat/heard.ts';

export interface Submitted extends Pick<Inbound, 'key' | 'at' | 'user' | 'conv' | 'answer'> {
  /** Of the form. */
  readonly token: string;
  readonly values: FormValues;
}

/** What is wrong with what was sent: for fields by their names, or all in all. Null: nothing. */
export type FormFaults = { readonly fields: Readonly<Record<string, string>>; readonly form: string | null } | null;

/** Who listens. */
export interface Hearing {
  /** Resolves once it is stored for good: only then is the platform told that it came. Throws where it could not be stored. */
  heard(inbound: Inbound): Promise<void>;
  /** The answer stands in the form itself; within the platform's patience (`waitMs`). */
  submitted(form: Submitted, waitMs: number): Promise<FormFaults>;
  /** What may be chosen in a field with too many options, for what has been typed. */
  options(asked: { token: string; field: string; typed: string; user: string }): Promise<readonly { value: string; label: string }[]>;
}

/** A call of the platform to our own address. */
export interface ChatCallback {
  readonly method: 'GET' | 'POST';
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A package that is not part of Tocsin and is not installed here, and the command that installs it. */
export interface Missing {
  readonly package: string;
  readonly install: string;
}

/** How far listening has come. On `standby` another process listens, and this one takes over when that is gone. */
export interface EarsState {
  readonly state: 'off' | 'connecting' | 'listening' | 'lost' | 'standby';
  /** UTC milliseconds since when. */
  readonly since: number;
  readonly because: string | null;
  /** Of what is `lost`, where it will not come back by itself: we were not let in, or somebody else took our place. */
  readonly ended?: 'refused' | 'taken';
  /** Of what is `lost`, where it cannot begin without a package. */
  readonly missing?: Missing;
}

export interface Ears {
  /** Begins to listen; resolves at once, and goes on trying where the platform is away. */
  start(hearing: Hearing): Promise<void>;
  stop(): Promise<void>;
  state(): EarsState;
  /** Where the platform calls us. 403 unless it is rightly signed. */
  called?(callback: ChatCallback): Promise<{ readonly status: number; readonly body: string; readonly type: string }>;
}
