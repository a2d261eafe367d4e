import { asTyped } from './mentions.ts';
import { channelType, messageJson } from './as-json.ts';
import { nameOf, outcomeOf, type Desk, type Outcome } from './desk.ts';
import { optionsOf, valueOf, type Filled } from './form-values.ts';
import { elementsOf } from './blocks.ts';
import { archive, describe, join, leave, rename } from './membership.ts';
import { edit, post, react, remove } from './messages.ts';
import { newFile } from './methods/files.ts';
import { closes, submits, type Submitted } from './modals.ts';
import { plain, type Channel, type File, type Json, type Message, type View } from './records.ts';

export interface Attached {
  readonly name: string;
  readonly bytes: Buffer | string;
  readonly mimetype?: string;
}

/** A person at the keyboard. Everything done answers what the app made of it, three seconds later at most; what a person could not do
 *  throws, such as pressing a button that is not there. */
export class Someone {
  readonly id: string;
  readonly #desk: Desk;

  constructor(id: string, desk: Desk) {
    this.id = id;
    this.#desk = desk;
  }

  /** A slash command, sent from the channel `in`. */
  async runs(command: string, text: string, where: { in: string }): Promise<Outcome> {
    const { w, urls } = this.#desk;
    w.app.mustHaveCommand(command);
    const channel = this.#channel(where.in);
    const { trigger_id } = this.#desk.interaction(this.id);
    const body = {
      token: 'verification-token',
      team_id: w.team.id,
      team_domain: w.team.domain,
      channel_id: channel.id,
      channel_name: nameOf(channel),
      user_id: this.id,
      user_name: w.users.get(this.id)!.name,
      command,
      text: asTyped(text, { links: false }),
      api_app_id: w.bot.app_id,
      is_enterprise_install: 'false',
      response_url: urls.make({ channel, user: this.id }),
      trigger_id,
    };
    const delivery = await this.#desk.asks(this.id, 'slash_commands', body);
    if (delivery.payload['text'] !== undefined || delivery.payload['blocks'] !== undefined)
      this.#answered(channel, delivery.payload, command);
    return outcomeOf([delivery]);
  }

  #answered(channel: Channel, payload: Json, command: string): void {
    try {
      this.#desk.urls.answer({ channel, user: this.id }, payload);
    } catch {
      this.#desk.warns({ user: this.id, code: 'invalid_answer', about: command });
    }
  }

  /** A message. `<@U…>` mentions, everything else is taken as typed; in a direct conversation `where` may be the bot's id. */
  async says(
    where: string,
    text: string,
    more: { thread_ts?: string; files?: readonly Attached[] } = {},
  ): Promise<Outcome & { ts: string }> {
    const channel = this.#channel(where);
    const files = (more.files ?? []).map((file) => this.#uploads(file));
    const thread = more.thread_ts === undefined ? {} : { thread_ts: more.thread_ts };
    const said: { ts?: string } = {};
    const told = await this.#desk.courier.during(() => {
      said.ts = post(this.#desk.w, channel, { user: this.id, text: asTyped(text, { links: true }), files, ...thread }).ts;
    });
    const mention = told.find(({ body }) => (body['event'] as Json)['type'] === 'app_mention');
    return { ...outcomeOf(told, mention?.key), ts: said.ts! };
  }

  #uploads({ name, bytes, mimetype }: Attached): File {
    const content = Buffer.from(bytes);
    const given = { name, user: this.id, length: content.length, bytes: content };
    return newFile(this.#desk.w, mimetype === undefined ? given : { ...given, mimetype });
  }

  /** A message that begins with the bot's name. */
  mentions(where: string, text: string, more: { thread_ts?: string } = {}): Promise<Outcome & { ts: string }> {
    return this.says(where, `<@${this.#desk.w.bot.user}> ${text}`, more);
  }

  reacts(where: string, ts: string, name: string): Promise<Outcome> {
    return this.#reacting(where, ts, { name, on: true });
  }

  unreacts(where: string, ts: string, name: string): Promise<Outcome> {
    return this.#reacting(where, ts, { name, on: false });
  }

  async #reacting(where: string, ts: string, reaction: { name: string; on: boolean }): Promise<Outcome> {
    const message = this.#message(this.#channel(where), ts);
    return this.#does(() => void react(this.#desk.w, message, { user: this.id, ...reaction }));
  }

  async edits(where: string, ts: string, text: string): Promise<Outcome> {
    const channel = this.#channel(where);
    const message = this.#message(channel, ts);
    if (message.user !== this.id) throw new Error('only who wrote a message can change it');
    return this.#does(() => edit(this.#desk.w, channel, { message, to: { text: asTyped(text, { links: true }) }, by: this.id }));
  }

  async deletes(where: string, ts: string): Promise<Outcome> {
    const channel = this.#channel(where);
    const message = this.#message(channel, ts);
    return this.#does(() => remove(this.#desk.w, channel, message));
  }

  /** Comes into a channel, or is brought in where it is private. */
  async joins(where: string): Promise<Outcome> {
    const channel = this.#any(where);
    return this.#does(() => void join(this.#desk.w, channel, { user: this.id }));
  }

  async leaves(where: string): Promise<Outcome> {
    const channel = this.#channel(where);
    return this.#does(() => void leave(this.#desk.w, channel, this.id));
  }

  /** Brings somebody into a channel, the bot for instance. */
  async invites(where: string, user: string): Promise<Outcome> {
    const channel = this.#channel(where);
    return this.#does(() => void join(this.#desk.w, channel, { user, inviter: this.id }));
  }

  async removes(where: string, user: string): Promise<Outcome> {
    const channel = this.#channel(where);
    return this.#does(() => void leave(this.#desk.w, channel, user));
  }

  async archives(where: string): Promise<Outcome> {
    const channel = this.#channel(where);
    return this.#does(() => archive(this.#desk.w, channel, { user: this.id, on: true }));
  }

  async unarchives(where: string): Promise<Outcome> {
    const channel = this.#channel(where);
    return this.#does(() => archive(this.#desk.w, channel, { user: this.id, on: false }));
  }

  async renames(where: string, name: string): Promise<Outcome> {
    const channel = this.#channel(where);
    return this.#does(() => rename(this.#desk.w, channel, { user: this.id, name }));
  }

  async setsTopic(where: string, text: string): Promise<Outcome> {
    const channel = this.#channel(where);
    return this.#does(() => describe(this.#desk.w, channel, { user: this.id, what: 'topic', text }));
  }

  /** Presses a button of a message, called by its label, action or value. A confirmation is given. */
  async presses(where: string, ts: string, button: string): Promise<Outcome> {
    return this.#acts(this.#spot(where, ts), button, () => null);
  }

  /** Picks from a select, menu or date field of a message, called by its action or by the option alone. */
  async picks(where: string, ts: string, action: string, option: Filled = action): Promise<Outcome> {
    return this.#acts(this.#spot(where, ts), action, (element) => valueOf(this.#desk.w, element, option));
  }

  /** Presses a button in a modal or in the home. */
  async pressesIn(view: View, button: string): Promise<Outcome> {
    return this.#acts({ view }, button, () => null);
  }

  /** Picks in a modal or in the home where that is told to the app at once. */
  async picksIn(view: View, action: string, option: Filled): Promise<Outcome> {
    return this.#acts({ view }, action, (element) => valueOf(this.#desk.w, element, option));
  }

  #spot(where: string, ts: string): Spot {
    const channel = this.#channel(where);
    return { channel, message: this.#message(channel, ts) };
  }

  async #acts(spot: Spot, name: string, value: (element: Json) => Json | null): Promise<Outcome> {
    const { w } = this.#desk;
    const { block, element } = controlIn('view' in spot ? spot.view.blocks : (spot.message.blocks ?? []), name);
    const filled = value(element);
    const [block_id, action_id] = [String(block['block_id']), plain(element['action_id'])];
    if (filled && 'view' in spot) spot.view.values = { ...spot.view.values, [block_id]: { [action_id]: filled } };
    const { text, value: own, url } = element;
    const pressed = {
      type: element['type'],
      ...(text ? { text } : {}),
      ...(own === undefined ? {} : { value: own }),
      ...(url ? { url } : {}),
    };
    const action = { action_id, block_id, ...(filled ?? pressed), action_ts: w.ids.ts() };
    const place = 'view' in spot ? this.#desk.viewPlace(spot.view) : this.#desk.place(this.id, spot.channel, spot.message);
    const state = 'view' in spot ? {} : { state: { values: filled ? { [block_id]: { [action_id]: filled } } : {} } };
    const body = { type: 'block_actions', ...this.#desk.interaction(this.id), ...place, ...state, actions: [action] };
    return outcomeOf([await this.#desk.asks(this.id, 'interactive', body)]);
  }

  /** What an external select offers for what was typed so far. */
  async suggestions(view: View, action: string, typed: string): Promise<Outcome & { options: Json[] }> {
    const { block, element } = controlIn(view.blocks, action);
    const ids = { action_id: element['action_id'], block_id: block['block_id'], value: typed };
    const body = { type: 'block_suggestion', ...this.#desk.interaction(this.id), ...this.#desk.viewPlace(view), ...ids };
    const outcome = outcomeOf([await this.#desk.asks(this.id, 'interactive', body)]);
    const options = optionsOf(outcome.payload);
    element['options'] = options;
    return { ...outcome, options };
  }

  /** Fills a modal in and sends it; values by the block's id or the input's label. */
  submits(view: View, values: Readonly<Record<string, Filled>> = {}): Promise<Submitted> {
    return submits(this.#desk, { user: this.id, view, values });
  }

  closes(view: View): Promise<Outcome> {
    return closes(this.#desk, { user: this.id, view });
  }

  /** A shortcut of a message's menu. */
  async shortcut(callbackId: string, where: string, ts: string): Promise<Outcome> {
    this.#desk.w.app.mustHaveShortcut(callbackId, 'message');
    const channel = this.#channel(where);
    const message = this.#message(channel, ts);
    const body = {
      type: 'message_action',
      ...this.#desk.interaction(this.id),
      callback_id: callbackId,
      action_ts: this.#desk.w.ids.ts(),
      message_ts: ts,
      channel: { id: channel.id, name: nameOf(channel) },
      message: messageJson(this.#desk.w, message),
      response_url: this.#desk.urls.make({ channel, user: this.id, message }),
    };
    return outcomeOf([await this.#desk.asks(this.id, 'interactive', body)]);
  }

  /** A shortcut that can be called from anywhere. */
  async global(callbackId: string): Promise<Outcome> {
    this.#desk.w.app.mustHaveShortcut(callbackId, 'global');
    const body = { type: 'shortcut', ...this.#desk.interaction(this.id), callback_id: callbackId, action_ts: this.#desk.w.ids.ts() };
    return outcomeOf([await this.#desk.asks(this.id, 'interactive', body)]);
  }

  async opensHome(): Promise<Outcome> {
    const { w } = this.#desk;
    const channel = w.direct(w.bot.user, this.id);
    return this.#does(() => w.tell({ type: 'app_home_opened', user: this.id, channel: channel.id, tab: 'home', event_ts: w.ids.ts() }));
  }

  /** Opens the assistant's pane and with it a new thread. */
  async opensAssistant(context: { channel?: string } = {}): Promise<Outcome & { channel: string; thread_ts: string }> {
    const { w } = this.#desk;
    const channel = w.direct(w.bot.user, this.id);
    const thread_ts = w.ids.ts();
    w.assistantThreads.push({ channel: channel.id, ts: thread_ts, user: this.id, status: '', title: '', prompts: [] });
    const where = { channel_id: context.channel === undefined ? channel.id : this.#channel(context.channel).id, team_id: w.team.id };
    const thread = { user_id: this.id, context: { ...where, enterprise_id: null }, channel_id: channel.id, thread_ts };
    const told = await this.#does(() => w.tell({ type: 'assistant_thread_started', assistant_thread: thread, event_ts: w.ids.ts() }));
    return { ...told, channel: channel.id, thread_ts };
  }

  async #does(act: () => void): Promise<Outcome> {
    return outcomeOf(await this.#desk.courier.during(act));
  }

  #any(where: string): Channel {
    const { w } = this.#desk;
    const other = w.users.get(where);
    const channel = other ? w.direct(this.id, other.id) : w.channelNamed(where);
    if (!channel) throw new Error(`there is no channel "${where}"; there are: ${w.channels.map(({ name, id }) => name || id).join(', ')}`);
    return channel;
  }

  /** A channel that this person sees. */
  #channel(where: string): Channel {
    const channel = this.#any(where);
    const isSeen = channelType(channel) === 'channel' || channel.members.has(this.id);
    if (!isSeen) throw new Error(`${this.id} is not in "${where}" and cannot see it`);
    return channel;
  }

  #message(channel: Channel, ts: string): Message {
    const message = this.#desk.w.message(channel, ts, this.id);
    if (!message) throw new Error(`there is no message ${ts} in ${channel.name || channel.id}`);
    return message;
  }
}

type Spot = { readonly channel: Channel; readonly message: Message } | { readonly view: View };

/** What is called so, by action, label, value, or by an option in it. */
function controlIn(blocks: readonly Json[], name: string): { block: Json; element: Json } {
  const all = blocks.flatMap((block) => elementsOf(block).map((element) => ({ block, element })));
  const labels = (element: Json): string[] =>
    [element['action_id'], (element['text'] as Json | undefined)?.['text'], element['value']].map(plain);
  const found =
    all.find(({ block, element }) => name === `${plain(block['block_id'])}/${plain(element['action_id'])}`) ??
    all.find(({ element }) => labels(element).includes(name)) ??
    all.find(({ block }) => block['block_id'] === name) ??
    all.find(({ element }) => optionsOf(element).some((option) => [(option['text'] as Json)['text'], option['value']].includes(name)));
  if (!found)
    throw new Error(`there is no "${name}" to press; there are: ${all.map(({ element }) => labels(element).join(' / ')).join('; ')}`);
  return found;
}
