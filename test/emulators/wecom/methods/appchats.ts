import { draftOf, messageOf } from '../content.ts';
import type { Corp } from '../corp.ts';
import { plain, refuse, textsOf, type Conversation, type Json } from '../records.ts';
import { day, hour, minute } from '../tally.ts';
import type { Asked, Method, Methods } from './method.ts';

const cutName = (name: string): string => Array.from(name).slice(0, 50).join('');

/** Takes one of so many that there may be within the time, where limits hold.
 *  @throws {Refusal} 45009. */
function takes({ tally, limits }: Asked, what: string, { most, windowMs }: { most: number; windowMs: number }): void {
  if (limits && tally.count(what, windowMs) >= most) refuse(45009, 'api freq out of limit');
  tally.add(what);
}

/** The members of these ids.
 *  @throws {Refusal} 86216, which names nobody, as in WeCom; only a trouble made on purpose does. */
function membersOf({ corp, not }: Asked, userids: readonly string[]): string[] {
  const found = userids.map((userid) => corp.member(userid));
  const blamed = found.filter((member) => member && not.includes(member.userid)).map((member) => member!.userid);
  if (blamed.length > 0) refuse(86216, `invalid chat member id: ${blamed.join(',')}`);
  if (found.some((member) => !member?.visible)) refuse(86216, 'invalid chat member id');
  return [...new Set(found.map((member) => member!.userid))];
}

function checkSize(members: readonly string[]): void {
  if (members.length < 2 || members.length > 2000) refuse(86006, 'invalid member list size, should be between 2 and 2000');
}

function create(asked: Asked): Json {
  const { corp, args } = asked;
  const userlist = textsOf(args['userlist']);
  checkSize(userlist);
  const members = membersOf(asked, userlist);
  checkSize(members);
  const owner = args['owner'] === undefined ? members[0]! : membersOf(asked, [plain(args['owner'])])[0]!;
  if (!members.includes(owner)) refuse(86207, 'owner is not in userlist');
  const id = plain(args['chatid']) || corp.next('wr', 32);
  if (!/^[0-9A-Za-z]{1,32}$/u.test(id)) refuse(86001, 'invalid chatid');
  if (corp.conversations.has(id)) refuse(86215, 'chatid existed');
  takes(asked, 'appchat/create', { most: 1000, windowMs: day });
  corp.opensGroup('appchat', { id, name: cutName(plain(args['name'])) || '群聊', owner, members });
  return { chatid: id };
}

/** A chat that the app made.
 *  @throws {Refusal} 86001, 86003. */
function chatOf(corp: Corp, id: unknown): Conversation {
  const chatid = plain(id);
  if (!/^[0-9A-Za-z_-]{1,64}$/u.test(chatid)) refuse(86001, 'invalid chatid');
  const chat = corp.conversations.get(chatid);
  if (chat?.kind !== 'appchat') refuse(86003, 'chatid not exist');
  return chat;
}

function update(asked: Asked): Json {
  const { corp, args } = asked;
  const chat = chatOf(corp, args['chatid']);
  const added = membersOf(asked, textsOf(args['add_user_list']));
  const gone = new Set(textsOf(args['del_user_list']).map((each) => corp.member(each)?.userid ?? each));
  if ([...gone].some((each) => !chat.members.includes(each))) refuse(86216, 'invalid chat member id');
  const members = [...new Set([...chat.members, ...added])].filter((each) => !gone.has(each));
  checkSize(members);
  const owner = args['owner'] === undefined ? chat.owner : membersOf(asked, [plain(args['owner'])])[0]!;
  if (args['owner'] !== undefined && !members.includes(owner)) refuse(86207, 'owner is not in userlist');
  takes(asked, 'appchat/update', { most: 1000, windowMs: hour });
  for (const each of gone) chat.left.add(each);
  for (const each of added) chat.left.delete(each);
  chat.members = members;
  chat.owner = members.includes(owner) ? owner : members[0]!;
  if (plain(args['name']) !== '') chat.name = cutName(plain(args['name']));
  corp.changed();
  return {};
}

function get({ corp, args }: Asked): Json {
  const { id, name, owner, members } = chatOf(corp, args['chatid']);
  return { chat_info: { chatid: id, name, owner, userlist: members, chat_type: 0 } };
}

function send(asked: Asked): Json {
  const { corp, args, tally, limits } = asked;
  const chat = chatOf(corp, args['chatid']);
  const draft = draftOf({ corp, args, place: 'appchat' });
  if (limits && tally.count('appchat/send', minute) + chat.members.length > 20_000) refuse(45009, 'api freq out of limit');
  tally.add('appchat/send', chat.members.length);
  const droppedFor = chat.members.filter((userid) => {
    const key = `chats of ${userid}`;
    if (tally.count(key, minute) >= 200 || tally.count(key, day) >= 10_000) return true;
    tally.add(key);
    return false;
  });
  corp.post(chat, messageOf(corp, 'app', draft, droppedFor));
  return {};
}

/** Only for an app that sees the root department. */
const rooted = (verb: Method['verb'], run: (asked: Asked) => Json): Method => ({
  verb,
  run: (asked) => {
    if (!asked.rights.root) refuse(60011, 'no privilege to access/modify contact/party/agent');
    return run(asked);
  },
});

/** Groups that the app makes, and into which it only can speak. */
export const appchats: Methods = {
  'appchat/create': rooted('POST', create),
  'appchat/update': rooted('POST', update),
  'appchat/get': rooted('GET', get),
  'appchat/send': rooted('POST', send),
};
