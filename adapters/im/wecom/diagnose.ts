import { z } from 'zod';
import { lookAtEach, type Expected, type FoundOnWecom } from '../../../ports/chat-diagnosis.ts';
import { ask, ipIn, NotReached, rawOf, type Answer, type Credentials } from './looking.ts';

type Seen = readonly FoundOnWecom[];
type Asking = (method: string, query?: Readonly<Record<string, string>>) => Promise<Answer>;

const mostAsked = { users: 60, convs: 30 } as const;

const wrongSecret = new Set([40001, 40091, 41004]);
const noCorp = 40013;
const foreignApp = new Set([40056, 301002]);
const noIp = 60020;
const noRight = 60011;
const noMenu = 46003;
/** What whoever may make groups is told of one that is not there. */
const seesNoGroup = new Set([0, 86001, 86003]);

/** Asks WeCom what works with these credentials and what is missing; changes nothing there and posts nothing. Never throws for what WeCom says. */
export async function diagnoseWecom(spec: Credentials, expected: Expected): Promise<Seen> {
  try {
    const { access_token: token, ...given } = await ask(spec, 'gettoken', { corpid: spec.corpId, corpsecret: spec.secret });
    if (given.errcode !== 0) return [tokenFinding(given)];
    return await lookAround((method, query = {}) => ask(spec, method, { access_token: String(token), ...query }), spec, expected);
  } catch (e) {
    if (!(e instanceof NotReached)) throw e;
    return [{ code: 'unreachable', raw: e.message }];
  }
}

function tokenFinding(answer: Answer): FoundOnWecom {
  if (answer.errcode === noIp) return { code: 'ip-refused', ip: ipIn(answer) };
  if (answer.errcode === noCorp) return { code: 'corp-unknown', raw: rawOf(answer) };
  if (wrongSecret.has(answer.errcode)) return { code: 'token-refused', raw: rawOf(answer) };
  return { code: 'call-refused', method: 'gettoken', raw: rawOf(answer) };
}

async function lookAround(asking: Asking, { corpId, agentId }: Credentials, expected: Expected): Promise<Seen> {
  const agent = await asking('agent/get', { agentid: agentId });
  if (agent.errcode === noIp) return [{ code: 'ip-refused', ip: ipIn(agent) }];
  if (foreignApp.has(agent.errcode)) return [{ code: 'app-unknown', raw: rawOf(agent) }];
  if (agent.errcode !== 0) return [{ code: 'call-refused', method: 'agent/get', raw: rawOf(agent) }];
  const [rooms, menu, users, convs] = await Promise.all([
    lookAtRooms(asking),
    lookAtMenu(asking, agentId),
    eachOf('users', expected.users, (user) => lookAtUser(asking, user)),
    eachOf('convs', expected.convs, (conv) => lookAtConv(asking, conv)),
  ]);
  return [...appFindings(agent, corpId), ...rooms, ...menu, ...users, ...convs];
}

const Agent = z.looseObject({ name: z.string().default(''), close: z.number().default(0) });

function appFindings(answer: Answer, corpId: string): Seen {
  const { name, close } = Agent.parse(answer);
  return [{ code: 'let-in', team: corpId, bot: name }, ...(close === 1 ? [{ code: 'app-off' } as const] : [])];
}

/** Asks for a group that nobody has: whoever may make none is told so first. */
async function lookAtRooms(asking: Asking): Promise<Seen> {
  const answer = await asking('appchat/get', { chatid: 'tocsinlooksaround' });
  if (answer.errcode === noRight) return [{ code: 'root-hidden' }];
  if (!seesNoGroup.has(answer.errcode)) return [{ code: 'call-refused', method: 'appchat/get', raw: rawOf(answer) }];
  return [{ code: 'rooms-allowed' }];
}

const Menu = z.looseObject({ button: z.array(z.unknown()).default([]) });

async function lookAtMenu(asking: Asking, agentId: string): Promise<Seen> {
  const answer = await asking('menu/get', { agentid: agentId });
  if (answer.errcode !== 0 && answer.errcode !== noMenu) return [{ code: 'call-refused', method: 'menu/get', raw: rawOf(answer) }];
  const count = Menu.safeParse(answer).data?.button.length ?? 0;
  return [count === 0 ? { code: 'menu-missing' } : { code: 'menu-there', count }];
}

const userStates: Readonly<Record<number, 'user-deactivated' | 'user-inactive'>> = {
  2: 'user-deactivated',
  4: 'user-inactive',
  5: 'user-deactivated',
};

async function lookAtUser(asking: Asking, user: string): Promise<Seen> {
  const answer = await asking('user/get', { userid: user });
  if (answer.errcode === 0) {
    const ill = userStates[Number(answer['status'])];
    return ill ? [{ code: ill, user }] : [];
  }
  if (answer.errcode === noRight) return [{ code: 'user-hidden', user }];
  if (answer.errcode === 60111 || answer.errcode === 40003) return [{ code: 'user-unknown', user }];
  throw new Enough(rawOf(answer));
}

async function lookAtConv(asking: Asking, conv: string): Promise<Seen> {
  const answer = await asking('appchat/get', { chatid: conv.slice('chat:'.length) });
  if (answer.errcode === 86001 || answer.errcode === 86003) return [{ code: 'conv-unknown', conv }];
  if (answer.errcode !== 0 && answer.errcode !== noRight) throw new Enough(rawOf(answer));
  return [];
}

/** WeCom wants to be asked no further. */
class Enough extends Error {}

const eachOf = (what: 'users' | 'convs', ids: readonly string[], look: (id: string) => Promise<Seen>): Promise<Seen> =>
  lookAtEach({ what, ids, most: mostAsked[what], whyNot: (e) => (e as Error).message }, look);
