import { aibotCode, aibotFix } from '../../../domain/chat/aibot-why.ts';
import type { Words } from '../../../domain/text/lang.ts';
import { OutsideError, type FailureClass } from '../../../ports/errors.ts';
import type { Frame } from './frames.ts';

/** WeCom says no, with its own number. */
export class Refused extends OutsideError {
  readonly errcode: number;
  readonly errmsg: string;
  override readonly words: Words;
  override readonly why: { readonly code: string; readonly raw: string };

  constructor({ failure, retryAfterMs }: Meaning, { errcode, errmsg }: Answer, asked: string) {
    const fix = aibotFix(errcode);
    const words = {
      zh: `${asked} 被拒绝（错误码 ${errcode}：${errmsg}）。${fix.zh}。`,
      en: `${asked} refused (errcode ${errcode} ${errmsg}). ${fix.en}.`,
    };
    super(failure, words.en, retryAfterMs ?? null);
    this.words = words;
    this.why = { code: aibotCode(errcode), raw: errmsg };
    this.errcode = errcode;
    this.errmsg = errmsg;
  }
}

type Answer = Pick<Frame, 'errcode' | 'errmsg'>;

interface Meaning {
  readonly failure: FailureClass;
  readonly retryAfterMs?: number;
}

/** What it would answer came too long ago. */
const shut: Meaning = { failure: 'not-found' };
const wrong: Meaning = { failure: 'invalid' };

/** The connection is there, and WeCom does not know it any more. */
export const unknownLine = 846_609;

const meanings: Readonly<Record<number, Meaning>> = {
  [-1]: { failure: 'transient' },
  45009: { failure: 'rate-limited', retryAfterMs: 60_000 },
  45033: { failure: 'rate-limited', retryAfterMs: 1_000 },
  93006: { failure: 'forbidden' },
  846605: shut,
  846608: shut,
  [unknownLine]: { failure: 'rate-limited', retryAfterMs: 1_000 },
  850001: { failure: 'auth' },
  851014: { failure: 'auth' },
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
