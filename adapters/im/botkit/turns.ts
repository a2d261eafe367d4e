import type { Host } from '../../../ports/guest.ts';
import type { Adapter, Context, Reference, TeamsAdapter } from './botkit-of.ts';
import type { BotkitTold, OursOfBotkit } from './calls.ts';
import type { Hosted } from './hosted.ts';
import { isOursAlone, received } from './receive.ts';

interface Told {
  readonly channelId: string;
  readonly serviceUrl?: string;
  readonly conversation: Reference['conversation'];
  readonly recipient?: Reference['bot'];
  readonly from?: Reference['user'];
  readonly locale?: string;
}

/** What comes in and what goes out, each as a turn of the Bot Framework. */
export class Turns {
  readonly #host: Host<OursOfBotkit>;
  readonly #hosted: Hosted;
  readonly #adapter: BotkitTold['adapter'];

  constructor(host: Host<OursOfBotkit>, hosted: Hosted, adapter: BotkitTold['adapter']) {
    this.#host = host;
    this.#hosted = hosted;
    this.#adapter = adapter;
  }

  /** Resolves once what it means is stored. */
  async take(context: Context, theirs: (context: Context) => Promise<unknown>): Promise<void> {
    const scene = received(context.activity, Date.now(), this.#adapter);
    if (!scene) return;
    const { conv, there, user, isDirect } = scene;
    await this.#host.call('met', { conv, user, isDirect, reference: this.#reference(context.activity as Told, there) });
    const isTaken = !isOursAlone(scene) && (await this.#hosted.takes(context, theirs));
    for (const inbound of scene.inbounds) if (!isTaken || inbound.did.is !== 'said') await this.#host.call('heard', inbound);
  }

  /** Within a turn of our own. Throws what was thrown there: some adapters keep that to themselves. */
  async within<T>(adapter: Adapter, reference: Reference, work: (context: Context) => Promise<T>): Promise<T> {
    let done: { readonly value: T } | { readonly error: unknown } | null = null;
    await adapter.continueConversation(reference, async (context) => {
      done = await work(context).then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      );
    });
    return cameOf(done);
  }

  /** The conversation with the user of a reference alone. */
  async opened(adapter: TeamsAdapter, reference: Reference): Promise<Reference> {
    let conversation: Reference['conversation'] | null = null;
    const members = [reference.user];
    await adapter.createConversation(reference, { isGroup: false, members, bot: reference.bot }, async ({ activity }) => {
      ({ conversation } = activity as Told);
    });
    return { ...reference, conversation: conversation ?? reference.conversation };
  }

  #reference({ channelId, serviceUrl, conversation, recipient, from, locale }: Told, there: string): Reference {
    return {
      // What is answered in the same breath by the web adapter goes back with it; all else goes to its socket.
      channelId: this.#adapter === 'web' ? 'websocket' : channelId,
      conversation: { ...conversation, id: there },
      ...(serviceUrl === undefined ? {} : { serviceUrl }),
      ...(recipient === undefined ? {} : { bot: recipient }),
      ...(from === undefined ? {} : { user: from }),
      ...(locale === undefined ? {} : { locale }),
    };
  }
}

function cameOf<T>(done: { readonly value: T } | { readonly error: unknown } | null): T {
  if (!done) throw new Error('the adapter let nothing through');
  if ('error' in done) throw done.error;
  return done.value;
}
