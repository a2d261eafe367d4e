import { statSync } from 'node:fs';
import { z } from 'zod';

export type Env = Readonly<Record<string, string | undefined>>;

/** What Tocsin is told before it reads any file. Absent settings are null or their default. */
export interface Settings {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  readonly dataDirectory: string;
  /** Null: no YAML, everything comes from the console and the API. */
  readonly configDirectory: string | null;
  /** Without a slash at the end. Null: the origin that the server gets. */
  readonly publicUrl: string | null;
  readonly adminToken: string | null;
  /** The text that the key for secrets in the store is made from. Null: a file made at first start. */
  readonly key: string | null;
  readonly databaseUrl: string | null;
  readonly redisUrl: string | null;
  readonly smtpUrl: string | null;
  readonly logLevel: z.output<typeof LogLevel>;
}

/** Every variable that is wrong, one line each: `NAME is …; write …`. The values are not in it. */
export class SettingsError extends Error {
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.name = 'SettingsError';
    this.lines = lines;
  }
}

const LogLevel = z.enum(
  ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
  'is no log level; write fatal, error, warn, info, debug, trace or silent',
);
const Port = z
  .string()
  .refine((t) => /^\d{1,5}$/u.test(t) && Number(t) <= 65_535, 'is not a port; write a number from 0 to 65535 (0 takes a free one)')
  .transform(Number);
const Host = z.string().regex(/^[^\s/]+$/u, 'is not a host; write an address such as 127.0.0.1, 0.0.0.0 or ::');
const Token = z
  .string()
  .regex(
    /^[\x21-\x7E]+$/u,
    'has a space or a letter beyond ASCII in it; write 32 random characters, such as the output of `openssl rand -hex 16`',
  );
const Key = z.string().min(1);

/** An address of one of these schemes (`postgres:`). */
function address(schemes: readonly string[], example: string) {
  const message = `is not an address; write one such as ${example}`;
  return z.string().refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol), message);
}

const Variables = z.object({
  PORT: Port.default(8080),
  TOCSIN_HOST: Host.default('127.0.0.1'),
  TOCSIN_DATA: z.string().default('./data'),
  TOCSIN_CONFIG: z.string().nullable().default(null),
  TOCSIN_PUBLIC_URL: address(['http:', 'https:'], 'https://tocsin.example.com').nullable().default(null),
  TOCSIN_ADMIN_TOKEN: Token.nullable().default(null),
  TOCSIN_KEY: Key.nullable().default(null),
  DATABASE_URL: address(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/tocsin').nullable().default(null),
  REDIS_URL: address(['redis:', 'rediss:'], 'redis://host:6379').nullable().default(null),
  SMTP_URL: address(['smtp:', 'smtps:'], 'smtp://user:password@host:587').nullable().default(null),
  TOCSIN_LOG: LogLevel.default('info'),
});

const defaultConfigDirectory = './config.d';

/** Reads the settings from the environment; an empty variable counts as absent. `isDirectory` answers for TOCSIN_CONFIG, which is
 *  ./config.d where that is there. Throws a SettingsError that names every wrong variable and what to write. */
export function readSettings(env: Env, isDirectory: (path: string) => boolean): Settings {
  const given = Object.fromEntries(Object.keys(Variables.shape).flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
  const read = Variables.safeParse(given);
  const wrong = (read.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}`);
  const directory = env['TOCSIN_CONFIG'] || null;
  if (directory && !isDirectory(directory))
    wrong.push('TOCSIN_CONFIG is not a directory that is there; write the path of the directory with your YAML');
  if (wrong.length > 0 || !read.success) throw new SettingsError(wrong);
  const v = read.data;
  return {
    port: v.PORT,
    host: v.TOCSIN_HOST,
    dataDirectory: v.TOCSIN_DATA,
    configDirectory: directory ?? (isDirectory(defaultConfigDirectory) ? defaultConfigDirectory : null),
    publicUrl: v.TOCSIN_PUBLIC_URL?.replace(/\/+$/u, '') ?? null,
    adminToken: v.TOCSIN_ADMIN_TOKEN,
    key: v.TOCSIN_KEY,
    databaseUrl: v.DATABASE_URL,
    redisUrl: v.REDIS_URL,
    smtpUrl: v.SMTP_URL,
    logLevel: v.TOCSIN_LOG,
  };
}

/** The environment of this process; nothing else reads it. */
export const environment = (): Env => process.env;

/** Whether a folder is there: what `readSettings` asks by default. */
export const isDirectory = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** What the command line needs to find a running Tocsin: TOCSIN_URL (else PORT on this machine), TOCSIN_TOKEN (else TOCSIN_ADMIN_TOKEN),
 *  TOCSIN_AS (the person it acts for) and the locale of the terminal. */
export function readClientSettings(env: Env): { url: string; token: string | null; as: string | null; locale: string } {
  const url = env['TOCSIN_URL'] ?? `http://127.0.0.1:${env['PORT'] || 8080}`;
  return {
    url: url.replace(/\/+$/u, ''),
    token: env['TOCSIN_TOKEN'] || env['TOCSIN_ADMIN_TOKEN'] || null,
    as: env['TOCSIN_AS'] || null,
    locale: env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || 'en',
  };
}
