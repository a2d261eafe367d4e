import { stalenessMs } from '../../auditor.ts';
import { agoText } from '../amounts.ts';
import { ill, well, words, type Check, type Finding, type Running } from '../check.ts';

const recentMs = 24 * 3_600_000;

/** Whether whoever is called will be called on, and whether somebody outside would notice if Tocsin were gone. */
export const calling: Check<Running> = {
  id: 'calling',
  name: words('呼叫的守护', 'Watch over the calling'),
  look: ({ audited, heartbeat, now }) => [auditFinding(audited(), now), ...standstill(audited(), now), heartbeatFinding(heartbeat(), now)],
};

function auditFinding({ at, ms, error }: ReturnType<Running['audited']>, now: number): Finding {
  if (at !== null && error === null && now - at <= stalenessMs)
    return well(
      `每个进行中的呼叫都有下一步（${ms.toFixed(1)} 毫秒）`,
      `Every call under way has a next step (looked through in ${ms.toFixed(1)} ms)`,
    );
  const since = at === null ? words('尚未', 'not yet') : agoText(now - at);
  return ill(
    'wrong',
    words(
      `呼叫的检查未能进行（上次：${since.zh}）：${error ?? '没有运行'}`,
      `The calling is not being looked through (last: ${since.en}): ${error ?? 'it does not run'}`,
    ),
    words(
      '查看日志和数据库一项；在恢复之前请安排人员盯屏。',
      'See the log and the database here; have somebody watch the screens until it is mended.',
    ),
  );
}

function standstill({ found, foundAt }: ReturnType<Running['audited']>, now: number): Finding[] {
  if (foundAt === null || now - foundAt > recentMs) return [];
  const ago = agoText(now - foundAt);
  return [
    ill(
      'warn',
      words(
        `有 ${found} 次呼叫中断，已自动恢复并呼叫最后责任人（最近：${ago.zh}）`,
        `Calling came to a standstill ${found} times and was set going again, the last resort called (last: ${ago.en})`,
      ),
      words('这是 Tocsin 的错误；请连同日志报告。', 'That is a fault of Tocsin; please report it with the log.'),
    ),
  ];
}

function heartbeatFinding(beat: ReturnType<Running['heartbeat']>, now: number): Finding {
  if (beat === 'none')
    return ill(
      'warn',
      words('没有外部心跳：Tocsin 停止时没有人会知道', 'No heartbeat goes out: nobody would notice if Tocsin were gone'),
      words(
        '设置 TOCSIN_HEARTBEAT_URL，指向另一处会在心跳中断时呼叫人的服务。',
        'Set TOCSIN_HEARTBEAT_URL to a service elsewhere that calls somebody when the beats stay away.',
      ),
    );
  if (beat === null) return well('外部心跳即将发出', 'The first heartbeat is about to go out');
  const ago = agoText(now - beat.at);
  if (beat.error === null) return well(`外部心跳正常（${ago.zh}）`, `The heartbeat is heard (${ago.en})`);
  return ill(
    'wrong',
    words(`心跳没有送达：${beat.error}`, `The heartbeat does not arrive: ${beat.error}`),
    words('检查 TOCSIN_HEARTBEAT_URL 与网络。', 'Check TOCSIN_HEARTBEAT_URL and the network to it.'),
  );
}
