import type { Frame, Occasion } from './bot-frames.ts';
import { draftOf, messageOf, type Draft } from './content.ts';
import type { Corp } from './corp.ts';
import { mentionsIn, shownMarkdown } from './markdown.ts';
import { checkCard, isCallable } from './cards.ts';
import { showCard } from './methods/messages.ts';
import { bytesOf, isJson, jsonOf, plain, refuse, textsOf, type Conversation, type Json } from './records.ts';
import { day, hour, minute, type Tally } from './tally.ts';

const six = 6 * minute;
const five = 5_000;

interface Options {
  readonly corp: Corp;
  readonly tally: Tally;
  readonly limits: boolean;
  readonly occasions: ReadonlyMap<string, Occasion>;
}

/** What the bot says, under the rules of what it may say when. */
export class BotAnswers {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Does what a frame asks; answers the body of the answer.
   *  @throws {Refusal} 846605, 846608, 93006, 40008, 40058, 45002, 45009. */
  take({ cmd, headers, body = {} }: Frame): Json {
    if (cmd === 'aibot_send_msg') return this.#sends(body);
    const occasion = this.#options.occasions.get(headers.req_id) ?? refuse(846605, 'invalid req_id');
    if (cmd === 'aibot_respond_msg') return this.#answers(occasion, body);
    if (cmd === 'aibot_respond_welcome_msg') return this.#welcomes(occasion, body);
    return this.#updates(occasion, body);
  }

  #answers(occasion: Occasion, body: Json): Json {
    const { corp } = this.#options;
    if (occasion.kind !== 'message' || corp.now() - occasion.at > day) refuse(846605, 'invalid req_id');
    const type = plain(body['msgtype']);
    if (type !== 'stream' && type !== 'stream_with_template_card') {
      if (type === 'text') refuse(40008, 'invalid message type');
      return this.#posts(occasion.conversation, body);
    }
    this.#streams(occasion, jsonOf(body['stream']));
    if (type === 'stream_with_template_card' && isJson(body['template_card']))
      this.#posts(occasion.conversation, { msgtype: 'template_card', template_card: body['template_card'] });
    return {};
  }

  /** Each frame has the whole text so far. */
  #streams(occasion: Occasion, stream: Json): void {
    const { corp } = this.#options;
    const id = plain(stream['id']);
    const content = plain(stream['content']);
    if (id === '') refuse(40058, 'stream.id missing. invalid Request Parameter');
    if (bytesOf(content) > 20_480) refuse(40058, 'stream.content exceed max length 20480. invalid Request Parameter');
    const finished = stream['finish'] === true;
    const known = occasion.streams.get(id);
    if (known && (corp.now() - known.began > six || known.message.stream!.finished)) {
      known.message.stream!.finished = true;
      refuse(846608, 'stream message update expired (>6 minutes), cannot update');
    }
    const shown = shownMarkdown(content);
    const says = { markdown: content, shown, mentioned: mentionsIn(shown) };
    if (known) {
      Object.assign(known.message, says);
      known.message.stream!.finished = finished;
      known.message.updatedTimes += 1;
      return corp.changed();
    }
    this.#counts(occasion.conversation);
    const said = { ...messageOf(corp, 'bot', { ...says, msgtype: 'stream', cut: [] }), stream: { id, finished } };
    occasion.streams.set(id, { message: corp.post(occasion.conversation, said), began: corp.now() });
  }

  #welcomes(occasion: Occasion, body: Json): Json {
    const { corp } = this.#options;
    if (occasion.kind !== 'enter' || occasion.isAnswered || corp.now() - occasion.at > five) refuse(846605, 'invalid req_id');
    if (!['text', 'template_card'].includes(plain(body['msgtype']))) refuse(40008, 'invalid message type');
    this.#posts(occasion.conversation, body);
    occasion.isAnswered = true;
    return {};
  }

  #updates(occasion: Occasion, body: Json): Json {
    const { corp } = this.#options;
    const { card: pressed } = occasion;
    if (!pressed || occasion.isAnswered || corp.now() - occasion.at > five) refuse(846605, 'invalid req_id');
    if (body['response_type'] !== 'update_template_card') refuse(40058, 'response_type invalid. invalid Request Parameter');
    const card = jsonOf(body['template_card']);
    checkCard(card);
    if (isCallable(card) && card['task_id'] !== pressed.card!['task_id'])
      refuse(40058, 'template_card.task_id not match. invalid Request Parameter');
    const userids = textsOf(body['userids']);
    if (userids.length === 0) showCard(pressed, structuredClone(card));
    else pressed.cardFor = { ...pressed.cardFor, ...Object.fromEntries(userids.map((userid) => [userid, structuredClone(card)])) };
    occasion.isAnswered = true;
    corp.changed();
    return {};
  }

  /** Speaks first, where somebody once spoke to the bot. */
  #sends(body: Json): Json {
    const { corp } = this.#options;
    const [id, type] = [plain(body['chatid']), body['chat_type'] ?? 0];
    const single = type === 2 ? undefined : corp.conversations.get(`bot:${corp.member(id)?.userid ?? ''}`);
    const group = type === 1 ? undefined : corp.conversations.get(id);
    const conversation = single ?? (group?.kind === 'group' ? group : undefined);
    if (!conversation?.knowsBot || !conversation.hasBot) refuse(93006, 'invalid chatid');
    if (body['msgtype'] === 'text') refuse(40008, 'invalid message type');
    return this.#posts(conversation, body);
  }

  #posts(conversation: Conversation, args: Json): Json {
    const { corp } = this.#options;
    const draft = draftOf({ corp, args, place: 'bot' });
    this.#takesTask(draft);
    this.#counts(conversation);
    corp.post(conversation, messageOf(corp, 'bot', draft));
    return {};
  }

  #takesTask({ card }: Draft): void {
    const task = plain(card?.['task_id']);
    const { bot } = this.#options.corp.taskIds;
    if (bot.has(task)) refuse(40058, 'template_card.task_id duplicate. invalid Request Parameter');
    if (task !== '') bot.add(task);
  }

  /** At most 30 in a minute and 1000 in an hour for each conversation. */
  #counts({ id }: Conversation): void {
    const { tally, limits } = this.#options;
    const key = `bot in ${id}`;
    if (limits && (tally.count(key, minute) >= 30 || tally.count(key, hour) >= 1000)) refuse(45009, 'api freq out of limit');
    tally.add(key);
  }
}
