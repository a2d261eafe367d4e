import type { Words } from '../../../domain/text/lang.ts';
import type { Queue } from '../../../ports/upkeep.ts';
import { spanText } from '../amounts.ts';
import { ill, well, words, type Check, type Finding, type Running } from '../check.ts';

const warnMs = 30_000;
const wrongMs = 5 * 60_000;

export const stuckWork: Check<Running> = {
  id: 'stuck',
  name: words('未完成的工作', 'Work that waits'),
  async look({ upkeep, now }) {
    const { events, effects, timers, parked } = await upkeep.waiting(now);
    const found = [
      ...queueFinding(words('待决定', 'to be decided'), events, now),
      ...queueFinding(words('待发送', 'to be sent'), effects, now),
      ...queueFinding(words('已到时', 'overdue'), timers, now),
      ...queueFinding(words('出错待重试', 'failed and to be tried again'), parked, now),
    ];
    if (parked.givenUp > 0) found.push(givenUp(parked.givenUp));
    if (found.length > 0) return found;
    return [well('没有积压', `Nothing is stuck (${events.count + effects.count} in hand)`)];
  },
};

function queueFinding(what: Words, { count, oldestAt }: Queue, now: number): Finding[] {
  const waited = now - (oldestAt ?? now);
  if (waited < warnMs) return [];
  const span = spanText(waited);
  return [
    ill(
      waited >= wrongMs ? 'wrong' : 'warn',
      words(`${what.zh} ${count} 件，最早的等了 ${span.zh}`, `${count} ${what.en}; the oldest has waited ${span.en}`),
      words('看日志中的错误，以及聊天、邮件与数据库各项。', 'Look for errors in the log, and at chats, mail and the database here.'),
    ),
  ];
}

const givenUp = (count: number): Finding =>
  ill(
    'wrong',
    words(`${count} 件多次出错后已放弃`, `${count} failed again and again and were given up`),
    words('日志里有原因；请报告这个错误。', 'The log says why; please report it.'),
  );
