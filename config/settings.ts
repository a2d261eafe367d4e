import { statSync } from 'node:fs';
import { isIP } from 'node:net';
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
  /** Addresses and networks (CIDR) of the proxies whose `X-Forwarded-…` headers count. */
  readonly trustedProxies: readonly string[];
  /** Single sign-on; null: none. */
  readonly oidc: OidcSettings | null;
  /** A carrier of calls and texts without any file; null: none. */
  readonly twilio: TwilioSettings | null;
  /** Slack without any file, or only where its API is; null: nothing is said of it. */
  readonly slack: SlackSettings | null;
  /** WeCom likewise. */
  readonly wecom: WecomSettings | null;
  readonly logLevel: z.output<typeof LogLevel>;
  /** An address outside that is told regularly that Tocsin lives; null: none is. */
  readonly heartbeat: { readonly url: string; readonly everyMs: number } | null;
}

/** The account, who calls come from, and where the API is (null: Twilio’s own address). `secondAuthToken` counts for signatures too. */
export interface TwilioSettings {
  readonly accountSid: string;
  readonly authToken: string;
  readonly secondAuthToken: string | null;
  readonly from: string;
  readonly url: string | null;
}

/** The tokens of a Slack app. Null: not given; without any, Slack is not on by this alone. `url` is the Web API’s where it is not Slack’s own, for
 *  every chat that does not say another. */
export interface SlackSettings {
  readonly botToken: string | null;
  readonly appToken: string | null;
  readonly signingSecret: string | null;
  readonly url: string | null;
}

/** An app of the firm's own in WeCom. Null: not given; all of them are, or none but `url`. */
export interface WecomSettings {
  readonly corpId: string | null;
  readonly agentId: string | null;
  readonly secret: string | null;
  readonly token: string | null;
  readonly encodingAesKey: string | null;
  readonly url: string | null;
}

/** Where people sign in, and as what we are known there. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the button says; null: the host of the issuer. */
  readonly label: string | null;
  /** The claim that holds the name of a person here, where an admin vouches for that; null: none does. */
  readonly personClaim: string | null;
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

/** One address or network, or several with commas between them. */
const Proxies = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine((parts) => parts.every(isNetwork), 'is not a list of addresses; write addresses or networks such as 10.0.0.5, 10.1.0.0/16');

function isNetwork(text: string): boolean {
  const [from = '', bits, more] = text.split('/');
  const kind = isIP(from);
  if (kind === 0 || more !== undefined) return false;
  return bits === undefined || (/^\d{1,3}$/u.test(bits) && Number(bits) <= (kind === 4 ? 32 : 128));
}

/** What is signed in with must not travel in the clear, but on this machine. */
const Issuer = z.string().refine((text) => {
  const url = URL.parse(text);
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && /^(127\.0\.0\.1|localhost|\[::1\])$/u.test(url.hostname));
}, 'is not the address of an issuer; write one such as https://id.example.com/realms/firm');

const slackToken = (prefix: string, what: string) =>
  z.string().startsWith(prefix, `is not ${what}; it begins with ${prefix}, see your app at api.slack.com/apps`).nullable().default(null);

const wecom = (looks: RegExp, otherwise: string) => z.string().regex(looks, otherwise).nullable().default(null);

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
  TOCSIN_TRUSTED_PROXIES: Proxies.default([]),
  OIDC_ISSUER: Issuer.nullable().default(null),
  OIDC_CLIENT_ID: z.string().nullable().default(null),
  OIDC_CLIENT_SECRET: z.string().nullable().default(null),
  OIDC_LABEL: z.string().max(60, 'is too long for a button; write 60 characters at most').nullable().default(null),
  OIDC_PERSON_CLAIM: z.string().nullable().default(null),
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-zA-Z]{6,40}$/u, 'is not an account SID; it begins with AC, see the Twilio console')
    .nullable()
    .default(null),
  TWILIO_AUTH_TOKEN: z.string().nullable().default(null),
  TWILIO_SECOND_AUTH_TOKEN: z.string().nullable().default(null),
  TWILIO_FROM: z
    .string()
    .regex(/^\+[1-9]\d{4,14}$/u, 'is not a phone number; write + and the country code, digits only, such as +14155550100')
    .nullable()
    .default(null),
  TWILIO_API_URL: address(['http:', 'https:'], 'https://api.twilio.com').nullable().default(null),
  SLACK_BOT_TOKEN: slackToken('xoxb-', 'a bot token'),
  SLACK_APP_TOKEN: slackToken('xapp-', 'an app-level token'),
  SLACK_SIGNING_SECRET: z.string().nullable().default(null),
  SLACK_API_URL: address(['http:', 'https:'], 'https://slack.com/api/').nullable().default(null),
  WECOM_CORP_ID: wecom(/^\S+$/u, 'is not a corp id; it begins with ww, see My company in the WeCom admin console'),
  WECOM_AGENT_ID: wecom(/^\d{1,10}$/u, 'is not an AgentId; it is a number such as 1000002, on the page of your app'),
  WECOM_SECRET: z.string().nullable().default(null),
  WECOM_TOKEN: wecom(
    /^[0-9A-Za-z]{1,32}$/u,
    'is not a callback token; it has up to 32 letters and digits, see Receive messages of your app',
  ),
  WECOM_ENCODING_AES_KEY: wecom(
    /^[0-9A-Za-z+/]{43}$/u,
    'is not an EncodingAESKey; it has 43 letters and digits, see Receive messages of your app',
  ),
  WECOM_API_URL: address(['http:', 'https:'], 'https://qyapi.weixin.qq.com/cgi-bin').nullable().default(null),
  TOCSIN_LOG: LogLevel.default('info'),
  TOCSIN_HEARTBEAT_URL: address(['http:', 'https:'], 'https://hc.example.com/ping/tocsin').nullable().default(null),
  TOCSIN_HEARTBEAT_SECONDS: z
    .string()
    .refine(
      (t) => /^\d{1,4}$/u.test(t) && Number(t) >= 5 && Number(t) <= 3600,
      'is no number of seconds; write one from 5 to 3600, such as 60',
    )
    .transform(Number)
    .default(60),
});

/** What Tocsin itself is set up with. */
export const settingNames: readonly string[] = Object.keys(Variables.shape);

const defaultConfigDirectory = './config.d';

/** Reads the settings from the environment; an empty variable counts as absent. `isDirectory` answers for TOCSIN_CONFIG, which is
 *  ./config.d where that is there. Throws a SettingsError that names every wrong variable and what to write. */
export function readSettings(env: Env, isDirectory: (path: string) => boolean): Settings {
  const given = Object.fromEntries(settingNames.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
  const read = Variables.safeParse(given);
  const wrong = (read.error?.issues ?? []).map((issue) => `${issue.path.join('.')} ${issue.message}`);
  const directory = env['TOCSIN_CONFIG'] || null;
  if (directory && !isDirectory(directory))
    wrong.push('TOCSIN_CONFIG is not a directory that is there; write the path of the directory with your YAML');
  wrong.push(
    ...half(given, 'OIDC_', { names: oidcNames, what: 'single sign-on' }),
    ...half(given, 'TWILIO_', { names: twilioNames, what: 'Twilio' }),
    ...halfSlack(given),
    ...halfWecom(given),
  );
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
    trustedProxies: v.TOCSIN_TRUSTED_PROXIES,
    oidc: oidcOf(v),
    twilio: twilioOf(v),
    slack: slackOf(v),
    wecom: wecomOf(v),
    logLevel: v.TOCSIN_LOG,
    heartbeat: v.TOCSIN_HEARTBEAT_URL === null ? null : { url: v.TOCSIN_HEARTBEAT_URL, everyMs: v.TOCSIN_HEARTBEAT_SECONDS * 1000 },
  };
}

const oidcNames = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;

const twilioNames = ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM'] as const;

/** Something with a part missing is a mistake, not a choice. */
function half(given: Env, prefix: string, { names, what }: { names: readonly string[]; what: string }): string[] {
  if (!Object.keys(given).some((name) => name.startsWith(prefix))) return [];
  const missing = names.filter((name) => !given[name]);
  return missing.map((name) => `${name} is missing; ${what} needs ${names.join(', ')}`);
}

/** A bot token, and a way in which Slack’s events reach us. Where its API is may stand alone: the tokens come from elsewhere then. */
function halfSlack(given: Env): string[] {
  if (!Object.keys(given).some((name) => name.startsWith('SLACK_') && name !== 'SLACK_API_URL')) return [];
  if (!given['SLACK_BOT_TOKEN']) return ['SLACK_BOT_TOKEN is missing; Slack needs it, and SLACK_APP_TOKEN or SLACK_SIGNING_SECRET'];
  if (given['SLACK_APP_TOKEN'] || given['SLACK_SIGNING_SECRET']) return [];
  return ['SLACK_APP_TOKEN is missing; write it for Socket Mode, or SLACK_SIGNING_SECRET where Slack is to call us'];
}

const wecomNames = ['WECOM_CORP_ID', 'WECOM_AGENT_ID', 'WECOM_SECRET', 'WECOM_TOKEN', 'WECOM_ENCODING_AES_KEY'] as const;

/** Where its API is may stand alone, as with Slack. */
function halfWecom({ WECOM_API_URL: _url, ...given }: Env): string[] {
  return half(given, 'WECOM_', { names: wecomNames, what: 'WeCom' });
}

function wecomOf(v: z.output<typeof Variables>): WecomSettings | null {
  if (v.WECOM_CORP_ID === null && v.WECOM_API_URL === null) return null;
  return {
    corpId: v.WECOM_CORP_ID,
    agentId: v.WECOM_AGENT_ID,
    secret: v.WECOM_SECRET,
    token: v.WECOM_TOKEN,
    encodingAesKey: v.WECOM_ENCODING_AES_KEY,
    url: v.WECOM_API_URL,
  };
}

function slackOf(v: z.output<typeof Variables>): SlackSettings | null {
  if (v.SLACK_BOT_TOKEN === null && v.SLACK_API_URL === null) return null;
  return { botToken: v.SLACK_BOT_TOKEN, appToken: v.SLACK_APP_TOKEN, signingSecret: v.SLACK_SIGNING_SECRET, url: v.SLACK_API_URL };
}

function twilioOf(v: z.output<typeof Variables>): TwilioSettings | null {
  if (v.TWILIO_ACCOUNT_SID === null || v.TWILIO_AUTH_TOKEN === null || v.TWILIO_FROM === null) return null;
  return {
    accountSid: v.TWILIO_ACCOUNT_SID,
    authToken: v.TWILIO_AUTH_TOKEN,
    secondAuthToken: v.TWILIO_SECOND_AUTH_TOKEN,
    from: v.TWILIO_FROM,
    url: v.TWILIO_API_URL,
  };
}

function oidcOf(v: z.output<typeof Variables>): OidcSettings | null {
  if (v.OIDC_ISSUER === null || v.OIDC_CLIENT_ID === null || v.OIDC_CLIENT_SECRET === null) return null;
  return {
    issuer: v.OIDC_ISSUER,
    clientId: v.OIDC_CLIENT_ID,
    clientSecret: v.OIDC_CLIENT_SECRET,
    label: v.OIDC_LABEL,
    personClaim: v.OIDC_PERSON_CLAIM,
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
