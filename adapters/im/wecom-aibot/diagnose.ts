import type { WecomBotChat } from '../../../domain/chat/wecom-chat.ts';
import { answerWithinMs, type FoundOnWecomBot } from '../../../ports/chat-diagnosis.ts';
import type { Clock } from '../../../ports/clock.ts';
import { Socket, type Ending } from './socket.ts';
import { ownUrl } from './wecom-aibot-chat.ts';

/** By what the connection of a look is timed: it lives for seconds. */
const watch: Clock = {
  now: Date.now,
  alarm: (at, ring) => {
    const timer = setTimeout(ring, Math.max(0, at - Date.now()));
    return () => clearTimeout(timer);
  },
};

type Credentials = Pick<WecomBotChat, 'botId' | 'secret' | 'url'>;

/** Connects as the robot and hangs up at once: whoever else is connected as it is put out by WeCom. Never throws for what WeCom says. */
export async function diagnoseWecomBot({ botId, secret, url = ownUrl }: Credentials): Promise<readonly FoundOnWecomBot[]> {
  const { promise, resolve } = Promise.withResolvers<FoundOnWecomBot>();
  const socket = new Socket({ name: 'wecom-aibot', url, clock: watch, told: () => {}, over: (ending) => resolve(foundIn(ending, url)) });
  const calm = watch.alarm(watch.now() + answerWithinMs, () => socket.end({ is: 'broken', because: 'timeout' }));
  // What it failed with is what the connection ends with.
  socket.subscribe({ botId, secret }).then(
    () => resolve({ code: 'connected' }),
    () => {},
  );
  const found = await promise;
  calm();
  socket.end({ is: 'broken', because: 'looked' });
  return [found];
}

function foundIn(ending: Ending, url: string): FoundOnWecomBot {
  if (ending.is === 'refused') return { code: 'token-refused', raw: `${ending.error.errcode} ${ending.error.errmsg}`.trim() };
  return { code: 'unreachable', raw: ending.is === 'kicked' ? 'kicked' : ending.because, host: new URL(url).host };
}
