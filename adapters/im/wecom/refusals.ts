import { wecomCode, wecomFix } from '../../../domain/chat/wecom-why.ts';
import type { RoomLoss } from '../../../domain/incident/incident.ts';
import type { Words } from '../../../domain/text/lang.ts';
import { OutsideError, type FailureClass } from '../../../ports/errors.ts';

/** What an errcode of WeCom means to us. `retryAfterMs` where it asks us to wait and does not say how long. */
interface Meaning {
  readonly failure: FailureClass;
  readonly retryAfterMs?: number;
  readonly room?: RoomLoss;
}

const meanings: readonly (readonly [codes: string, meaning: Meaning])[] = [
  ['-1', { failure: 'transient' }],
  ['45009', { failure: 'rate-limited', retryAfterMs: 60_000 }],
  ['45033', { failure: 'rate-limited', retryAfterMs: 1_000 }],
  // Of the token, not of what it was got with: another is asked for at the next try.
  ['40014 42001', { failure: 'transient' }],
  ['40001 40013 41001 41002 41004 40056 301002 60020', { failure: 'auth' }],
  ['48002 60011', { failure: 'forbidden' }],
  ['40003 46004 60111 81013', { failure: 'not-found' }],
  ['86001 86003', { failure: 'not-found', room: 'without-us' }],
  ['86215', { failure: 'already-done' }],
];

const known = new Map(meanings.flatMap(([codes, meaning]) => codes.split(' ').map((code) => [Number(code), meaning] as const)));

/** A code that is new to us is a fault of ours. */
const meaningOf = (errcode: number): Meaning => known.get(errcode) ?? { failure: 'invalid' };

/** WeCom said no, with a code of its own. */
export class WecomRefusal extends OutsideError {
  readonly errcode: number;
  /** In its own words. */
  readonly said: string;
  override readonly room: RoomLoss | null;
  override readonly words: Words;
  override readonly why: { readonly code: string; readonly raw: string };

  constructor(where: string, { errcode, said }: { errcode: number; said: string }) {
    const { failure, retryAfterMs = null, room = null } = meaningOf(errcode);
    const fix = wecomFix(errcode);
    const words = {
      zh: `${where} 被拒绝（错误码 ${errcode}：${said}）。${fix.zh}。`,
      en: `${where} refused (errcode ${errcode}: ${said}). ${fix.en}.`,
    };
    super(failure, words.en, retryAfterMs);
    this.words = words;
    this.why = { code: wecomCode(errcode), raw: said };
    this.errcode = errcode;
    this.said = said;
    this.room = room;
  }
}

/** The code of a refusal; null for any other failure. */
export const errcodeOf = (error: unknown): number | null => (error instanceof WecomRefusal ? error.errcode : null);

/** Whether a refusal is about something, as far as WeCom says so. */
export const isAbout = (error: unknown, what: RegExp): boolean => error instanceof WecomRefusal && what.test(error.said);
