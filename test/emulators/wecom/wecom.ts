import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Watch } from '../watch.ts';
import { Access } from './access.ts';
import { AtBot } from './at-bot.ts';
import { BotLine } from './bot-line.ts';
import { Corp } from './corp.ts';
import { Courier, type CallbackKeys, type Delivery, type Outcome, type Sealed, type SealedSo } from './courier.ts';
import { HttpApi, type Call, type Through } from './http-api.ts';
import type { Rights } from './methods/method.ts';
import { showPage } from './page/pages.ts';
import type { Member, Message } from './records.ts';
import { takeReply } from './replies.ts';
import { Someone } from './someone.ts';
import type { Trouble } from './troubles.ts';

export interface WecomOptions {
  /** How long each call takes, ms; it takes effect halfway. */
  readonly delayMs?: number;
  /** Its clock, UTC ms. */
  readonly now?: () => number;
  /** Whether limits of frequency are answered with 45009. What a member may get is always limited. */
  readonly limits?: boolean;
  /** Whether the app sees the root department, which groups need; true unless given. */
  readonly rootVisible?: boolean;
  /** From where the app may call; anywhere unless given. */
  readonly trustedIps?: readonly string[];
  /** How long a callback may take, ms; 5 s as in WeCom unless given. */
  readonly ackMs?: number;
  /** How long its verification may take, ms; 1 s as in WeCom unless given. */
  readonly verifyMs?: number;
}

/** An appchat: a group that the app made. */
export interface Appchat {
  readonly chatid: string;
  readonly name: string;
  readonly owner: string;
  readonly users: readonly string[];
  readonly messages: readonly Message[];
  /** Members see it from its first message on. */
  readonly isShown: boolean;
}

/** A whole WeCom corp on this machine: its API, callbacks, and people who type and press. */
export class Wecom {
  readonly agentId: number;
  readonly corpId: string;
  readonly corp: Corp;
  readonly #access: Access;
  readonly #rights: Rights;
  readonly #api: HttpApi;
  readonly #courier: Courier;
  readonly #line: BotLine;
  readonly #watch = new Watch();
  readonly #server = createServer((request, response) => void this.#opens(request, response));

  constructor(options: WecomOptions = {}) {
    const { delayMs = 0, now = Date.now, limits = false, rootVisible = true, trustedIps = null, ackMs = 5_000, verifyMs = 1_000 } = options;
    const corp = new Corp(now);
    this.corp = corp;
    this.agentId = corp.agentId;
    this.corpId = corp.id;
    this.#access = new Access(corp, trustedIps);
    this.#rights = { root: rootVisible, agent: true };
    this.#api = new HttpApi(corp, { access: this.#access, rights: this.#rights, delayMs, limits });
    this.#courier = new Courier(corp, { ackMs, verifyMs });
    this.#courier.takes = (reply, about) => takeReply(corp, reply, about);
    this.#line = new BotLine(corp, this.#api, limits);
    this.#line.attach(this.#server);
    corp.changed = () => this.#watch.changed();
  }

  listen(port = 0): Promise<this> {
    return new Promise((resolve) => {
      this.#server.listen(port, '127.0.0.1', () => {
        this.corp.origin = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
        resolve(this);
      });
    });
  }

  stop(): Promise<void> {
    this.#watch.stop();
    this.#line.stop();
    this.#server.closeAllConnections();
    return new Promise((resolve) => void this.#server.close(() => resolve()));
  }

  get origin(): string {
    return this.corp.origin;
  }

  get apiUrl(): string {
    return `${this.origin}/cgi-bin`;
  }

  get secret(): string {
    return this.#access.secret;
  }

  get token(): string {
    return this.#courier.token;
  }

  get encodingAesKey(): string {
    return this.#courier.encodingAesKey;
  }

  /** Where the bot's long connection goes. */
  get botUrl(): string {
    return this.origin.replace('http', 'ws');
  }

  get bot(): { readonly botId: string; readonly secret: string } {
    return this.#line;
  }

  /** Adds somebody to the corp, or changes who is already there; answers the userid. */
  user(userid: string, given: Partial<Omit<Member, 'userid'>> = {}): string {
    const existing = this.corp.member(userid);
    if (existing) Object.assign(existing, given);
    const fresh = { name: userid, email: '', mobile: '', visible: true, active: true, licensed: true, department: [2] };
    if (!existing) this.corp.members.set(userid, { userid, ...fresh, ...given });
    this.corp.changed();
    return existing?.userid ?? userid;
  }

  /** Makes a group with a robot in it; answers the robot's address. The group is called as the robot. */
  robot(name: string): string {
    const key = `0000c0de-cafe-4000-8000-${String(this.corp.robots.size + 1).padStart(12, '0')}`;
    const members = [...this.corp.members.keys()];
    const { id } = this.corp.opensGroup('group', { id: this.corp.next('wr', 32), name, owner: members[0] ?? '', members });
    this.corp.robots.set(key, { name, key, chatid: id });
    return `${this.apiUrl}/webhook/send?key=${key}`;
  }

  /** A group that people made, with the bot in it unless told otherwise; answers its chatid. */
  group(name: string, given: { members: readonly string[]; bot?: boolean }): string {
    const { members, bot = true } = given;
    const chat = this.corp.opensGroup('group', { id: this.corp.next('wr', 32), name, owner: members[0] ?? '', members });
    chat.hasBot = bot;
    return chat.id;
  }

  /** The groups that the app made. */
  get chats(): Appchat[] {
    const chats = [...this.corp.conversations.values()].filter(({ kind }) => kind === 'appchat');
    return chats.map(({ id, name, owner, members, messages }) => ({
      chatid: id,
      name,
      owner,
      users: members,
      messages,
      isShown: messages.length > 0,
    }));
  }

  /** What was said there, what WeCom dropped too: a userid is the app's chat with that member, `bot:<userid>` the bot's; else a chatid or
   *  the name of a group.
   *  @throws {Error} where there is no such conversation. */
  messages(conversation: string): Message[] {
    return this.corp.conversation(conversation).messages;
  }

  /** What really reached this member, wherever it was said, oldest first. */
  seenBy(userid: string): Message[] {
    const said = [...this.corp.conversations.values()].flatMap(({ messages }) => messages);
    const all = said.filter(({ from, to, droppedFor }) => from !== userid && to.includes(userid) && !droppedFor.includes(userid));
    return all.toSorted((a, b) => a.at - b.at);
  }

  someone(userid: string): Someone {
    const member = this.corp.member(userid);
    if (!member) throw new Error(`there is no user "${userid}"`);
    return new Someone(member.userid, { corp: this.corp, courier: this.#courier, bot: new AtBot(this.corp, this.#line) });
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

  /** The next calls of this method (`*`: of any) go wrong so. */
  goesWrong(method: string, trouble: Trouble, times = 1): void {
    this.#api.troubles.add(method, trouble, times);
  }

  /** Nothing goes wrong any more. */
  heals(): void {
    this.#api.troubles.clear();
  }

  /** From now on every call goes through this: what it holds back never happens, and what it throws over has happened and is not answered. */
  goesThrough(through: Through): void {
    this.#api.through = through;
  }

  /** All tokens given so far are too old: 42001. */
  expiresTokens(): void {
    this.#access.expire();
  }

  /** The secret is no more: 40001, and 40014 for its tokens; `false`: it is again. */
  revokesSecret(isRevoked = true): void {
    this.#access.isRevoked = isRevoked;
  }

  /** The app does not see this member any more: 60111, and 81013 where nobody else is meant. */
  hides(userid: string, isHidden = true): void {
    this.user(userid, { visible: !isHidden });
  }

  /** Every call seems to come from this address, which is not trusted: 60020; null: as before. */
  blocksIp(ip: string | null): void {
    this.#access.seenIp = ip;
  }

  /** Connections of the bot: 0 or 1. */
  get connections(): number {
    return this.#line.connections;
  }

  /** Another connection took the bot over: tells the one that is there, and hangs up. */
  kicks(): void {
    this.#line.kick();
  }

  /** Breaks the bot's sockets without a word. */
  cuts(): void {
    this.#line.cut();
  }

  /** The bot's pings stay without an answer from now on. */
  mutes(isMute = true): void {
    this.#line.isMute = isMute;
  }

  /** The bot's line is cut, and nobody is let in; `false`: again. */
  shuts(isShut = true): void {
    this.#line.isShut = isShut;
    if (isShut) this.#line.cut();
  }

  /** The bot's secret is no more: 851014. */
  revokesBot(isRevoked = true): void {
    this.#line.isRevoked = isRevoked;
    if (isRevoked) this.#line.cut();
  }

  /** The app does not see the root department any more: 60011 for groups. */
  withdrawsRoot(isWithdrawn = true): void {
    this.#rights.root = !isWithdrawn;
  }

  /** The app may not use its agent any more: 301002. */
  withdrawsAgent(isWithdrawn = true): void {
    this.#rights.agent = !isWithdrawn;
  }

  /** Everything that people do is brought to this address from now on, if it verifies; null: to nobody. Answers whether it did. Where no answer
   *  came in time it is asked again, twice, as whoever sets it up would. `keys`: in the place of the corp's own, as an admin pastes them. */
  async callsTo(url: string | null, keys?: CallbackKeys): Promise<boolean> {
    if (keys) this.#courier.signsWith(keys);
    if (url !== null && !(await this.#isVerified(url, 3))) return false;
    this.#courier.url = url;
    return true;
  }

  async #isVerified(url: string, tries: number): Promise<boolean> {
    const { ok, status } = await this.#courier.verify(url);
    return ok || (status === 0 && tries > 1 && this.#isVerified(url, tries - 1));
  }

  /** Where everything is brought to; null where to nobody. */
  get callback(): string | null {
    return this.#courier.url;
  }

  /** Asks the callback whether it can read what is sealed: it has to answer exactly that, within a second.
   *  @throws {Error} where there is no callback and no address is given. */
  verify(url = this.#courier.url): ReturnType<Courier['verify']> {
    if (url === null) throw new Error('there is no callback yet');
    return this.#courier.verify(url);
  }

  /** Brings again, at once, what was not acknowledged, as WeCom does three times. */
  retries(_when: 'now' = 'now'): Promise<Outcome[]> {
    return this.#courier.retry();
  }

  /** Seals XML or JSON as WeCom would, or as somebody who only nearly can: another receiver, token, time or nonce. */
  encrypt(content: string, so: SealedSo = {}): Sealed {
    return this.#courier.seal(content, so);
  }

  /** The first value of `look` that is neither undefined, null nor false; looked for whenever something has changed here. */
  until<T>(look: () => T | Promise<T>, what: string): Promise<NonNullable<Exclude<T, false>>> {
    return this.#watch.until(look, what);
  }

  /** Calls whenever something has changed; answers how to stop that. */
  watch(listener: () => void): () => void {
    return this.#watch.add(listener);
  }

  async #opens(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const body = Buffer.concat(parts);
      if (request.url?.startsWith('/cgi-bin/')) return await this.#api.hear(request, response, body);
      if (request.url?.startsWith('/media/')) return this.#sendsFile(response, request.url.slice(7));
      await showPage(this, { request, response, body });
    } catch (error) {
      if (!response.headersSent) response.writeHead(500);
      response.end(String(error));
    }
  }

  #sendsFile(response: ServerResponse, id: string): void {
    const file = this.corp.media.get(id);
    const isOld = file?.type === 'sealed' && this.corp.now() - file.at > 300_000;
    if (!file || isOld) return void response.writeHead(404).end();
    const headers = { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.filename)}` };
    const type = file.type === 'image' ? 'image/png' : 'application/octet-stream';
    response.writeHead(200, { ...(file.type === 'sealed' ? headers : {}), 'content-type': type }).end(file.bytes);
  }
}
