import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InjectOptions } from 'fastify';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, beforeAll, expect } from 'vitest';
import type { StoreEngine } from '../../adapters/store/engine.ts';
import { openPostgres } from '../../adapters/store/postgres.ts';
import { openSqlite } from '../../adapters/store/sqlite.ts';
import { Passwords } from '../../app/access/password.ts';
import { wire, type Wired } from '../../app/wire.ts';
import type { Settings } from '../../config/settings.ts';
import type { Role } from '../../domain/people/person.ts';
import { noSettings } from '../harness/no-settings.ts';
import { HandClock } from '../harness/hand-clock.ts';
import { tempFolder, type TempFolder } from '../harness/temp-folder.ts';

/** 2026-11-23 09:30 in Shanghai. */
export const t0 = Date.parse('2026-11-23T01:30:00Z');
export const minute = 60_000;
export const token = 'correct-horse-battery';

/** Two who answer, a schedule, a policy, a door for webhooks. */
const firm = `
{ kind: person, name: ana, spec: { displayName: 安娜, roles: [responder] } }
---
{ kind: person, name: bo, spec: { locale: en } }
---
{ kind: schedule, name: payments, spec: { zone: Asia/Shanghai, layers: [{ rotation: { start: '2026-11-23T09:00', unit: week, people: [ana, bo] } }] } }
---
{ kind: team, name: payments, spec: { people: [ana, bo], schedule: payments } }
---
{ kind: escalation-policy, name: default, spec: { steps: [{ to: [{ schedule: payments }], delayMinutes: 4.35 }, { to: [{ person: bo }] }] } }
---
{ kind: system, name: order-gateway, spec: { displayName: 委托网关, policy: default } }
---
{ kind: channel, name: ops, spec: { platform: web } }
---
{ kind: route, name: default, spec: { groupBy: [alertname], groupWaitSeconds: 0, channel: ops, routes: [{ match: ['team="payments"'], policy: default }] } }
---
{ kind: integration, name: prom-sh1, spec: { source: alertmanager, key: let-me-in, labels: { site: sh1 } } }
`;

interface Setup {
  readonly adminToken?: string;
  readonly databaseUrl?: () => Promise<string>;
  readonly settings?: () => Promise<Partial<Settings>>;
}

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
  readonly headers: Readonly<Record<string, unknown>>;
}

interface Asked {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly from?: string;
}

/** The whole server without a socket, for the suite around it, on a clock moved by hand. What fails inside is an error of the suite. */
export class App {
  readonly clock = new HandClock(t0);
  readonly failures: string[] = [];
  /** Every line of the log, whatever its level. */
  readonly logged: string[] = [];
  #wired: Wired | undefined;
  #engine: StoreEngine | undefined;
  #folder: TempFolder | undefined;

  async start({ adminToken, databaseUrl, settings }: Setup): Promise<void> {
    this.#folder = tempFolder('http');
    mkdirSync(this.configDirectory);
    writeFileSync(join(this.configDirectory, 'firm.yaml'), firm);
    const write = (line: string): void => {
      const { level, msg, err } = JSON.parse(line) as { level: number; msg: string; err?: { message: string } };
      this.logged.push(line);
      if (level >= 50) this.failures.push(err?.message ?? msg);
    };
    const engine = databaseUrl === undefined ? openSqlite(join(this.#folder.path, 'tocsin.db')) : openPostgres(await databaseUrl());
    this.#engine = engine;
    this.#wired = await wire({
      engine,
      passwords: new Passwords({ logN: 8, r: 8, p: 1 }),
      settings: {
        ...noSettings,
        dataDirectory: join(this.#folder.path, 'data'),
        configDirectory: this.configDirectory,
        adminToken: adminToken ?? null,
        key: 'a key of sixteen and more',
        ...(await settings?.()),
      },
      env: {},
      clock: this.clock,
      log: pino({ level: 'trace' }, { write }),
      version: 'test',
    });
    await this.#wired.listening('http://tocsin.test');
  }

  get configDirectory(): string {
    return join(this.#folder?.path ?? '', 'config');
  }

  async stop(): Promise<void> {
    await this.#wired?.close();
    this.#folder?.remove();
  }

  get #app(): Wired {
    return this.#wired ?? expect.fail('the server is started before the first test');
  }

  /** Listens on a free port of this machine, for programs that are not ours; answers the origin. */
  listen(): Promise<string> {
    return this.#app.http.listen({ host: '127.0.0.1', port: 0 });
  }

  /** What stands behind the `#` of the link with which the first user sets Tocsin up; null when there is none. */
  async setupToken(): Promise<string | null> {
    return (await this.#app.setupLink())?.split('#')[1] ?? null;
  }

  /** The store as it is on disk. */
  get db(): StoreEngine['read'] {
    return this.#engine?.read ?? expect.fail('the server is started before the first test');
  }

  /** Does something to the database that Tocsin itself never does. */
  async alters(statement: string): Promise<void> {
    await this.#engine?.commit((tx) => sql.raw(statement).execute(tx));
  }

  /** All that follows from what was asked is done. */
  idle(): Promise<void> {
    return this.#app.road.idle();
  }

  /** Sends a request as it stands. */
  async send<T = unknown>(options: InjectOptions): Promise<Answer<T>> {
    const { statusCode: status, body, headers } = await this.#app.http.inject(options);
    return {
      status,
      headers,
      body: (/^application\/json|^text\/plain/u.test(String(headers['content-type'])) && body !== '' ? parsed(body) : body) as T,
    };
  }

  async post<T = unknown>(url: string, { body, headers = {}, from }: Asked = {}): Promise<Answer<T>> {
    const json = { 'content-type': 'application/json', ...headers };
    return this.send({
      method: 'POST',
      url,
      headers: json,
      payload: typeof body === 'string' ? body : JSON.stringify(body),
      ...(from === undefined ? {} : { remoteAddress: from }),
    });
  }

  async get<T = unknown>(url: string, { headers = {}, from }: Asked = {}): Promise<Answer<T>> {
    return this.send({ method: 'GET', url, headers, ...(from === undefined ? {} : { remoteAddress: from }) });
  }

  /** Calls a skill; the visitor on this machine acts for ana where nobody else is named. */
  async skill<T = Record<string, unknown>>(
    name: string,
    input: object = {},
    asked: Asked & { as?: string } = {},
  ): Promise<Answer<Skilled<T>>> {
    const answer = await this.post<Skilled<T>>(`/api/v1/skills/${name}`, {
      ...asked,
      body: input,
      headers: { 'tocsin-as': asked.as ?? 'ana', 'accept-language': 'en', ...asked.headers },
    });
    await this.idle();
    return answer;
  }

  /** A login of this person with these roles; answers the cookie. */
  async login(person: string, ...roles: readonly Role[]): Promise<string> {
    const cookie = randomUUID();
    const id_hash = createHash('sha256').update(cookie).digest('hex');
    await this.#engine?.commit((tx) =>
      tx
        .insertInto('session')
        .values({ id_hash, person, roles: roles.join(' '), expires_at: t0 * 2 })
        .execute(),
    );
    return `tocsin_session=${cookie}`;
  }

  /** How many rows a table has. */
  async rows(table: 'file_chunk'): Promise<number> {
    const [found] =
      (await this.#engine?.read
        .selectFrom(table)
        .select((w) => w.fn.countAll<number>().as('n'))
        .execute()) ?? [];
    return found?.n ?? 0;
  }

  /** Declares an incident and answers its number. */
  async declares(input: object = {}): Promise<string> {
    const { body } = await this.skill<{ incident: string }>('incident/declare', { title: 'Orders are rejected', ...input });
    return body.output.incident;
  }
}

export interface Skilled<T> {
  readonly ok: boolean;
  readonly output: T;
  readonly because: string;
  readonly issues?: readonly { path: string; message: string }[];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A server for the suite that calls this. */
export function anApp(setup: Setup = {}): App {
  const app = new App();
  beforeAll(() => app.start(setup));
  afterAll(async () => {
    await app.stop();
    expect(app.failures, 'nothing failed inside').toEqual([]);
  });
  return app;
}
