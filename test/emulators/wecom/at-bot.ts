import { createCipheriv, randomBytes } from 'node:crypto';
import type { BotLine } from './bot-line.ts';
import type { Corp } from './corp.ts';
import { selectedOf } from './pressing.ts';
import { plain, type Conversation, type Json, type Message } from './records.ts';

/** What came of something brought to the bot. */
export interface BotOutcome {
  /** Whether somebody was there to hear it. */
  readonly acked: boolean;
  readonly status: number;
  readonly body: string;
  readonly tookMs: number;
  /** The msgid, by which an app can know it again. */
  readonly key: string;
  /** Under which it can be answered; null where nobody was there. */
  readonly reqId: string | null;
  /** Brings the very same once more, under a req_id of its own. */
  readonly again: () => Promise<BotOutcome>;
}

interface About {
  readonly userid: string;
  readonly conversation: Conversation;
}

/** Puts what people do before the bot. */
export class AtBot {
  readonly #corp: Corp;
  readonly #line: BotLine;

  constructor(corp: Corp, line: BotLine) {
    this.#corp = corp;
    this.#line = line;
  }

  text(about: About, content: string, quote?: string): Promise<BotOutcome> {
    const quoted = quote === undefined ? {} : { quote: { msgtype: 'text', text: { content: quote } } };
    return this.#says(about, { msgtype: 'text', text: { content }, ...quoted });
  }

  /** What was spoken comes as text. */
  voice(about: About, content: string): Promise<BotOutcome> {
    return this.#says(about, { msgtype: 'voice', voice: { content } });
  }

  /** A picture, closed with a key of its own, at an address that is good for five minutes; with words it is a mixed message. */
  image(about: About, { filename, bytes, words }: { filename: string; bytes: Buffer; words?: string }): Promise<BotOutcome> {
    const image = this.#seals(filename, bytes);
    if (words === undefined) return this.#says(about, { msgtype: 'image', image });
    const msg_item = [
      { msgtype: 'text', text: { content: words } },
      { msgtype: 'image', image },
    ];
    return this.#says(about, { msgtype: 'mixed', mixed: { msg_item } });
  }

  #seals(filename: string, bytes: Buffer): Json {
    const key = randomBytes(32);
    const pad = 32 - (bytes.length % 32);
    const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
    const sealed = Buffer.concat([cipher.update(bytes), cipher.update(Buffer.alloc(pad, pad)), cipher.final()]);
    const id = this.#corp.next('4', 60);
    this.#corp.media.set(id, { id, type: 'sealed', filename, bytes: sealed, at: this.#corp.now() });
    return { url: `${this.#corp.origin}/media/${id}`, aeskey: key.toString('base64') };
  }

  #says(about: About, content: Json): Promise<BotOutcome> {
    about.conversation.knowsBot = true;
    return this.#brings('aibot_msg_callback', { ...this.#head(about), ...content }, { ...about, kind: 'message' });
  }

  enters(about: About): Promise<BotOutcome> {
    const body = { ...this.#head(about), msgtype: 'event', event: { eventtype: 'enter_chat' } };
    return this.#brings('aibot_event_callback', body, { ...about, kind: 'enter' });
  }

  clicks(about: About, card: Message, key: string): Promise<BotOutcome> {
    const items = selectedOf(card).map(({ question, options }) => ({ question_key: question, option_ids: { option_id: options } }));
    const { card_type, task_id } = card.card!;
    const clicked = { card_type, event_key: key, task_id: plain(task_id), selected_items: { selected_item: items } };
    const event = { eventtype: 'template_card_event', template_card_event: clicked };
    return this.#brings('aibot_event_callback', { ...this.#head(about), msgtype: 'event', event }, { ...about, kind: 'click', card });
  }

  #head({ userid, conversation }: About): Json {
    const where = conversation.kind === 'group' ? { chatid: conversation.id, chattype: 'group' } : { chattype: 'single' };
    return { msgid: this.#corp.next('botmsg', 40), aibotid: this.#line.botId, ...where, from: { userid }, create_time: this.#corp.seconds };
  }

  async #brings(cmd: string, body: Json, occasion: About & { kind: 'message' | 'enter' | 'click'; card?: Message }): Promise<BotOutcome> {
    const reqId = this.#line.bring(cmd, body, occasion);
    const acked = reqId !== null;
    const again = (): Promise<BotOutcome> => this.#brings(cmd, body, occasion);
    return { acked, status: acked ? 200 : 0, body: '', tookMs: 0, key: plain(body['msgid']), reqId, again };
  }
}
