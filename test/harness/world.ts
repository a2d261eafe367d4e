import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { systemClock } from '../../adapters/clock/system.ts';
import { wire, type Wired } from '../../app/wire.ts';
import type { Settings } from '../../config/settings.ts';
import type { StoreEngine } from '../../adapters/store/engine.ts';
import type { Page } from '../../domain/page/page.ts';
import type { Bot } from '../../ports/bot.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Im } from '../../ports/im.ts';
import type { Slack } from '../emulators/slack/slack.ts';
import type { Wecom } from '../emulators/wecom/wecom.ts';
import { HandClock } from './hand-clock.ts';
import { Life, type Fate } from './life.ts';
import { noSettings } from './no-settings.ts';
import { tempFolder } from './temp-folder.ts';
import { watch, type Watcher } from './watcher.ts';
import { Desk } from './desk.ts';

export const seconds = (n: number): number => n * 1_000;
export const minutes = (n: number): number => n * 60_000;
export const hours = (n: number): number => n * 3_600_000;

/** A chat whose servers outlive every crash of Tocsin. */
export interface ChatInTest {
  /** The adapter as one life of Tocsin holds it. */
  im(life: Life, clock: Clock): Im;
}

export interface WorldOptions {
  /** Monday 2026-11-23, ten in the morning in Shanghai, when not given. */
  readonly at?: string;
  /** The machine's clock instead of one moved by hand. */
  readonly isRealTime?: boolean;
  /** PostgreSQL instead of a SQLite file. */
  readonly databaseUrl?: string;
  readonly smtpUrl?: string;
  /** Beside what every world has. */
  readonly env?: Readonly<Record<string, string>>;
  readonly chats?: readonly ChatInTest[];
  /** An emulated Slack, as the environment would describe it. */
  readonly slack?: Slack;
  /** It calls us instead of being listened to. */
  readonly slackCallsUs?: boolean;
  /** It calls back at `origin()`, once it is told to. */
  readonly wecom?: Wecom;
  readonly bots?: readonly Bot[];
  /** Of the first life, the second and so on; later ones have none. */
  readonly fates?: readonly Fate[];
  /** What goes wrong inside is expected; otherwise it fails the test. */
  readonly mayFail?: boolean;
}

/** When a world begins, unless it says otherwise. */
export const usualStart = '2026-11-23T10:00:00+08:00';

/** The whole of Tocsin as wire composes it, on a clock moved by hand. Ends with the test. */
export async function world(yaml: string, options: WorldOptions = {}): Promise<World> {
  const made = new World(yaml, options);
  onTestFinished(() => made.close());
  await made.start(made.nextFate());
  return made;
}

type Labels = Readonly<Record<string, string>>;

/** Alerts last a day unless told otherwise: most scenarios are not about their end. */
const dayMs = 86_400_000;
/** Real time after which what goes on is taken to wait for the clock. */
const stuckMs = 400;

export class World extends Desk {
  readonly #options: WorldOptions;
  /** Processes die here, the machine never does. */
  readonly #config = tempFolder('config', { isForgetful: true });
  readonly #data = tempFolder('data', { isForgetful: true });
  readonly #firing = new Map<string, string>();
  readonly #people: readonly { name: string; roles: readonly string[] }[];
  readonly #failures: { msg: string; text: string }[] = [];
  #hand: HandClock;
  #life = new Life();
  #wired: Wired | null = null;
  #engine: StoreEngine | null = null;
  #isClosed = false;
  #owedMs = 0;
  #lives = 0;
  #hasSessions = false;

  constructor(yaml: string, options: WorldOptions) {
    super();
    this.#options = options;
    this.#hand = new HandClock(Date.parse(options.at ?? usualStart));
    this.configure(yaml);
    this.#people = peopleIn(yaml);
  }

  /** How far each life came, the last one left out. */
  readonly lived: string[] = [];

  get life(): Life {
    return this.#life;
  }

  get now(): number {
    return this.#options.isRealTime ? Date.now() : this.#hand.now();
  }

  /** What lies behind the doors, for what comes in by none of them. */
  get inside(): Wired {
    if (!this.#wired) throw new Error('Tocsin does not run');
    return this.#wired;
  }

  protected get http(): Wired['http'] {
    return this.inside.http;
  }

  /** The store as it is on disk. */
  get db(): StoreEngine['read'] {
    if (!this.#engine) throw new Error('Tocsin was never started');
    return this.#engine.read;
  }

  /** Something that is not Tocsin changes its database. */
  async alters(work: (tx: StoreEngine['read']) => Promise<unknown>): Promise<void> {
    await this.#engine?.commit(async (tx) => void (await work(tx)));
  }

  /** All pages there ever were. */
  async pages(): Promise<Page[]> {
    const rows = await this.db.selectFrom('page').select('state').orderBy('started_at').orderBy('id').execute();
    return rows.map((r) => JSON.parse(r.state) as Page);
  }

  /** Exactly these people have been paged so far, for whatever it was, and the page has gone out. */
  async paged(...people: readonly string[]): Promise<void> {
    const reached = (await this.pages()).filter((p) => p.attempts.some((a) => a.state !== 'queued' && a.state !== 'failed'));
    expect([...new Set(reached.map((p) => p.person))].toSorted()).toEqual(people.toSorted());
  }

  /** The auditor looks twice through all that calls people, and what it sets going is done. */
  async audits(): Promise<void> {
    await this.#wired?.audit();
    await this.#wired?.audit();
    await this.settles();
  }

  nextFate(): Fate {
    return this.#options.fates?.[this.#lives++] ?? {};
  }

  /** What was logged as an error, in order. */
  get failures(): readonly string[] {
    return this.#failures.map((f) => f.msg);
  }

  /** Writes the YAML; a running Tocsin reads it by itself. */
  configure(yaml: string): void {
    writeFileSync(join(this.#config.path, 'tocsin.yaml'), yaml);
  }

  async start(fate: Fate = {}): Promise<void> {
    const { databaseUrl, smtpUrl = null, slack, slackCallsUs, wecom, chats = [], bots = [], isRealTime } = this.#options;
    const life = new Life(fate);
    this.lived.push(...(this.#life.effects.length > 0 ? [`${this.#life.effects.length} ${this.#life.effects.at(-1)}`] : []));
    this.#life = life;
    this.#hand = new HandClock(this.#hand.now());
    const clock = isRealTime ? systemClock : this.#hand;
    const engine = life.engine(databaseUrl === undefined ? { file: join(this.#data.path, 'tocsin.db') } : { databaseUrl });
    this.#engine = engine;
    // What a life does in Slack counts as what it does elsewhere.
    slack?.goesThrough((method, effect) => life.does(`slack.${method}`, effect, () => !onlyLooks.test(method)));
    wecom?.goesThrough((method, effect) => life.does(`wecom.${method}`, effect, () => !onlyLooks.test(method)));
    this.#wired = await wire({
      settings: {
        ...noSettings,
        smtpUrl,
        slack: slack ? { ...slackSettings(slack), ...(slackCallsUs ? { appToken: null } : {}) } : null,
        wecom: wecom ? wecomSettings(wecom) : null,
        dataDirectory: this.#data.path,
        configDirectory: this.#config.path,
      },
      env: { SMTP_FROM: 'tocsin@example.com', ...this.#options.env },
      clock,
      log: this.#log(),
      version: 'test',
      ims: chats.map((chat) => chat.im(life, clock)),
      bots,
      engine,
    });
    await this.#letsIn(engine);
    life.begins();
    // The address that WeCom calls outlives every process behind it.
    if (wecom?.callback) await wecom.callsTo(`${await this.origin()}/im/wecom/callback`);
    await this.#wired.listening('http://tocsin.test');
    // What is overdue at a start rings at once, whatever else is still to be taken up.
    this.#hand.ring();
    await this.settles();
  }

  /** Everybody is signed in; in another process of the same firm they are already. */
  async #letsIn(engine: StoreEngine): Promise<void> {
    const sessions = this.#hasSessions ? [] : this.#people.map(sessionRow);
    this.#hasSessions = true;
    if (sessions.length === 0) return;
    await engine.commit((tx) =>
      tx
        .insertInto('session')
        .values(sessions)
        .onConflict((c) => c.doNothing())
        .execute(),
    );
  }

  /** Nothing is given back in an orderly way: as `kill -9`. */
  async crash(): Promise<void> {
    this.#life.kill();
    // The system closes the sockets of a dead process.
    this.#wired?.http.server.close();
    this.#wired?.http.server.closeAllConnections();
    this.#options.slack?.cuts();
    this.#options.wecom?.cuts();
    this.#wired = null;
    await this.#life.bury();
  }

  async restart(fate: Fate = {}): Promise<void> {
    await this.crash();
    await this.start(fate);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (!this.#life.isDead) await this.#wired?.close();
    if (!this.#life.isDead) await this.#life.bury();
    this.#config.remove();
    this.#data.remove();
    if (!this.#options.mayFail) expect(this.#failures, 'nothing failed inside').toEqual([]);
  }

  /** What a carrier or another platform sends to the public address. */
  async callback(
    url: string,
    { headers, body }: { headers: Record<string, string>; body: string },
  ): Promise<{ status: number; body: string }> {
    const { statusCode, body: text } = await this.http.inject({
      method: 'POST',
      url: url.replace(/^https?:\/\/[^/]+/u, ''),
      headers,
      payload: body,
    });
    await this.settles();
    return { status: statusCode, body: text };
  }

  /** An alert as Prometheus posts it. It goes on for a day, or with `resolved` it is over, or with `unlimited` it gives no end. */
  async signal(labels: Labels, how: { resolved?: boolean; unlimited?: boolean; annotations?: Labels } = {}): Promise<void> {
    await this.signals([labels], how);
  }

  async signals(all: readonly Labels[], how: { resolved?: boolean; unlimited?: boolean; annotations?: Labels } = {}): Promise<void> {
    const alerts = all.map((labels) => this.#alert(labels, how));
    const { status, body } = await this.request('POST', '/api/v2/alerts', { body: alerts });
    expect(status, JSON.stringify(body)).toBe(200);
    await this.settles();
  }

  #alert(labels: Labels, how: { resolved?: boolean; unlimited?: boolean; annotations?: Labels }): object {
    const id = JSON.stringify(labels);
    const now = new Date(this.now).toISOString();
    const startsAt = this.#firing.get(id) ?? now;
    if (how.resolved) this.#firing.delete(id);
    else this.#firing.set(id, startsAt);
    const endsAt = how.resolved ? now : new Date(this.now + dayMs).toISOString();
    return { labels, annotations: how.annotations ?? {}, startsAt, ...(how.unlimited ? {} : { endsAt }) };
  }

  /** Lets this much time pass, alarm by alarm, waiting at each until all that follows from it is done. */
  async passes(ms: number, stride = ms <= minutes(1) ? seconds(1) : seconds(10)): Promise<void> {
    const end = this.#hand.now() + ms;
    while (this.#hand.now() < end && !this.#life.isDead) {
      const from = this.#hand.now();
      this.#hand.step(end, stride);
      if (this.#options.databaseUrl !== undefined) await this.#agesLanes(this.#hand.now() - from);
      await this.settles();
    }
  }

  /** The database's own clock decides over lanes: what they are held for runs out as ours moves, at the latest when the database is back. */
  async #agesLanes(ms: number): Promise<void> {
    this.#owedMs += ms;
    const aged = this.db.updateTable('lane').set((lane) => ({ until: lane('until', '-', this.#owedMs) }));
    await aged.execute().then(
      () => (this.#owedMs = 0),
      () => {},
    );
  }

  /** Resolves when nothing goes on any more although somebody still waits: only time can help. */
  async standsStill(): Promise<'no answer'> {
    for (let quiet = 0; quiet < 15; quiet++) {
      await new Promise((r) => setTimeout(r, 10));
      await this.settles();
    }
    return 'no answer';
  }

  /** As when the machine's clock is set. */
  async jumps(ms: number): Promise<void> {
    this.#hand.jump(ms);
    await this.settles();
  }

  /** Where it can be reached over a real connection. */
  async origin(): Promise<string> {
    if (!this.http.server.listening) await this.http.listen({ port: 0, host: '127.0.0.1' });
    return `http://127.0.0.1:${(this.http.server.address() as AddressInfo).port}`;
  }

  /** Watches the live view as somebody, over a real connection. */
  async watches(person: string): Promise<Watcher> {
    return watch(`${await this.origin()}/api/v1/events`, { cookie: `tocsin_session=session-${person}` });
  }

  /** All that can be done now is done. */
  async settles(): Promise<void> {
    do await this.#idles();
    while (!this.#life.isDead && !this.#options.isRealTime && this.#hand.ring());
  }

  /** Beside a chat of others calls wait for their turn within its limits: then time goes on by as much as that takes. */
  async #idles(): Promise<void> {
    const { signal } = this.#life.end;
    const { slack, wecom, isRealTime } = this.#options;
    if ((!slack && !wecom) || isRealTime) return this.#wired?.road.idle(signal);
    const done = (): number => (slack?.calls.length ?? 0) + (wecom?.calls.length ?? 0) + this.#life.effects.length;
    for (let before = done(); !signal.aborted; before = done()) {
      const enough = AbortSignal.timeout(stuckMs);
      await this.#wired?.road.idle(AbortSignal.any([signal, enough]));
      if (!enough.aborted) return;
      if (done() > before) continue;
      // How long a call is waited for is measured in real time: so long, no more of ours goes by.
      const isHung = slack?.keepsWaiting === true || wecom?.keepsWaiting === true;
      this.#hand.step(this.#hand.now() + (isHung ? stuckMs : seconds(5)), 0);
      this.#hand.ring();
    }
  }

  #log() {
    const write = (line: string): void => {
      const { msg, err } = JSON.parse(line) as { msg: string; err?: { stack?: string } };
      if (!this.#life.isDead) this.#failures.push({ msg: `${msg}${err?.stack ? `: ${err.stack}` : ''}`, text: line });
    };
    return pino({ level: 'error' }, { write });
  }
}

/** Methods of Slack and WeCom that leave nothing behind. */
const onlyLooks = /\.(?:info|list|history|replies|test|open|conversations)$|^apps\.|^gettoken$|\/get/u;

const slackSettings = ({ botToken, appToken, signingSecret, apiUrl: url }: Slack): NonNullable<Settings['slack']> => ({
  botToken,
  appToken,
  signingSecret,
  url,
});

const wecomSettings = ({ corpId, agentId, secret, token, encodingAesKey, apiUrl: url }: Wecom): NonNullable<Settings['wecom']> => ({
  corpId,
  agentId: String(agentId),
  secret,
  token,
  encodingAesKey,
  url,
});

function peopleIn(yaml: string): { name: string; roles: readonly string[] }[] {
  const documents = parseAllDocuments(yaml).map((d) => d.toJS() as { kind: string; name: string; spec?: { roles?: string[] } } | null);
  return documents.flatMap((d) => (d?.kind === 'person' ? [{ name: d.name, roles: d.spec?.roles ?? ['responder'] }] : []));
}

/** Everybody is logged in, each with their own roles. */
function sessionRow({ name, roles }: { name: string; roles: readonly string[] }) {
  const id_hash = createHash('sha256').update(`session-${name}`).digest('hex');
  return { id_hash, person: name, roles: roles.join(' '), expires_at: Date.parse('2100-01-01T00:00:00Z') };
}
