import { effect, signal, type ReadonlySignal } from '@preact/signals';
import type { SkillCalls } from '../../api.d.ts';
import { freshId, type Answer, type Api, type Refusal } from './api.ts';
import type { Language } from './language.ts';
import type { Live } from './live.ts';
import type { Notices } from './notices.ts';
import { recall, remember } from './remembered.ts';
import type { Session } from './session.ts';

/** What is worth keeping until there is a connection again. */
export type Keepable = `incident/${'ack' | 'escalate' | 'note' | 'assign' | 'severity' | 'mitigate' | 'resolve'}`;
export type Kept = { key: string; skill: Keepable; incident: string; input: object };
/** `waiting`: kept, and sent as soon as the server can be reached. */
export type Outcome = 'done' | 'waiting' | Refusal;

type OutboxParts = { api: Api; live: Live; notices: Notices; session: Session; language: Language };

const againMs = 4_000;
// The server is not there, or not ready, or the login is: the same may succeed later.
export const isAway = ({ status }: Refusal): boolean => [0, 401, 429, 502, 503, 504].includes(status);

/** What is done to an incident goes through here: in order, and exactly once, because each carries its key until it is
 *  answered. It is written down before it is sent, by person, so that neither a lost connection nor a reload loses it. */
export class Outbox {
  readonly #waiting = signal<Kept[]>([]);
  /** What could not be sent so far. */
  readonly waiting: ReadonlySignal<Kept[]> = this.#waiting;
  readonly #parts: OutboxParts;
  readonly #askers = new Map<string, (outcome: Outcome) => void>();
  #queue: Kept[] = [];
  #place = '';
  #timer = 0;
  #isBusy = false;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    effect(() => {
      const me = parts.session.me.value;
      if (me) this.#open(`outbox ${me.person?.name ?? ''}`);
    });
    addEventListener('storage', (event) => {
      if (event.key === `tocsin.${this.#place}`) this.#takeOver();
    });
    addEventListener('online', () => void this.flush());
    parts.live.on('hello', () => void this.flush());
  }

  do<K extends Keepable>(skill: K, input: SkillCalls[K]['input']): Promise<Outcome> {
    const kept: Kept = { key: freshId(), skill, incident: input.incident, input };
    this.#keep([...this.#queue, kept]);
    return new Promise((resolve) => {
      this.#askers.set(kept.key, resolve);
      // Behind others that wait, it waits at once.
      if (this.#waiting.peek().length > 0) this.#allWait();
      void this.flush();
    });
  }

  /** Whether this is already said and only waits for the connection. Reads a signal. */
  isWaiting(skill: Keepable, incident: string): boolean {
    return this.#waiting.value.some((each) => each.skill === skill && each.incident === incident);
  }

  /** Sends what is kept, one after the other, until one finds no connection. */
  async flush(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (let next = this.#queue[0]; next && (await this.#send(next)); next = this.#queue[0]);
    this.#isBusy = false;
  }

  async #send(kept: Kept): Promise<boolean> {
    const place = this.#place;
    const answer = await this.#parts.api.anySkill(kept.skill, kept.input, kept.key);
    // Somebody else sits here now: what is kept for the one before stays kept.
    if (place !== this.#place) return true;
    if (!answer.ok && isAway(answer.refusal)) {
      this.#allWait();
      window.clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => void this.flush(), againMs);
      return false;
    }
    this.#keep(this.#queue.filter((each) => each.key !== kept.key));
    this.#waiting.value = this.#waiting.peek().filter((each) => each.key !== kept.key);
    this.#say(kept, answer);
    return true;
  }

  /** Whoever asked is answered; who was told to wait, or has reloaded since, reads it in a notice. */
  #say({ key, incident }: Kept, answer: Answer<unknown>): void {
    const { notices, language } = this.#parts;
    const asker = this.#askers.get(key);
    this.#askers.delete(key);
    if (asker) asker(answer.ok ? 'done' : answer.refusal);
    else if (answer.ok) notices.tell(language.say('sentNow', incident), 'good');
    else notices.refused(answer.refusal);
  }

  #allWait(): void {
    this.#waiting.value = this.#queue;
    for (const { key } of this.#queue) {
      this.#askers.get(key)?.('waiting');
      this.#askers.delete(key);
    }
  }

  #open(place: string): void {
    if (place === this.#place) return;
    this.#place = place;
    this.#takeOver();
    void this.flush();
  }

  /** Another tab has kept or sent something, or this page has been loaded anew. What this tab is just sending stays its own. */
  #takeOver(): void {
    this.#queue = parse(recall(this.#place));
    this.#waiting.value = this.#queue.filter(({ key }) => !this.#askers.has(key));
  }

  #keep(queue: Kept[]): void {
    this.#queue = queue;
    remember(this.#place, queue.length === 0 ? null : JSON.stringify(queue));
  }
}

function parse(text: string | null): Kept[] {
  try {
    const kept: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(kept) ? (kept as Kept[]) : [];
  } catch {
    return [];
  }
}
