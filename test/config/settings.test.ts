import { describe, expect, test } from 'vitest';
import { readSettings, settingNames, SettingsError } from '../../config/settings.ts';
import { noSettings } from '../harness/no-settings.ts';
import { BotkitChat, WechatChat } from '../../domain/chat/guest-chats.ts';

const nothing = () => false;
const everything = () => true;

test('without any variable Tocsin listens on the loopback, port 8080, and keeps its data beside it', () => {
  expect(readSettings({}, nothing)).toEqual({
    ...noSettings,
    port: 8080,
    dataDirectory: './data',
    logLevel: 'info',
  });
});

test('none of them but the port is given to a guest, whatever its chat asks for', () => {
  const wechat = { type: 'wechat', puppet: 'wechaty-puppet-service' };
  const botkit = { type: 'botkit', adapter: 'web', appPassword: 'x' };
  const isGiven = (name: string): boolean[] => [
    WechatChat.safeParse({ ...wechat, env: [name] }).success,
    BotkitChat.safeParse({ ...botkit, env: [name] }).success,
  ];
  expect(settingNames.filter((name) => isGiven(name).some(Boolean))).toEqual(['PORT']);
  expect(isGiven('LUNCH_API_KEY')).toEqual([true, true]);
  expect(isGiven('NOT A NAME')).toEqual([false, false]);
});

test('./config.d is taken where it is there, and TOCSIN_CONFIG goes before it', () => {
  expect(readSettings({}, everything).configDirectory).toBe('./config.d');
  expect(readSettings({ TOCSIN_CONFIG: '/etc/tocsin' }, everything).configDirectory).toBe('/etc/tocsin');
});

test('every setting is read; port 0 takes a free one; an empty variable counts as absent', () => {
  const env = {
    PORT: '0',
    TOCSIN_HOST: '::',
    TOCSIN_DATA: '/var/lib/tocsin',
    TOCSIN_PUBLIC_URL: 'https://tocsin.example.com/',
    TOCSIN_ADMIN_TOKEN: 'correct-horse',
    TOCSIN_KEY: '0123456789abcdef',
    DATABASE_URL: 'postgres://u:p@db/tocsin',
    REDIS_URL: 'redis://cache:6379/1',
    SMTP_URL: '',
    TOCSIN_TRUSTED_PROXIES: '10.0.0.5, 10.1.0.0/16,::1',
    OIDC_ISSUER: 'https://id.example.com/realms/firm',
    OIDC_CLIENT_ID: 'tocsin',
    OIDC_CLIENT_SECRET: 'hush',
    OIDC_LABEL: 'Firm ID',
    TWILIO_ACCOUNT_SID: 'AC0123456789abcdef',
    TWILIO_AUTH_TOKEN: 'twilio-token',
    TWILIO_FROM: '+14155550100',
    TWILIO_API_URL: 'http://127.0.0.1:4010',
    TOCSIN_LOG: 'debug',
    TOCSIN_HEARTBEAT_URL: 'https://hc.example.com/ping/1',
    TOCSIN_HEARTBEAT_SECONDS: '30',
  };
  expect(readSettings(env, nothing)).toEqual({
    port: 0,
    host: '::',
    dataDirectory: '/var/lib/tocsin',
    configDirectory: null,
    publicUrl: 'https://tocsin.example.com',
    adminToken: 'correct-horse',
    key: '0123456789abcdef',
    databaseUrl: 'postgres://u:p@db/tocsin',
    slack: null,
    wecom: null,
    redisUrl: 'redis://cache:6379/1',
    smtpUrl: null,
    trustedProxies: ['10.0.0.5', '10.1.0.0/16', '::1'],
    heartbeat: { url: 'https://hc.example.com/ping/1', everyMs: 30_000 },
    oidc: {
      issuer: 'https://id.example.com/realms/firm',
      clientId: 'tocsin',
      clientSecret: 'hush',
      label: 'Firm ID',
      personClaim: null,
    },
    twilio: {
      accountSid: 'AC0123456789abcdef',
      authToken: 'twilio-token',
      secondAuthToken: null,
      from: '+14155550100',
      url: 'http://127.0.0.1:4010',
    },
    logLevel: 'debug',
  });
});

test.each([
  ['PORT', '80a', 'PORT is not a port; write a number from 0 to 65535 (0 takes a free one)'],
  ['PORT', '65536', 'PORT is not a port; write a number from 0 to 65535 (0 takes a free one)'],
  ['TOCSIN_HOST', 'http://x', 'TOCSIN_HOST is not a host; write an address such as 127.0.0.1, 0.0.0.0 or ::'],
  ['TOCSIN_CONFIG', '/nowhere', 'TOCSIN_CONFIG is not a directory that is there; write the path of the directory with your YAML'],
  ['TOCSIN_PUBLIC_URL', 'tocsin.example.com', 'TOCSIN_PUBLIC_URL is not an address; write one such as https://tocsin.example.com'],
  [
    'TOCSIN_ADMIN_TOKEN',
    'two words',
    'TOCSIN_ADMIN_TOKEN has a space or a letter beyond ASCII in it; write 32 random characters, such as the output of `openssl rand -hex 16`',
  ],
  ['DATABASE_URL', 'mysql://u:hush@h/d', 'DATABASE_URL is not an address; write one such as postgres://user:password@host:5432/tocsin'],
  ['REDIS_URL', 'cache:6379', 'REDIS_URL is not an address; write one such as redis://host:6379'],
  ['SMTP_URL', 'http://mail', 'SMTP_URL is not an address; write one such as smtp://user:password@host:587'],
  [
    'TOCSIN_TRUSTED_PROXIES',
    '10.0.0.0/33',
    'TOCSIN_TRUSTED_PROXIES is not a list of addresses; write addresses or networks such as 10.0.0.5, 10.1.0.0/16',
  ],
  ['TOCSIN_HEARTBEAT_SECONDS', '1', 'TOCSIN_HEARTBEAT_SECONDS is no number of seconds; write one from 5 to 3600, such as 60'],
  ['TOCSIN_HEARTBEAT_URL', 'hc', 'TOCSIN_HEARTBEAT_URL is not an address; write one such as https://hc.example.com/ping/tocsin'],
  ['TOCSIN_LOG', 'loud', 'TOCSIN_LOG is no log level; write fatal, error, warn, info, debug, trace or silent'],
])('%s=%s is refused by name and not repeated', (name, value, line) => {
  expect(() => readSettings({ [name]: value }, nothing)).toThrow(new SettingsError([line]));
});

test('all that is wrong is said at once', () => {
  expect(() => readSettings({ PORT: 'x', TOCSIN_LOG: 'y' }, nothing)).toThrow(/^PORT .*\nTOCSIN_LOG .*$/u);
});

const issuer = 'OIDC_ISSUER is not the address of an issuer; write one such as https://id.example.com/realms/firm';
test.each<[why: string, env: Record<string, string>, lines: string[]]>([
  ['in the clear', { OIDC_ISSUER: 'http://id.example.com', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' }, [issuer]],
  [
    'in the clear, though it begins like this machine',
    { OIDC_ISSUER: 'http://127.0.0.1.evil.example', OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' },
    [issuer],
  ],
  [
    'with a part missing',
    { OIDC_ISSUER: 'http://127.0.0.1:9000', OIDC_CLIENT_ID: 'a' },
    ['OIDC_CLIENT_SECRET is missing; single sign-on needs OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET'],
  ],
])('single sign-on %s is refused', (_why, env, lines) => {
  expect(() => readSettings(env, nothing)).toThrow(new SettingsError(lines));
});

describe('Slack', () => {
  const url = 'http://127.0.0.1:3900/api/';
  const none = { appToken: null, signingSecret: null };
  test('where its API is may be said alone; the tokens come from elsewhere then', () =>
    expect(readSettings({ SLACK_API_URL: url }, nothing).slack).toEqual({ ...none, botToken: null, url }));
  test.each([
    ['a bot token without a way in', { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_API_URL: url }, /^SLACK_APP_TOKEN is missing/u],
    ['a way in without a bot token', { SLACK_APP_TOKEN: 'xapp-1' }, /^SLACK_BOT_TOKEN is missing/u],
  ])('%s is refused', (_why, env, line) => expect(() => readSettings(env, nothing)).toThrow(line));
});
