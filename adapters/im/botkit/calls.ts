import type { Inbound } from '../../../domain/chat/heard.ts';
import type { ChatCallback } from '../../../ports/chat-ears.ts';
import type { Reference } from './botkit-of.ts';

/** What the guest is told when it comes in. */
export interface BotkitTold {
  readonly name: string;
  readonly adapter: 'bot-framework' | 'web';
  readonly appId: string;
  readonly appPassword: string;
  readonly tenantId: string | null;
  /** Where people and bots are signed in; null: at Microsoft's own. */
  readonly url: string | null;
  /** The file of a Botkit bot that is hosted. */
  readonly bot: string | null;
}

/** A conversation that has been heard from. */
export interface Met {
  readonly conv: string;
  readonly user: string;
  readonly isDirect: boolean;
  readonly reference: Reference;
}

export type OursOfBotkit = {
  /** Resolves once it is stored. */
  heard(inbound: Inbound): Promise<void>;
  met(met: Met): Promise<void>;
  noted(about: { readonly what: string; readonly data: object }): Promise<void>;
};

export interface Answered {
  readonly status: number;
  readonly body: string;
  readonly type: string;
}

export type BotkitCalls = {
  called(callback: ChatCallback): Promise<Answered>;
  send(asked: { readonly reference: Reference; readonly activity: object }): Promise<{ readonly msg: string }>;
  update(asked: { readonly reference: Reference; readonly msg: string; readonly activity: object }): Promise<'edited' | 'gone'>;
  /** The conversation with one user whom the bot has met in another. */
  open(reference: Reference): Promise<Reference>;
};
