import { signal } from '@preact/signals';
import type { ChatCommand, Me, Skill } from '../../api.d.ts';
import type { Answer, Api } from './api.ts';
import type { Clock } from './clock.ts';
import type { Language } from './language.ts';

export type Standing = 'asking' | 'in' | 'expired' | 'login' | 'unreachable';

/** Who sits here, and what that person may use. */
export class Session {
  readonly standing = signal<Standing>('asking');
  readonly me = signal<Me | null>(null);
  /** Null until the server has said what I may use. */
  readonly skills = signal<Skill[] | null>(null);
  readonly commands = signal<ChatCommand[]>([]);
  readonly #waiting: ((isBack: boolean) => void)[] = [];
  readonly #api: Api;
  readonly #clock: Clock;
  readonly #language: Language;

  constructor(api: Api, clock: Clock, language: Language) {
    this.#api = api;
    this.#clock = clock;
    this.#language = language;
  }

  async load(): Promise<void> {
    const answer = await this.#api.get<Me>('/me');
    if (!answer.ok) {
      if (answer.refusal.status !== 401 && !this.me.peek()) this.standing.value = 'unreachable';
      return;
    }
    this.me.value = answer.value;
    this.standing.value = 'in';
    this.#clock.setZone(answer.value.firm.zone);
    this.#clock.set(answer.value.now);
    if (answer.value.person) this.#language.suggest(answer.value.person.locale);
    await this.#loadVerbs();
  }

  /** `needs` says what is still wanted. */
  async login(given: object): Promise<Answer<{ needs?: 'code' }>> {
    const answer = await this.#api.post<{ needs?: 'code' }>('/login', given);
    if (!answer.ok || answer.value.needs) return answer;
    const before = this.me.peek()?.person?.name;
    await this.load();
    // What one person began is not sent in the name of another.
    const isSame = this.me.peek()?.person?.name === before;
    this.#settle(isSame);
    if (!isSame && before !== undefined) location.reload();
    return answer;
  }

  /** Says who I am; rings and chat go to that person. */
  async become(person: string): Promise<Answer<unknown>> {
    return this.#reloadAfter(await this.#api.post('/me', { person }));
  }

  async logout(): Promise<void> {
    await this.#api.post('/logout');
    this.me.value = null;
    this.standing.value = 'asking';
    await this.load();
  }

  /** The login has ended. Waits until whoever it was has come back: true; false when they leave, or nobody was there before. */
  comeBack(): Promise<boolean> {
    if (!this.me.peek()) {
      this.standing.value = 'login';
      return Promise.resolve(false);
    }
    this.standing.value = 'expired';
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Gives up what waits for a login. */
  leave(): void {
    this.me.value = null;
    this.standing.value = 'login';
    this.#settle(false);
  }

  #settle(isBack: boolean): void {
    for (const resolve of this.#waiting.splice(0)) resolve(isBack);
  }

  nameOf(person: string): string {
    return this.me.value?.people.find((each) => each.name === person)?.displayName ?? person;
  }

  /** With people configured, one of them speaks; without, anybody does, as a guest. */
  maySpeak(): boolean {
    const me = this.me.value;
    return me !== null && (me.person !== null || me.people.length === 0);
  }

  /** False only once the server has said so. */
  mayUse(skill: string): boolean {
    return this.skills.value?.some((each) => each.name === skill) ?? true;
  }

  async #reloadAfter(answer: Answer<unknown>): Promise<Answer<unknown>> {
    if (answer.ok) await this.load();
    return answer;
  }

  async #loadVerbs(): Promise<void> {
    const [skills, commands] = await Promise.all([
      this.#api.get<{ skills: Skill[] }>('/skills'),
      this.#api.get<{ commands: ChatCommand[] }>('/chat/commands'),
    ]);
    if (skills.ok) this.skills.value = skills.value.skills;
    if (commands.ok) this.commands.value = commands.value.commands;
  }
}
