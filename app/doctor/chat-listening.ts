import type { Chat } from '../../domain/chat/chat.ts';
import type { Words } from '../../domain/text/lang.ts';
import type { EarsState } from '../../ports/chat-ears.ts';
import { agoText, namesText } from './amounts.ts';
import { addressFinding, wecomCalls, type CallSeen } from './chat-called.ts';
import { why } from './chat-words.ts';
import { ill, noneYet, well, words, type ChatSeen, type Check, type Finding, type Running } from './check.ts';

/** Whether what people do in chats of these types comes in. */
export const listeningCheck = (types: readonly Chat['type'][], { id, name }: { id: string; name: Words }): Check<Running> => ({
  id,
  name,
  async look(running) {
    const all = running.chats.filter(({ spec }) => types.includes(spec.type));
    return all.length === 0 ? [noneYet] : (await Promise.all(all.map((chat) => listeningFindings(chat, running)))).flat();
  },
});

export type ListeningSeen = CallSeen & Pick<Running, 'ims'>;

/** The same for one of them. Codes begin with its type. */
export async function listeningFindings(chat: ChatSeen, seen: ListeningSeen): Promise<Finding[]> {
  const found = await heardFrom(chat, seen);
  return found.map((finding) => ({ ...finding, code: `${chat.spec.type}.${finding.code}` }));
}

const socketInstead = words('，或改用 Socket Mode（appToken），无需对外地址', ', or use Socket Mode (appToken), which needs none');

async function heardFrom(chat: ChatSeen, seen: ListeningSeen): Promise<Finding[]> {
  if (chat.spec.type === 'slack' && chat.spec.appToken === undefined)
    return [await addressFinding(words(' Slack ', 'Slack'), socketInstead, seen)];
  const ears = seen.ims.find(({ id }) => id === chat.name)?.ears;
  if (!ears) return [notMade(chat)];
  if (chat.spec.type !== 'wecom') return [connected(chat, ears.state(), seen.now)];
  const full = (await seen.ims.find(({ id }) => id === chat.name)?.full?.()) ?? [];
  return [...(await wecomCalls(chat, seen)), ...tooMuch(full)];
}

/** What a platform would drop is held back here, by people. */
function tooMuch(users: readonly string[]): Finding[] {
  if (users.length === 0) return [];
  const all = namesText(users);
  const found = ill(
    'warn',
    words(
      `${all.zh} 收到的消息已到企业微信的上限（每分钟 30 条、每小时 1000 条）：呼叫之外的都在等`,
      `${all.en} got as many messages as WeCom takes (30 a minute, 1,000 an hour): all but calls wait`,
    ),
    words(
      '呼叫会改走短信或电话。把告警发到频道而不是个人，或在路由里合并告警。',
      'Calls go on to SMS or phone. Let alerts go to a channel rather than to people, or group them by a route.',
    ),
  );
  return [{ ...found, code: 'full' }];
}

const fixes: { readonly [T in Chat['type']]?: Words } = {
  slack: words(
    '先看上一项里令牌是否正确，再检查到 slack.com 的网络（出站 wss）。连接断开会自动重连。',
    'See first whether the tokens are right, then the network to slack.com (outbound wss). A lost connection is opened again by itself.',
  ),
  'wecom-aibot': words(
    '检查智能机器人的 Bot ID 与 Secret、到 openws.work.weixin.qq.com 的网络（出站 wss），以及是否有别的程序用同一个机器人连接：企业微信只容一个。会自动重连。',
    'Check Bot ID and Secret of the robot, the network to openws.work.weixin.qq.com (outbound wss), and whether another program connects as this robot: WeCom lets in one at a time. It is tried again by itself.',
  ),
};
const anyFix = words('检查它的凭据与网络；会自动重连。', 'Check its credentials and the network to it; it is tried again by itself.');

type Ended = NonNullable<EarsState['ended']>;

const endings: Readonly<Record<Ended, (name: string, ago: Words) => Words>> = {
  refused: (name, ago) => words(`${name}：${ago.zh}被拒绝登录`, `${name}: was not let in ${ago.en}`),
  taken: (name, ago) =>
    words(
      `${name}：${ago.zh}被同一个机器人的另一个连接顶下线`,
      `${name}: put out ${ago.en} by somebody else who connected as the same robot`,
    ),
};
const endFixes: Readonly<Record<Ended, Words>> = {
  refused: words(
    'Bot ID 或 Secret 不对：从机器人的详情页重新复制。',
    'Bot ID or Secret is wrong: copy both again from the page of the robot.',
  ),
  taken: words(
    '停掉另一个程序（测试环境？），或给每个程序各建一个机器人：企业微信只容一个连接。过一阵会再试。',
    'Stop the other program (a test system?), or make a robot for each: WeCom lets in one connection. It is tried again after a while.',
  ),
};

function connected({ name, spec }: ChatSeen, { state, since, because, ended }: EarsState, now: number): Finding {
  const ago = agoText(now - since);
  if (ended) return { ...ill('wrong', endings[ended](name, ago), endFixes[ended]), code: ended };
  if (state === 'standby') return { ...well(`${name}：由另一个进程连接`, `${name}: another process is connected`), code: 'standby' };
  const reason = because === null ? words('', '') : words(`：${why(because).zh}`, `: ${why(because).en}`);
  const fix = fixes[spec.type] ?? anyFix;
  if (state === 'listening') return { ...well(`${name}：已连接（${ago.zh}）`, `${name}: connected (${ago.en})`), code: 'listening' };
  if (state === 'connecting')
    return { ...ill('warn', words(`${name}：正在连接${reason.zh}`, `${name}: connecting${reason.en}`), fix), code: 'connecting' };
  const found = words(`${name}：没有连接（${ago.zh}）${reason.zh}`, `${name}: not connected since ${ago.en}${reason.en}`);
  return { ...ill('wrong', found, fix), code: 'not-listening' };
}

const notMade = ({ name }: ChatSeen): Finding => ({
  ...ill(
    'wrong',
    words(`${name}：没有启动`, `${name}: not started`),
    words('日志说明原因；改正文档后会自动再试。', 'The log says why; it is tried again once its document is changed.'),
  ),
  code: 'not-started',
});
