import type { AtBot, BotOutcome } from './at-bot.ts';
import { messageOf } from './content.ts';
import type { Corp } from './corp.ts';
import type { Courier, Outcome } from './courier.ts';
import { mentionsIn, shownText } from './markdown.ts';
import { buttonOf, pick, selectedOf, submitOf } from './pressing.ts';
import { listOf, plain, type Conversation, type Json, type Message, type Said } from './records.ts';
import type { Xml } from './xml.ts';

export interface Desk {
  readonly corp: Corp;
  readonly courier: Courier;
  readonly bot: AtBot;
}

/** A person with the client in hand. Everything done answers what the app made of it, five seconds later at most; what a person could not do
 *  throws, such as pressing a button that is not there. */
export class Someone {
  readonly id: string;
  readonly #desk: Desk;

  constructor(id: string, desk: Desk) {
    this.id = id;
    this.#desk = desk;
  }

  /** Types to the app. */
  says(text: string): Promise<Outcome> {
    const { corp, courier } = this.#desk;
    corp.post(corp.single('app', this.id), this.#typed(text));
    return courier.bring({ ...this.#head(), MsgType: 'text', Content: text, MsgId: this.#msgid(), AgentID: corp.agentId });
  }

  /** Sends a picture to the app. */
  sends(filename: string, bytes: Buffer): Promise<Outcome> {
    return this.#uploads({ type: 'image', filename, bytes }, (id, corp) => ({ PicUrl: `${corp.origin}/media/${id}`, MediaId: id }));
  }

  /** Speaks to the app: it gets a file, and is not told what was said. */
  speaks(bytes: Buffer): Promise<Outcome> {
    return this.#uploads({ type: 'voice', filename: 'voice.amr', bytes }, (id) => ({ MediaId: id, Format: 'amr' }));
  }

  #uploads(
    file: { type: string; filename: string; bytes: Buffer },
    told: (id: string, corp: Corp) => Record<string, Xml>,
  ): Promise<Outcome> {
    const { corp, courier } = this.#desk;
    const id = corp.next('3', 60);
    corp.media.set(id, { ...file, id, at: corp.now() });
    const content = { media_id: id, filename: file.filename, size: file.bytes.length };
    corp.post(corp.single('app', this.id), messageOf(corp, this.id, { msgtype: file.type, content, mentioned: [], shown: [], cut: [] }));
    return courier.bring({ ...this.#head(), MsgType: file.type, ...told(id, corp), MsgId: this.#msgid(), AgentID: corp.agentId });
  }

  /** Writes into a group. An app never hears that, the bot only where it is mentioned. */
  saysIn(chat: string, text: string): void {
    const conversation = this.#in(chat);
    this.#desk.corp.post(conversation, this.#typed(text));
  }

  /** Writes in a group to the bot, under something quoted where that is given. */
  async mentionsBot(chat: string, text: string, { quote }: { quote?: string } = {}): Promise<BotOutcome> {
    const conversation = this.#in(chat);
    if (!conversation.hasBot) throw new Error(`the bot is not in "${conversation.name}"`);
    const content = `@${this.#desk.corp.botName} ${text}`;
    const shown = [{ text: `@${this.#desk.corp.botName}`, mention: 'bot' }, ...shownText(` ${text}`)];
    this.#desk.corp.post(conversation, { ...this.#typed(content), shown, mentioned: mentionsIn(shown) });
    return this.#desk.bot.text({ userid: this.id, conversation }, content, quote);
  }

  /** Writes to the bot alone, under something quoted where that is given. */
  async saysToBot(text: string, { quote }: { quote?: string } = {}): Promise<BotOutcome> {
    const conversation = this.#desk.corp.single('bot', this.id);
    this.#desk.corp.post(conversation, this.#typed(text));
    return this.#desk.bot.text({ userid: this.id, conversation }, text, quote);
  }

  /** Speaks to the bot alone; it gets what was understood. */
  async speaksToBot(text: string): Promise<BotOutcome> {
    const conversation = this.#desk.corp.single('bot', this.id);
    this.#desk.corp.post(conversation, { ...this.#typed(text), msgtype: 'voice' });
    return this.#desk.bot.voice({ userid: this.id, conversation }, text);
  }

  /** Sends a picture to the bot alone, with words beside it where they are given. */
  async sendsToBot(filename: string, bytes: Buffer, words?: string): Promise<BotOutcome> {
    const { corp, bot } = this.#desk;
    const conversation = corp.single('bot', this.id);
    corp.post(conversation, messageOf(corp, this.id, { msgtype: 'image', content: { filename }, mentioned: [], shown: [], cut: [] }));
    return bot.image({ userid: this.id, conversation }, { filename, bytes, ...(words === undefined ? {} : { words }) });
  }

  /** Opens the chat with the bot. */
  async entersBot(): Promise<BotOutcome> {
    return this.#desk.bot.enters({ userid: this.id, conversation: this.#desk.corp.single('bot', this.id) });
  }

  /** Puts the bot into a group, or out of it. */
  invitesBot(chat: string, isIn = true): void {
    this.#in(chat).hasBot = isIn;
    this.#desk.corp.changed();
  }

  /** Presses a button of a card of the bot, called by its label or key; with it goes what was picked. */
  async pressesBot(chat: string, card: string | Message, button: string): Promise<BotOutcome> {
    const conversation = this.#in(chat);
    const message = this.#card(card, conversation);
    return this.#desk.bot.clicks({ userid: this.id, conversation }, message, buttonOf(this.#mine(message), button).key);
  }

  /** Submits what was picked in a card of the bot. */
  async submitsBot(chat: string, card: string | Message): Promise<BotOutcome> {
    const conversation = this.#in(chat);
    const message = this.#card(card, conversation);
    return this.#desk.bot.clicks({ userid: this.id, conversation }, message, submitOf(this.#mine(message)));
  }

  /** Presses a button of a card in the app's chat, called by its label or key; with it goes what was picked. The menu of the card too. */
  async presses(card: string | Message, button: string): Promise<Outcome> {
    const message = this.#card(card);
    const pressed = buttonOf(message, button);
    return this.#clicks(message, pressed.event, pressed.key);
  }

  /** Picks answers in a card of the app, or of the bot in this chat; nobody hears of it before it is submitted. */
  picks(card: string | Message, question: string, options: string | readonly string[], chat = this.id): void {
    pick(this.#card(card, this.#in(chat)), question, [options].flat());
    this.#desk.corp.changed();
  }

  /** Submits what was picked in a vote or in selects. */
  async submits(card: string | Message): Promise<Outcome> {
    const message = this.#card(card);
    return this.#clicks(message, 'template_card_event', submitOf(message));
  }

  #clicks(message: Message, event: string, key: string): Promise<Outcome> {
    const { corp, courier } = this.#desk;
    const card = message.card!;
    const selected = event === 'template_card_event' ? selectedOf(message) : [];
    const items = selected.map(({ question, options }) => ({ QuestionKey: question, OptionIds: { OptionId: options } }));
    return courier.bring({
      ...this.#head(),
      MsgType: 'event',
      Event: event,
      EventKey: key,
      TaskId: plain(card['task_id']),
      CardType: plain(card['card_type']),
      ResponseCode: corp.grants(message.id),
      AgentID: corp.agentId,
      ...(event === 'template_card_event' ? { SelectedItems: { SelectedItem: items } } : {}),
    });
  }

  /** Chooses from the menu at the bottom of the app, by its label, key or address. */
  menus(name: string): Promise<Outcome> {
    const { corp, courier } = this.#desk;
    const all = listOf(corp.menu?.['button']).flatMap((button) =>
      listOf(button['sub_button']).length > 0 ? listOf(button['sub_button']) : [button],
    );
    const found = all.find((each) => [each['name'], each['key'], each['url']].includes(name));
    if (!found) throw new Error(`there is no "${name}" in the menu; there are: ${all.map((each) => plain(each['name'])).join(', ')}`);
    const event = { Event: plain(found['type']), EventKey: plain(found['key']) || plain(found['url']) };
    return courier.bring({ ...this.#head(), MsgType: 'event', ...event, AgentID: corp.agentId });
  }

  /** Opens the app. */
  enters(): Promise<Outcome> {
    const { corp, courier } = this.#desk;
    return courier.bring({ ...this.#head(), MsgType: 'event', Event: 'enter_agent', EventKey: '', AgentID: corp.agentId });
  }

  /** Leaves a group. The app is not told. */
  leaves(chat: string): void {
    const conversation = this.#in(chat);
    conversation.members = conversation.members.filter((each) => each !== this.id);
    conversation.left.add(this.id);
    if (conversation.owner === this.id) conversation.owner = conversation.members[0] ?? '';
    this.#desk.corp.changed();
  }

  /** Comes into a group. The app is not told. */
  joins(chat: string): void {
    const conversation = this.#desk.corp.conversation(chat);
    if (!conversation.members.includes(this.id)) conversation.members.push(this.id);
    conversation.left.delete(this.id);
    this.#desk.corp.changed();
  }

  #head(): Record<string, Xml> {
    const { corp } = this.#desk;
    return { ToUserName: corp.id, FromUserName: this.id, CreateTime: corp.seconds };
  }

  /** Nineteen digits, more than a number of JavaScript can hold. */
  #msgid(): bigint {
    return 7_400_000_000_000_000_000n + BigInt(this.#desk.corp.seconds) * 100_000n + BigInt(this.#desk.corp.number() % 100_000);
  }

  #typed(text: string): Said {
    const shown = shownText(text);
    return messageOf(this.#desk.corp, this.id, { msgtype: 'text', text, shown, mentioned: mentionsIn(shown), cut: [] });
  }

  /** @throws {Error} where this person is not in it. */
  #in(chat: string): Conversation {
    const conversation = this.#desk.corp.conversation(chat);
    if (!conversation.members.includes(this.id)) throw new Error(`${this.id} is not in "${conversation.name || conversation.id}"`);
    return conversation;
  }

  /** The message with the card that this person sees there. */
  #mine(message: Message): Message {
    const card = message.cardFor?.[this.id];
    return card ? { ...message, card } : message;
  }

  /** The card of this message or task. */
  #card(card: string | Message, { messages } = this.#desk.corp.single('app', this.id)): Message {
    const seen = messages.filter((each) => each.card && !each.recalled && each.droppedFor.length === 0);
    const found = seen.findLast((each) => (typeof card === 'string' ? each.id === card || taskOf(each) === card : each.id === card.id));
    if (!found) throw new Error(`${this.id} has no such card; there are: ${seen.map((each) => `${each.id} (${taskOf(each)})`).join(', ')}`);
    return found;
  }
}

const taskOf = ({ card }: { card?: Json }): string => plain(card?.['task_id']);
