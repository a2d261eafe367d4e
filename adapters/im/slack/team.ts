import type { Clock } from '../../../ports/clock.ts';
import type { Calls } from './calls.ts';

export interface Team {
  /** The workspace. */
  readonly id: string;
  /** Our user in it, and the same as a bot. */
  readonly user: string;
  readonly bot: string;
  /** Of the workspace, with a slash at the end. */
  readonly url: string | null;
}

const keptMs = 3_600_000;

/** Where we are and who, asked once and then kept for an hour; a failure is asked anew. */
export class OwnTeam {
  readonly #calls: Calls;
  readonly #clock: Clock;
  #asked: { readonly team: Promise<Team>; readonly at: number } | null = null;
  #known: Team | null = null;

  constructor(calls: Calls, clock: Clock) {
    this.#calls = calls;
    this.#clock = clock;
  }

  /** Who we were is who we are while Slack does not say. */
  async get(): Promise<Team> {
    const asked = this.#asked;
    if (asked && this.#clock.now() - asked.at < keptMs) return asked.team;
    const known = this.#known;
    return known ? this.ask().catch(() => known) : this.ask();
  }

  /** As it was last known: who we are does not change while we talk. */
  async self(): Promise<{ user: string; team: string }> {
    const { user, id: team } = this.#known ?? (await this.get());
    return { user, team };
  }

  /** Asks now. Throws an OutsideError. */
  ask(): Promise<Team> {
    const before = this.#asked;
    const asked = { team: this.#ask(), at: this.#clock.now() };
    this.#asked = asked;
    asked.team.catch(() => {
      if (this.#asked === asked) this.#asked = before;
    });
    return asked.team;
  }

  async #ask(): Promise<Team> {
    const said = await this.#calls.make({ method: 'auth.test', urgency: 'room' }, (slack) => slack.auth.test());
    const { team_id: id = '', user_id: user = '', bot_id: bot = '', url = null } = said;
    this.#known = { id, user, bot, url };
    return this.#known;
  }

  /** The address of a conversation or message, without asking anybody. */
  urlOf(conv: string, msg?: string, thread?: string): string {
    const { url = null, id = '' } = this.#known ?? {};
    if (url === null) return `https://slack.com/app_redirect?channel=${encodeURIComponent(conv)}${id === '' ? '' : `&team=${id}`}`;
    return `${url}archives/${conv}${msg === undefined ? '' : `/p${msg.replace('.', '')}`}${thread === undefined ? '' : `?thread_ts=${thread}&cid=${conv}`}`;
  }
}
