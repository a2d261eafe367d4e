import { z } from 'zod';
import type { WecomChat } from '../../../domain/chat/wecom-chat.ts';
import { answerWithinMs } from '../../../ports/chat-diagnosis.ts';

/** What of a chat's document is needed to ask. */
export type Credentials = Pick<WecomChat, 'corpId' | 'agentId' | 'secret' | 'url'>;

const Answer = z.looseObject({ errcode: z.number().int().default(0), errmsg: z.string().default('') });
export type Answer = z.output<typeof Answer>;

/** WeCom's own address. */
const wecomUrl = 'https://qyapi.weixin.qq.com/cgi-bin';

/** WeCom was not reached, or what answered is not WeCom. */
export class NotReached extends Error {
  constructor(because: string) {
    super(because);
    this.name = 'NotReached';
  }
}

/** Asks a method once, with these in its query. Answers what WeCom says, errors too. Throws `NotReached`. */
export async function ask(
  { url = wecomUrl }: Pick<Credentials, 'url'>,
  method: string,
  query: Readonly<Record<string, string>>,
): Promise<Answer> {
  const address = `${url.replace(/\/+$/u, '')}/${method}?${new URLSearchParams(query).toString()}`;
  const answer = await fetch(address, { signal: AbortSignal.timeout(answerWithinMs), redirect: 'error' }).catch((e: unknown) => {
    throw new NotReached(whyNot(e));
  });
  if (!answer.ok) throw new NotReached(`HTTP ${answer.status}`);
  const read = Answer.safeParse(await answer.json().catch(() => null));
  if (!read.success) throw new NotReached('not an answer of WeCom');
  return read.data;
}

/** The system's own code, or `timeout`: fetch only says that it failed, and its cause says why. The address is not in it, for it holds secrets. */
function whyNot(e: unknown): string {
  const codes = [...causesOf(e)];
  return codes.includes('timeout') ? 'timeout' : (codes.at(-1) ?? 'fetch failed');
}

function* causesOf(e: unknown): Generator<string> {
  for (let at = e; at instanceof Error; at = at.cause) {
    if (at.name === 'TimeoutError' || at.name === 'AbortError') yield 'timeout';
    else if ('code' in at && typeof at.code === 'string') yield at.code;
  }
}

/** The code and WeCom's own words without the hint behind them: `60011 no privilege …`. */
export const rawOf = ({ errcode, errmsg }: Answer): string => `${errcode} ${errmsg.replace(/,? ?hint: .*$/su, '').slice(0, 120)}`.trim();

/** From where we call, as WeCom sees it. */
export const ipIn = ({ errmsg }: Answer): string | null => /from ip: ([0-9a-f.:]+)/iu.exec(errmsg)?.[1] ?? null;
