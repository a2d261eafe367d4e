import { effect, signal } from '@preact/signals';
import type { LiveEvents, Ring } from '../../api.d.ts';
import type { Address } from './address.ts';
import type { Api } from './api.ts';
import type { Bell } from './bell.ts';
import type { DesktopNotice } from './desktop-notice.ts';
import type { Language } from './language.ts';
import type { Live } from './live.ts';
import type { Notices } from './notices.ts';
import type { Session } from './session.ts';
import type { Title } from './title.ts';

export type RingEnd = { ring: Ring; because: string };
export type RingNeeds = {
  api: Api;
  live: Live;
  bell: Bell;
  desktop: DesktopNotice;
  language: Language;
  title: Title;
  notices: Notices;
  session: Session;
  address: Address;
};

const endShownForMs = 6_000;

/** Calls for me. What rings is what the server says rings: asked at load and after every reconnect. */
export class Rings {
  /** Worst first; the first one is on screen. */
  readonly ringing = signal<Ring[]>([]);
  /** The call that has just stopped, for a few seconds. */
  readonly ended = signal<RingEnd | null>(null);
  /** Pages whose acknowledgement is on its way, or waits for the connection. */
  readonly waiting = signal<ReadonlySet<string>>(new Set());
  readonly isMuted = signal(false);
  readonly #needs: RingNeeds;

  constructor(needs: RingNeeds) {
    this.#needs = needs;
    needs.live.on('hello', () => void this.load());
    needs.live.on('ring', (ring) => this.#show([...this.#without(ring.page), ring]));
    needs.live.on('ring.stopped', (stop) => this.#stopped(stop));
    soundAndFlash(needs, this);
  }

  async load(): Promise<void> {
    if (this.#needs.session.me.peek()?.person == null) return this.#show([]);
    const answer = await this.#needs.api.get<{ rings: Ring[] }>('/me/rings');
    if (answer.ok) this.#show(answer.value.rings);
    for (const page of this.waiting.peek()) void this.ack(page);
  }

  async ack(page: string): Promise<void> {
    const { api, notices, language, address } = this.#needs;
    const ring = this.ringing.peek().find((each) => each.page === page);
    this.waiting.value = new Set(this.waiting.peek()).add(page);
    const answer = await api.skill('page/ack', { page });
    // Out of reach: it stays in `waiting` and is sent again at the next hello.
    if (!answer.ok && answer.refusal.status === 0) return;
    this.waiting.value = new Set([...this.waiting.peek()].filter((each) => each !== page));
    if (!answer.ok) {
      notices.refused(answer.refusal);
      return this.load();
    }
    this.#show(this.#without(page));
    notices.tell(language.say('youAcked'), 'good');
    const incident = answer.value.incident ?? ring?.incident;
    if (incident) address.go(`/i/${incident}`);
  }

  mute(): void {
    this.isMuted.value = true;
  }

  putAway(): void {
    this.ended.value = null;
  }

  #show(rings: Ring[]): void {
    const known = new Set(this.ringing.peek().map((ring) => ring.page));
    if (rings.some((ring) => !known.has(ring.page))) this.isMuted.value = false;
    this.ringing.value = rings.toSorted((a, b) => a.severity.localeCompare(b.severity) || a.since.localeCompare(b.since));
  }

  #without(page: string): Ring[] {
    return this.ringing.peek().filter((ring) => ring.page !== page);
  }

  #stopped(stop: LiveEvents['ring.stopped']): void {
    const { page } = stop;
    const ring = this.ringing.peek().find((each) => each.page === page);
    // The word of our own acknowledgement may come by the stream before the answer to it.
    if (!ring || this.waiting.peek().has(page)) return;
    this.#show(this.#without(page));
    const end = { ring, because: this.#whyEnded(stop) };
    this.ended.value = end;
    setTimeout(() => this.ended.peek() === end && this.putAway(), endShownForMs);
  }

  #whyEnded({ because, person }: LiveEvents['ring.stopped']): string {
    const { language, session } = this.#needs;
    const name = person ? session.nameOf(person) : null;
    if (because === 'acked') return name ? language.say('ackedBy', name) : language.say('callAcked');
    if (because === 'resolved') return name ? language.say('resolvedBy', name) : language.say('callResolved');
    return because === 'over' ? language.say('callOver') : because || language.say('callStopped');
  }
}

function soundAndFlash({ bell, title, desktop, language }: RingNeeds, rings: Rings): void {
  const notified = new Set<string>();
  effect(() => {
    const first = rings.ringing.value[0];
    if (first && !rings.isMuted.value) bell.start();
    else bell.hush();
    title.call.value = first ? `☎ ${first.severity} ${first.title}` : null;
    const pages = new Set(rings.ringing.value.map((ring) => ring.page));
    for (const ring of rings.ringing.value) {
      if (notified.has(ring.page)) continue;
      notified.add(ring.page);
      desktop.show(ring.page, `${ring.severity} ${ring.title}`, language.say('pressFour'));
    }
    for (const page of notified) {
      if (pages.has(page)) continue;
      notified.delete(page);
      desktop.close(page);
    }
  });
}
