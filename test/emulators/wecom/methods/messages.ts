import { cutIn, shownCard } from '../card-widths.ts';
import { checkCard, hasButtons, isCallable } from '../cards.ts';
import { draftOf, messageOf, type Draft } from '../content.ts';
import type { Corp } from '../corp.ts';
import { isJson, jsonOf, plain, refuse, textsOf, type Json, type Member, type Message } from '../records.ts';
import { day, hour, minute } from '../tally.ts';
import type { Asked, Methods } from './method.ts';

/** @throws {Refusal} 40056, 301002. */
export function checkAgent({ corp, args, rights }: Asked): void {
  if (plain(args['agentid']) === '') refuse(40056, 'invalid agentid');
  if (Number(args['agentid']) !== corp.agentId || !rights.agent) refuse(301002, 'not allow operate another agent with this accesstoken');
}

interface Receivers {
  readonly members: readonly Member[];
  /** `|` lists of who gets nothing. */
  readonly invalid: Json;
}

/** @throws {Refusal} 40063, 40058, 81013, 82002, 82003. */
function receiversOf({ corp, args, not }: Asked): Receivers {
  const [users, parties, tags] = ['touser', 'toparty', 'totag'].map((name) =>
    plain(args[name])
      .split('|')
      .filter((each) => each !== ''),
  ) as [string[], string[], string[]];
  if (users.length + parties.length + tags.length === 0) refuse(40063, 'some parameters are empty: touser, toparty and totag');
  if (users.length > 1000) refuse(40058, 'touser exceed max size 1000. invalid Request Parameter');
  if (parties.length > 100) refuse(82002, 'invalid PartyID list');
  if (tags.length > 100) refuse(82003, 'invalid TagID list');
  const seen = [...corp.members.values()].filter(({ visible }) => visible);
  const isAll = users.includes('@all');
  const named = users.map((userid) => [userid, seen.find((each) => each === corp.member(userid) && !not.includes(each.userid))] as const);
  const unlicensed = named.filter(([, member]) => member?.licensed === false);
  const reached = new Set(isAll ? seen : named.flatMap(([, member]) => (member?.licensed ? [member] : [])));
  for (const party of parties)
    for (const member of seen) if (member.department.includes(Number(party)) || party === '1') reached.add(member);
  const invalid = {
    invaliduser: isAll ? [] : named.flatMap(([userid, member]) => (member ? [] : [userid.toLowerCase()])),
    invalidparty: parties.filter((party) => party !== '1' && party !== '2'),
    invalidtag: tags,
    unlicenseduser: unlicensed.map(([userid]) => userid.toLowerCase()),
  };
  const lists = Object.fromEntries(Object.entries(invalid).flatMap(([name, list]) => (list.length > 0 ? [[name, list.join('|')]] : [])));
  if (reached.size === 0) refuse(81013, 'user & party & tag all invalid', lists);
  return { members: [...reached], invalid: lists };
}

/** Whether WeCom silently keeps it from the member: at most 30 in a minute and 1000 in an hour. */
function isDropped({ tally }: Asked, member: Member): boolean {
  const key = `member ${member.userid}`;
  if (!member.active || tally.count(key, minute) >= 30 || tally.count(key, hour) >= 1000) return true;
  tally.add(key);
  return false;
}

function send(asked: Asked): Json {
  const { corp, args, tally, limits } = asked;
  checkAgent(asked);
  const draft = draftOf({ corp, args, place: 'app' });
  checkTaskId(corp, draft);
  const { members, invalid } = receiversOf(asked);
  if (limits && tally.count('seats', day) + members.length > corp.members.size * 200) refuse(45009, 'api freq out of limit');
  const before = duplicateOf(asked);
  if (before) return { ...invalid, msgid: before };
  const message = messageOf(corp, 'app', draft);
  for (const member of members) {
    const droppedFor = isDropped(asked, member) ? [member.userid] : [];
    corp.post(corp.single('app', member.userid), { ...message, droppedFor, ...(draft.card ? { card: structuredClone(draft.card) } : {}) });
  }
  tally.add('seats', members.length);
  if (draft.card?.['task_id'] !== undefined) corp.taskIds.app.add(plain(draft.card['task_id']));
  corp.sent.push({ at: corp.now(), what: whatOf(args), msgid: message.id });
  const code = draft.card && isCallable(draft.card) ? { response_code: corp.grants(message.id) } : {};
  return { ...invalid, msgid: message.id, ...code };
}

function checkTaskId(corp: Corp, { card }: Draft): void {
  if (card && corp.taskIds.app.has(plain(card['task_id']))) refuse(40058, 'template_card.task_id duplicate. invalid Request Parameter');
}

const whatOf = ({ enable_duplicate_check: _check, duplicate_check_interval: _interval, ...what }: Json): string => JSON.stringify(what);

/** The same that was sent to the same within the interval, where that is asked for. */
function duplicateOf({ corp, args }: Asked): string | undefined {
  if (args['enable_duplicate_check'] !== 1) return undefined;
  const seconds = Math.min(Number(args['duplicate_check_interval'] ?? 1800), 4 * 3600);
  return corp.sent.findLast(({ what, at }) => what === whatOf(args) && corp.now() - at < seconds * 1000)?.msgid;
}

function recall({ corp, args }: Asked): Json {
  const found = copiesOf(corp, plain(args['msgid'])).map(([, message]) => message);
  if (found.length === 0) refuse(40058, 'msgid invalid. invalid Request Parameter');
  if (corp.now() - found[0]!.at > day) refuse(40058, 'msgid is older than 24 hours. invalid Request Parameter');
  for (const message of found) message.recalled = true;
  corp.changed();
  return {};
}

/** What was sent at once, with who has it. */
function copiesOf(corp: Corp, msgid: string): [userid: string, message: Message][] {
  const chats = [...corp.conversations.values()].filter(({ kind }) => kind === 'app');
  return chats.flatMap(({ id, messages }) => messages.filter((each) => each.id === msgid).map((each): [string, Message] => [id, each]));
}

function update(asked: Asked): Json {
  const { corp, args, not } = asked;
  checkAgent(asked);
  const code = corp.responseCodes.get(plain(args['response_code']));
  if (!code) refuse(40058, 'response_code invalid. invalid Request Parameter');
  if (code.isUsed) refuse(40058, 'response_code has been used. invalid Request Parameter');
  if (corp.now() - code.at > 3 * day) refuse(40058, 'response_code expired. invalid Request Parameter');
  const userids = textsOf(args['userids']);
  if (userids.length > 1000) refuse(40058, 'userids exceed max size 1000. invalid Request Parameter');
  const isEverybody = args['atall'] === 1;
  if (userids.length === 0 && !isEverybody && !args['partyids'] && !args['tagids']) refuse(40063, 'some parameters are empty: userids');
  const copies = copiesOf(corp, code.messageId);
  const isAsked = (userid: string): boolean =>
    !not.includes(userid) && (isEverybody || userids.some((each) => each.toLowerCase() === userid.toLowerCase()));
  const change = changeOf(args, copies[0]![1]);
  code.isUsed = true;
  for (const [userid, message] of copies) if (isAsked(userid)) change(message);
  corp.changed();
  const had = new Set(copies.map(([userid]) => userid.toLowerCase()));
  return { invaliduser: userids.map((each) => each.toLowerCase()).filter((each) => !had.has(each) || not.includes(each)) };
}

/** What to do to each copy of the card: grey its buttons, or show another card.
 *  @throws {Refusal} 40058. */
export function changeOf(args: Json, before: Message): (message: Message) => void {
  const card = args['template_card'];
  if (isJson(card)) {
    const task = card['task_id'] ?? before.card?.['task_id'];
    const whole: Json = { ...card, ...(task === undefined ? {} : { task_id: task }) };
    checkCard(whole);
    return (message) => showCard(message, structuredClone(whole));
  }
  const name = plain(jsonOf(args['button'])['replace_name']);
  if (name === '') refuse(40058, 'button.replace_name missing. invalid Request Parameter');
  if (!before.card || !hasButtons(before.card)) refuse(40058, 'button is not supported by this card_type. invalid Request Parameter');
  return (message) => {
    message.replaced = name;
    message.updatedTimes += 1;
  };
}

/** Shows another card in its place. */
export function showCard(message: Message, card: Json): void {
  Object.assign(message, { card, cut: cutIn(card), shown: shownCard(card) });
  delete message.replaced;
  delete message.picked;
  delete message.cardFor;
  message.updatedTimes += 1;
}

/** What the app says to people in its own chat with each. */
export const messages: Methods = {
  'message/send': { verb: 'POST', run: send },
  'message/recall': { verb: 'POST', run: recall },
  'message/update_template_card': { verb: 'POST', run: update },
};
