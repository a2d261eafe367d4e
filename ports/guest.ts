import type { EarsState, Missing } from './chat-ears.ts';
import { OutsideError } from './errors.ts';

/** What can be asked by name; arguments and answers are plain data. */
export type Calls = { readonly [name: string]: (asked: never) => Promise<unknown> };

/** Asks by name. Throws an OutsideError. */
export interface Asks<C extends Calls> {
  call<K extends keyof C & string>(name: K, asked: Parameters<C[K]>[0]): Promise<Awaited<ReturnType<C[K]>>>;
}

/** Us, as a guest sees us. */
export interface Host<Ours extends Calls> extends Asks<Ours> {
  /** Tells how far it has come. */
  is(state: Exclude<EarsState['state'], 'off'>, because?: string): void;
}

/** A guest at home in its process: what it can be asked, and how it says goodbye. */
export interface Inside<Its extends Calls> {
  readonly calls: Its;
  close(): Promise<void>;
}

/** What the module of a guest exports under the name `guest`. What it throws ends its process, and it is asked in again later. */
export type Enter<Told, Ours extends Calls, Its extends Calls> = (host: Host<Ours>, told: Told) => Promise<Inside<Its>>;

/** A library that we do not answer for. It lives in a process of its own: what it throws, where it hangs, how much memory it eats and when it ends
 *  the process is the matter of that process, and a new one takes its place. */
export interface Guest<Its extends Calls> extends Asks<Its> {
  /** Resolves at once; from then on it is in, or tried again. */
  start(): void;
  /** `because` is then why it is off. */
  stop(because?: string): Promise<void>;
  state(): EarsState;
}

export interface Invitation {
  /** Of the chat, for errors. */
  readonly name: string;
  /** Exports `guest`, an `Enter`. */
  readonly module: URL;
  /** What it is told when it comes in. */
  readonly told: object;
  /** The names of variables that its process is given, beside the ordinary ones: of ours it has no others. */
  readonly env: readonly string[];
  /** What it may ask of us. */
  readonly answers: Calls;
}

/** Where guests are taken in. */
export type Invite = <Its extends Calls>(invitation: Invitation) => Guest<Its>;

/** A guest cannot begin: somebody has to install a package first. */
export class NotInstalledError extends OutsideError {
  readonly missing: Missing;

  constructor(chat: string, missing: Missing) {
    super('unsupported', `${chat}: the package ${missing.package} is not installed here. Run ${missing.install}`);
    this.name = 'NotInstalledError';
    this.missing = missing;
  }
}

/** A package that is not part of Tocsin. `load` imports it from the folder of its adapter, where `install` puts it. Throws a NotInstalledError. */
export async function brought(
  chat: string,
  { name, install, load }: { name: string; install: string; load: () => Promise<unknown> },
): Promise<unknown> {
  try {
    return await load();
  } catch (e) {
    const { code, message } = e as { code?: string; message: string };
    const isMissing = (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') && message.includes(name);
    if (!isMissing) throw e;
    throw new NotInstalledError(chat, { package: name, install });
  }
}
