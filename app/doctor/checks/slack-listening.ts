import type { EarsState } from '../../../ports/chat-ears.ts';
import { agoText } from '../amounts.ts';
import { ill, noneYet, well, words, type ChatSeen, type Check, type Finding, type Running } from '../check.ts';

/** Whether what people do in Slack comes in. */
export const slackListening: Check<Running> = {
  id: 'slack-listening',
  name: words('收听 Slack', 'Listening to Slack'),
  async look(running) {
    const all = running.chats.filter(({ spec }) => spec.type === 'slack');
    return all.length === 0 ? [noneYet] : Promise.all(all.map((chat) => listeningFinding(chat, running)));
  },
};

/** The same for one of them. */
export async function listeningFinding(
  chat: ChatSeen,
  { now, ims, outward, publicUrl }: Pick<Running, 'now' | 'ims' | 'outward' | 'publicUrl'>,
): Promise<Finding> {
  if (chat.spec.type === 'slack' && chat.spec.appToken === undefined) return calledAt(publicUrl, outward);
  const ears = ims.find(({ id }) => id === chat.name)?.ears;
  return ears ? heard(chat, ears.state(), now) : notMade(chat);
}

const coded = (code: string, finding: Finding): Finding => ({ ...finding, code: `slack.${code}` });

function heard({ name }: ChatSeen, { state, since, because }: EarsState, now: number): Finding {
  const ago = agoText(now - since);
  if (state === 'listening') return coded('listening', well(`${name}：已连接（${ago.zh}）`, `${name}: connected (${ago.en})`));
  const why = because === null ? '' : `: ${because}`;
  const fix = words(
    '先看上一项里令牌是否正确，再检查到 slack.com 的网络（出站 wss）。连接断开会自动重连。',
    'See first whether the tokens are right, then the network to slack.com (outbound wss). A lost connection is opened again by itself.',
  );
  if (state === 'connecting') return coded('connecting', ill('warn', words(`${name}：正在连接${why}`, `${name}: connecting${why}`), fix));
  return coded(
    'not-listening',
    ill('wrong', words(`${name}：没有连接（${ago.zh}）${why}`, `${name}: not connected since ${ago.en}${why}`), fix),
  );
}

const notMade = ({ name }: ChatSeen): Finding =>
  coded(
    'not-started',
    ill(
      'wrong',
      words(`${name}：没有启动`, `${name}: not started`),
      words('日志说明原因；改正文档后会自动再试。', 'The log says why; it is tried again once its document is changed.'),
    ),
  );

/** Slack calls us: it has to find us. From here only a part of the way can be seen. */
async function calledAt(publicUrl: string, outward: Running['outward']): Promise<Finding> {
  const fix = words(
    '把 TOCSIN_PUBLIC_URL 设为 Slack 能访问的 https 地址，或改用 Socket Mode（appToken），无需对外地址。',
    'Set TOCSIN_PUBLIC_URL to an https address that Slack can reach, or use Socket Mode (appToken), which needs none.',
  );
  if (!publicUrl.startsWith('https://'))
    return coded('no-public-address', ill('wrong', words(`Slack 访问不了 ${publicUrl}`, `Slack cannot call ${publicUrl}`), fix));
  try {
    const { status } = await outward({ who: 'slack', method: 'HEAD', url: `${publicUrl}/healthz` });
    if (status === 200) return coded('address-answers', well(`${publicUrl} 有应答`, `${publicUrl} answers`));
    return coded('address-silent', ill('warn', words(`${publicUrl} 应答 ${status}`, `${publicUrl} answers ${status}`), fix));
  } catch (e) {
    const said = (e as Error).message;
    return coded('address-silent', ill('warn', words(said, said), fix));
  }
}
