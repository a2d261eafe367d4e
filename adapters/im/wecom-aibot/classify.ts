import type { Words } from '../../../domain/text/lang.ts';
import { OutsideError, type FailureClass } from '../../../ports/errors.ts';
import type { Frame } from './frames.ts';

/** WeCom says no, with its own number. */
export class Refused extends OutsideError {
  readonly errcode: number;
  readonly errmsg: string;
  override readonly words: Words;

  constructor({ failure, todo, retryAfterMs }: Meaning, { errcode, errmsg }: Answer, asked: string) {
    const words = {
      zh: `${asked} 被拒绝（错误码 ${errcode}：${errmsg}）。${todo.zh}`,
      en: `${asked} refused (errcode ${errcode} ${errmsg}). ${todo.en}`,
    };
    super(failure, words.en, retryAfterMs ?? null);
    this.words = words;
    this.errcode = errcode;
    this.errmsg = errmsg;
  }
}

type Answer = Pick<Frame, 'errcode' | 'errmsg'>;

interface Meaning {
  readonly failure: FailureClass;
  readonly todo: Words;
  readonly retryAfterMs?: number;
}

const credentials: Meaning = {
  failure: 'auth',
  todo: {
    zh: '请重新复制 Bot ID 和 Secret（企业微信，机器人详情页，API 模式、长连接）。',
    en: 'Copy the Bot ID and the Secret anew (WeCom, the robot, API mode with a long connection).',
  },
};
const shut: Meaning = { failure: 'not-found', todo: { zh: '要回复的消息已经太久。', en: 'What it would answer is too long ago.' } };
const wrong: Meaning = {
  failure: 'invalid',
  todo: {
    zh: '错误码说明见 https://open.work.weixin.qq.com/devtool/query。',
    en: 'WeCom explains the number at https://open.work.weixin.qq.com/devtool/query.',
  },
};

/** The connection is there, and WeCom does not know it any more. */
export const unknownLine = 846_609;

const meanings: Readonly<Record<number, Meaning>> = {
  [-1]: { failure: 'transient', todo: { zh: '企业微信繁忙。', en: 'WeCom is busy.' } },
  45009: {
    failure: 'rate-limited',
    todo: { zh: '每个会话每分钟最多 30 条、每小时 1000 条。', en: 'A conversation takes 30 messages a minute and 1000 an hour.' },
    retryAfterMs: 60_000,
  },
  45033: {
    failure: 'rate-limited',
    todo: { zh: '同时发出的太多，稍后再发。', en: 'WeCom takes fewer at the same time.' },
    retryAfterMs: 1_000,
  },
  93006: {
    failure: 'forbidden',
    todo: {
      zh: '机器人只能在有人跟它说过话、它也还在的会话里发消息：请先在那里跟它说一句（群里要 @它），再试。',
      en: 'The robot may write only where somebody has spoken to it and it still is: say a word to it there (in a group: @ it), then again.',
    },
  },
  846605: shut,
  846608: shut,
  [unknownLine]: { failure: 'rate-limited', todo: { zh: '正在重新连接。', en: 'It connects anew.' }, retryAfterMs: 1_000 },
  850001: credentials,
  851014: credentials,
};

/** What an answer with an error means. `asked`: the chat and what it asked. */
export function refusal({ errcode, errmsg }: Answer, asked: string): Refused {
  return new Refused(meanings[errcode] ?? wrong, { errcode, errmsg: errmsg.replaceAll(/\s+/gu, ' ').slice(0, 200) }, asked);
}

/** What came in can be answered no more under its own id. */
export const isShut = (error: unknown): boolean => error instanceof Refused && meanings[error.errcode] === shut;

/** It stands there whole already, or has stood there for too long. */
export const isOver = (error: unknown): boolean => error instanceof Refused && error.errcode === 846_608;

/** Nobody has spoken to the robot there, or it is there no more. */
export const isStranger = (error: unknown): boolean => error instanceof Refused && error.failure === 'forbidden';

/** A card of that name is there already. */
export const isTaken = (error: unknown): boolean => error instanceof Refused && /task_id.*(?:duplicate|exist|repeat)/iu.test(error.errmsg);
