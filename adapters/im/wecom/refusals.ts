import type { RoomLoss } from '../../../domain/incident/incident.ts';
import { OutsideError, type FailureClass } from '../../../ports/errors.ts';

/** What an errcode of WeCom means to us. `retryAfterMs` where it asks us to wait and does not say how long. */
interface Meaning {
  readonly failure: FailureClass;
  readonly fix: string;
  readonly retryAfterMs?: number;
  readonly room?: RoomLoss;
}

const credentials = 'Copy the corp id (My company) and the Secret (the page of the app) again.';
const visible = 'Add them to the visible range of the app, or correct chat of the person.';
const ours = 'Tocsin asked for something that WeCom does not take; see the error codes at developer.work.weixin.qq.com.';

const meanings: readonly (readonly [codes: string, meaning: Meaning])[] = [
  ['-1', { failure: 'transient', fix: 'WeCom is busy; it is tried again.' }],
  ['45009', { failure: 'rate-limited', fix: 'WeCom takes no more of these for now; it goes out in a minute.', retryAfterMs: 60_000 }],
  ['45033', { failure: 'rate-limited', fix: 'WeCom takes fewer at the same time; it goes out in a moment.', retryAfterMs: 1_000 }],
  // Of the token, not of what it was got with: another is asked for at the next try.
  ['40014 42001', { failure: 'transient', fix: 'The access token had ended; it is tried again with another.' }],
  ['40001 40013 41001 41002 41004', { failure: 'auth', fix: credentials }],
  ['40056 301002', { failure: 'auth', fix: 'Write the AgentId of this very app (on its page), and see that the app is switched on.' }],
  ['48002', { failure: 'forbidden', fix: 'The app may not use this interface: see what it is allowed in the admin console of WeCom.' }],
  ['60011', { failure: 'forbidden', fix: 'Put the root department into the visible range of the app: group chats need it.' }],
  ['60020', { failure: 'auth', fix: 'Add that address to the trusted IPs of the app (its page, at the bottom).' }],
  ['40003 46004 60111 81013', { failure: 'not-found', fix: visible }],
  ['86001 86003', { failure: 'not-found', fix: 'There is no such group of the app.', room: 'without-us' }],
  ['86215', { failure: 'already-done', fix: 'There is a group with this id already.' }],
];

const known = new Map(meanings.flatMap(([codes, meaning]) => codes.split(' ').map((code) => [Number(code), meaning] as const)));

/** A code that is new to us is a fault of ours. */
export const meaningOf = (errcode: number): Meaning => known.get(errcode) ?? { failure: 'invalid', fix: ours };

/** WeCom said no, with a code of its own. */
export class WecomRefusal extends OutsideError {
  readonly errcode: number;
  /** In its own words. */
  readonly said: string;
  override readonly room: RoomLoss | null;

  constructor(where: string, { errcode, said }: { errcode: number; said: string }) {
    const { failure, fix, retryAfterMs = null, room = null } = meaningOf(errcode);
    super(failure, `${where} refused (errcode ${errcode}: ${said}). ${fix}`, retryAfterMs);
    this.errcode = errcode;
    this.said = said;
    this.room = room;
  }
}

/** The code of a refusal; null for any other failure. */
export const errcodeOf = (error: unknown): number | null => (error instanceof WecomRefusal ? error.errcode : null);

/** Whether a refusal is about something, as far as WeCom says so. */
export const isAbout = (error: unknown, what: RegExp): boolean => error instanceof WecomRefusal && what.test(error.said);
