import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jsonOf } from './args.ts';
import { userJson, usergroupJson } from './as-json.ts';
import { Courier, type Delivery } from './courier.ts';
import { Desk, type Warning } from './desk.ts';
import { EventsApi, signatureOf } from './events-api.ts';
import { allScopes, tableOf } from './methods/table.ts';
import { Installed, type Manifest } from './manifest.ts';
import { mentionsIn, type Mentioned } from './mentions.ts';
import { receive, serve } from './files-door.ts';
import { showPage } from './page/pages.ts';
import { Refusal, type Channel, type Message, type User, type View } from './records.ts';
import { Patience } from './patience.ts';
import { ResponseUrls } from './response-urls.ts';
import { SocketMode, type Disconnect } from './socket-mode.ts';
import { Someone } from './someone.ts';
import { Triggers } from './triggers.ts';
import type { Trouble } from './troubles.ts';
import { Watch } from '../watch.ts';
import { WebApi, type Call, type Through, type Tokens } from './web-api.ts';
import { userOf, Workspace } from './workspace.ts';

export interface SlackOptions {
  /** How long each call of the Web API takes, ms; it takes effect halfway. */
  readonly delayMs?: number;
  /** Its clock, UTC ms. */
  readonly now?: () => number;
  /** Of the bot's token; all that there are unless given. */
  readonly scopes?: readonly string[];
  /** Whether the limits of Slack's tiers hold. */
  readonly limits?: boolean;
  /** How long an app has to acknowledge, ms. */
  readonly ackMs?: number;
  readonly twinNames?: boolean;
  readonly archiveEmpties?: boolean;
}

interface UserGiven extends Partial<Omit<User, 'id' | 'name'>> {
  readonly id?: string;
}

interface ChannelGiven {
  readonly id?: string;
  readonly private?: boolean;
  readonly members?: readonly string[];
  /** Whether the bot is in it; true unless given. */
  readonly bot?: boolean;
}

/** A whole Slack on this machine: workspace, Web API, Socket Mode, Events API, and people who type and press. */
export class Slack {
  readonly botToken = 'xoxb-1111111111-emulated-bot-canary';
  readonly appToken = 'xapp-1-A0TOCSIN-emulated-app-canary';
  readonly signingSecret = 'emulated-signing-secret-canary00';
  readonly team: Workspace['team'];
  readonly bot: Workspace['bot'];
  readonly workspace: Workspace;
  readonly desk: Desk;
  readonly #api: WebApi;
  readonly #tokens: Tokens;
  readonly #socketMode: SocketMode;
  readonly #courier: Courier;
  readonly #urls: ResponseUrls;
  readonly #watch = new Watch();
  readonly #patience: Patience;
  readonly #server = createServer((request, response) => void this.#opens(request, response));

  constructor(options: SlackOptions = {}) {
    const { delayMs = 0, now = Date.now, scopes = allScopes, limits = false, ackMs = 3_000 } = options;
    const { twinNames = false, archiveEmpties = false } = options;
    const w = new Workspace({ now, twinNames, archiveEmpties });
    this.workspace = w;
    this.team = w.team;
    this.bot = w.bot;
    this.#patience = new Patience(ackMs);
    this.#tokens = { bot: this.botToken, app: this.appToken, scopes: new Set(scopes), isRevoked: false };
    this.#socketMode = new SocketMode(w, this.#patience);
    this.#courier = new Courier(w, this.#tokens.scopes, this.#socketMode);
    this.#urls = new ResponseUrls(w);
    const triggers = new Triggers(now);
    this.desk = new Desk(w, { courier: this.#courier, urls: this.#urls, triggers });
    const methods = tableOf({ triggers, ticket: () => this.#socketMode.ticket() });
    this.#api = new WebApi(w, { tokens: this.#tokens, delayMs, limits, methods });
    w.tell = (event, channel) => this.#courier.tell(event, channel);
    w.changed = () => this.#watch.changed();
    this.#socketMode.attach(this.#server);
  }

  listen(port = 0): Promise<this> {
    return new Promise((resolve) => {
      this.#server.listen(port, '127.0.0.1', () => {
        this.workspace.origin = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
        resolve(this);
      });
    });
  }

  stop(): Promise<void> {
    this.#watch.stop();
    this.#socketMode.stop();
    this.#server.closeAllConnections();
    return new Promise((resolve) => void this.#server.close(() => resolve()));
  }

  get origin(): string {
    return this.workspace.origin;
  }

  get apiUrl(): string {
    return `${this.origin}/api/`;
  }

  /** Adds somebody to the workspace, or changes who is already there; answers the id. */
  user(name: string, given: UserGiven = {}): string {
    const w = this.workspace;
    const existing = w.userNamed(name);
    if (existing) Object.assign(existing, given);
    const id = given.id ?? `U0${name.toUpperCase().replaceAll(/[^A-Z0-9]/gu, '')}`;
    const user = existing ?? userOf({ teamId: w.team.id, ...given, id, name });
    w.users.set(user.id, user);
    w.changed();
    w.tell({ type: existing ? 'user_change' : 'team_join', user: userJson(w, user, this.#tokens.scopes.has('users:read.email')) });
    return user.id;
  }

  usergroup(handle: string, given: { id?: string; name?: string; users?: readonly string[]; disabled?: boolean } = {}): string {
    const w = this.workspace;
    const { id = w.ids.next('S'), name = handle, users = [], disabled = false } = given;
    w.usergroups.set(id, { id, handle, name, users: [...users], disabled });
    w.tell({ type: 'subteam_members_changed', subteam_id: id, team_id: w.team.id, subteam: usergroupJson(w, w.usergroups.get(id)!, true) });
    return id;
  }

  channel(name: string, given: ChannelGiven = {}): string {
    const w = this.workspace;
    const members = new Set([...(given.members ?? []), ...(given.bot === false ? [] : [w.bot.user])]);
    const creator = given.members?.[0] ?? w.bot.user;
    const id = given.id === undefined ? {} : { id: given.id };
    return w.addChannel({ kind: 'channel', name, is_private: given.private ?? false, creator, members, ...id }).id;
  }

  get channels(): readonly Channel[] {
    return this.workspace.channels;
  }

  /** @throws {Error} where there is no channel of this name or id. */
  find(nameOrId: string): Channel {
    const channel = this.workspace.channelNamed(nameOrId);
    if (!channel)
      throw new Error(`there is no channel "${nameOrId}"; there are: ${this.channels.map(({ name, id }) => name || id).join(', ')}`);
    return channel;
  }

  /** What everybody in a channel sees, without Slack's own notices; a user's id means the bot's conversation with that user. */
  messages(channel: string): Message[] {
    const { messages } = this.workspace.users.has(channel) ? this.workspace.direct(this.bot.user, channel) : this.find(channel);
    return messages.filter((m) => m.ephemeralTo === undefined && (m.subtype === undefined || m.bot !== undefined));
  }

  /** What only this user sees there. */
  ephemerals(channel: string, user: string): Message[] {
    const { messages } = this.workspace.users.has(channel) ? this.workspace.direct(this.bot.user, channel) : this.find(channel);
    return messages.filter((m) => m.ephemeralTo === user);
  }

  /** Whom the message with this `ts` mentions. */
  mentioned(ts: string): Mentioned {
    const message = this.channels.flatMap(({ messages }) => messages).find((m) => m.ts === ts);
    if (!message) throw new Error(`there is no message ${ts}`);
    return mentionsIn(message);
  }

  someone(idOrName: string): Someone {
    const user = this.workspace.userNamed(idOrName);
    if (!user) throw new Error(`there is no user "${idOrName}"`);
    return new Someone(user.id, this.desk);
  }

  /** Modals that the user has open, the one on top last. */
  views(user: string): readonly View[] {
    return this.workspace.modals.get(user) ?? [];
  }

  home(user: string): View | undefined {
    return this.workspace.homes.get(user);
  }

  get calls(): readonly Call[] {
    return this.#api.calls;
  }

  count(method: string): number {
    return this.calls.filter((call) => call.method === method).length;
  }

  /** Whether a call waits for an answer that never comes. */
  get keepsWaiting(): boolean {
    return this.#api.unanswered.isAny;
  }

  /** Everything that was brought to the app, oldest first. */
  get deliveries(): readonly Delivery[] {
    return this.#courier.deliveries;
  }

  get warnings(): readonly Warning[] {
    return this.desk.warnings;
  }

  /** The next calls of this method (`*`: of any) go wrong so. */
  goesWrong(method: string, trouble: Trouble, times = 1): void {
    this.#api.troubles.add(method, trouble, times);
  }

  /** Nothing goes wrong any more. */
  heals(): void {
    this.#api.troubles.clear();
  }

  /** The app as its manifest says: these scopes, commands, shortcuts and events, and no others. */
  installs(manifest: Manifest): void {
    this.workspace.app = new Installed(manifest);
    this.#tokens.scopes.clear();
    for (const scope of manifest.oauth_config?.scopes?.bot ?? []) this.#tokens.scopes.add(scope);
  }

  /** From now on everything that an app does by its token or by a response_url goes through this: what it holds back never happens, and what it
   *  throws over has happened and is not answered. */
  goesThrough(through: Through): void {
    this.#api.through = through;
  }

  /** `false`: it is let in again. */
  revokesToken(isRevoked = true): void {
    this.#tokens.isRevoked = isRevoked;
  }

  withdraws(...scopes: readonly string[]): void {
    for (const scope of scopes) this.#tokens.scopes.delete(scope);
  }

  /** Open sockets. */
  get sockets(): number {
    return this.#socketMode.sockets.length;
  }

  disconnects(reason: Disconnect): void {
    this.#socketMode.disconnects(reason);
  }

  /** Breaks all sockets without a word. */
  cuts(): void {
    this.#socketMode.cut();
  }

  /** From now on everything is posted to this address instead; null is Socket Mode again. Answers whether the address met the challenge. */
  async postsTo(url: string | null): Promise<boolean> {
    const events = url === null ? null : new EventsApi(url, { sign: (body) => this.sign(body), patience: this.#patience });
    this.#courier.line = events ?? this.#socketMode;
    return events ? events.isVerified() : true;
  }

  /** Headers that make a body Slack's own; other seconds for a forged or late one. */
  sign(body: string, seconds: number | string = this.workspace.seconds): Record<string, string> {
    return { 'x-slack-signature': signatureOf(this.signingSecret, body, seconds), 'x-slack-request-timestamp': String(seconds) };
  }

  /** Delivers again, at once, every event that was not acknowledged, as Slack does three times. */
  retries(_when: 'now' = 'now'): Promise<Delivery[]> {
    return this.#courier.retry();
  }

  /** Waits no longer for the app, as when its time to acknowledge is over. Answers whether anything was waited for. */
  losesPatience(): boolean {
    return this.#patience.ends();
  }

  /** The first value of `look` that is neither undefined, null nor false; looked for whenever something has changed here. */
  until<T>(look: () => T | Promise<T>, what = 'it to happen in Slack'): Promise<NonNullable<Exclude<T, false>>> {
    return this.#watch.until(look, what);
  }

  /** Calls back on every change, until the answer is called. */
  watch(changed: () => void): () => void {
    return this.#watch.add(changed);
  }

  async #opens(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await this.#hear(request, response);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: false, error: error.code }));
    }
  }

  async #hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bytesOf(request);
    const [, place = '', rest = ''] = /^\/([a-z-]+)\/([^?]*)/u.exec(request.url ?? '') ?? [];
    if (place === 'api') return this.#api.hear(request, response, { method: rest, body: body.toString('utf8') });
    if (place === 'upload') return receive(this.workspace, { request, response, body });
    if (place === 'files-pri') return serve(this.workspace, { request, response, token: this.botToken });
    if (place === 'response') {
      const said = jsonOf(body.toString('utf8'));
      const used = this.#api.through('response_url', async () => this.#urls.use(rest, said));
      return used.then(
        (answer) => void response.writeHead(answer.status, { 'content-type': 'text/plain' }).end(answer.body),
        () => void response.destroy(),
      );
    }
    return showPage(this, { request, response, body });
  }
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
