import { computed, signal } from '@preact/signals';
import type { PersonName, RoomMessages } from '../../api.d.ts';
import type { Desk } from '../desk.ts';

const typingLastsMs = 5_000;
const tellEveryMs = 3_000;

/** Who else is in the room now, and who is writing. */
export class Company {
  readonly followers = signal<RoomMessages['followers']>([]);
  readonly typing = signal<PersonName[]>([]);
  readonly here = computed(() => this.followers.value.filter((each) => each.isHere));
  readonly #desk: Desk;
  readonly #room: string;
  readonly #timers = new Map<string, number>();
  #toldAt = -Infinity;

  constructor(desk: Desk, room: string) {
    this.#desk = desk;
    this.#room = room;
  }

  /** Returns `close`. */
  open(): () => void {
    const { live } = this.#desk;
    const offs = [
      live.on('presence', ({ person, isHere }) => {
        this.followers.value = this.followers.peek().map((each) => (each.name === person ? { ...each, isHere } : each));
      }),
      live.on('typing', (note) => note.room === this.#room && note.person !== this.#me() && this.#typed(note)),
    ];
    return () => offs.forEach((off) => off());
  }

  /** I am writing; told now and then. */
  tell(): void {
    if (performance.now() - this.#toldAt < tellEveryMs) return;
    this.#toldAt = performance.now();
    void this.#desk.api.post(`/chat/rooms/${encodeURIComponent(this.#room)}/typing`);
  }

  /** What somebody was writing has come. */
  stopped(person: string): void {
    clearTimeout(this.#timers.get(person));
    this.typing.value = this.typing.peek().filter((each) => each.name !== person);
  }

  #typed({ person, displayName }: { person: string; displayName: string }): void {
    clearTimeout(this.#timers.get(person));
    this.#timers.set(
      person,
      window.setTimeout(() => this.stopped(person), typingLastsMs),
    );
    if (!this.typing.peek().some((each) => each.name === person))
      this.typing.value = [...this.typing.peek(), { name: person, displayName }];
  }

  #me(): string {
    return this.#desk.session.me.peek()?.person?.name ?? 'guest';
  }
}
