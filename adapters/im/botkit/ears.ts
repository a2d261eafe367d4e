import type { BotkitChat } from '../../../domain/chat/guest-chats.ts';
import type { Answered } from './calls.ts';
import type { ChatCallback, Ears, EarsState, Hearing } from '../../../ports/chat-ears.ts';
import { OutsideError } from '../../../ports/errors.ts';
import type { Guest, Invite } from '../../../ports/guest.ts';
import { plain } from './answer.ts';
import type { BotkitCalls, BotkitTold, OursOfBotkit } from './calls.ts';
import type { References } from './references.ts';

export interface BotkitEarsParts {
  readonly name: string;
  readonly spec: BotkitChat;
  readonly invite: Invite;
  readonly noted: (what: string, data: object) => void;
}

/** The platform calls us; what it brings is looked at by its own library, in that one's process. */
export class BotkitEars implements Ears {
  readonly guest: Guest<BotkitCalls>;
  readonly #name: string;
  #hearing: Hearing | null = null;

  constructor({ name, spec, invite, noted }: BotkitEarsParts, references: References) {
    this.#name = name;
    const answers: OursOfBotkit = {
      heard: async (inbound) => {
        if (!this.#hearing) throw new Error('nobody listens yet');
        await this.#hearing.heard(inbound);
      },
      met: (met) => references.keep(met),
      noted: async ({ what, data }) => noted(what, { chat: name, ...data }),
    };
    const { adapter, appId = '', appPassword = '', tenantId = null, url = null, bot = null, env = [] } = spec;
    const told: BotkitTold = { name, adapter, appId, appPassword, tenantId, url, bot };
    this.guest = invite({ name, module: new URL('guest.ts', import.meta.url), told, env, answers });
  }

  async start(hearing: Hearing): Promise<void> {
    this.#hearing = hearing;
    this.guest.start();
  }

  async stop(): Promise<void> {
    this.#hearing = null;
    await this.guest.stop();
  }

  state(): EarsState {
    return this.guest.state();
  }

  /** 503 where its library is not there just now: the platform brings it again. */
  async called(callback: ChatCallback): Promise<Answered> {
    if (callback.headers['authorization'] === undefined) return plain(403, 'The signature is missing.');
    try {
      return await this.guest.call('called', callback);
    } catch (e) {
      if (!(e instanceof OutsideError)) throw e;
      return plain(503, 'Nobody can take it in just now. Send it again.');
    }
  }

  /** Throws where nobody would be heard just now, with what to do. */
  mustListen(): void {
    const { state, because } = this.state();
    if (state !== 'listening') throw new OutsideError('transient', `${this.#name}: ${because ?? 'it is still starting'}`);
  }
}
