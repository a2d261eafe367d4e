import { createHash } from 'node:crypto';
import type { Clock } from '../../../ports/clock.ts';
import type { Click } from './receive.ts';

/** Through which something that came in is answered: as a message, or as the greeting of somebody who has come. */
export interface Door {
  readonly is: 'reply' | 'welcome';
  readonly reqId: string;
  /** When it opened. UTC ms. */
  readonly at: number;
}

/** WeCom takes a greeting, and a change of what was pressed, for five seconds. */
const briefMs = 4_500;

export const doorOf = ({ is, reqId, at }: Door): string => `${is}/${at}/${reqId}`;

/** Null: none of ours, or it has shut. */
export function doorIn(text: string | undefined, now: number): Door | null {
  const [, is, at, reqId] = /^(reply|welcome)\/(\d+)\/(.+)$/su.exec(text ?? '') ?? [];
  if ((is !== 'reply' && is !== 'welcome') || reqId === undefined) return null;
  return is === 'welcome' && now - Number(at) > briefMs ? null : { is, reqId, at: Number(at) };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);

/** WeCom knows a card by a name that is used once. Its first half says of which slot it is. */
export const taskIdOf = (conv: string, { slot, key }: { slot: string | undefined; key: string }): string =>
  `${digest(`${conv} ${slot ?? key}`)}@${digest(`${conv} ${key}`)}`;

export const streamIdOf = (key: string): string => digest(key);

/** What has just been pressed, and where: only that can be changed. */
export class Clicks {
  readonly #clock: Clock;
  #fresh: readonly (Click & { readonly until: number })[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(click: Click): void {
    const now = this.#clock.now();
    this.#fresh = [{ ...click, until: now + briefMs }, ...this.#fresh.filter(({ until }) => until > now)];
  }

  /** The last press on a card of that slot. */
  on(conv: string, slot: string): Click | null {
    const now = this.#clock.now();
    const own = `${digest(`${conv} ${slot}`)}@`;
    return this.#fresh.find((click) => click.until > now && click.conv === conv && click.taskId.startsWith(own)) ?? null;
  }

  /** It cannot be used any more. */
  spend({ reqId }: Click): void {
    this.#fresh = this.#fresh.filter((click) => click.reqId !== reqId);
  }
}
