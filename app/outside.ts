import { join } from 'node:path';
import { ntfy } from '../adapters/push/ntfy.ts';
import { webPush } from '../adapters/push/web-push.ts';
import type { StoreEngine } from '../adapters/store/engine.ts';
import { openSqlite } from '../adapters/store/sqlite.ts';
import type { Env, Settings } from '../config/settings.ts';
import type { Mailer } from '../ports/mail.ts';
import type { Outward } from '../ports/outward.ts';
import { Pusher, type PusherParts } from './push/pusher.ts';

/** What is not configured is not loaded: it would only make every start slower. */
export async function engineFor({ databaseUrl, dataDirectory }: Settings): Promise<StoreEngine> {
  if (databaseUrl === null) return openSqlite(join(dataDirectory, 'tocsin.db'));
  const { openPostgres } = await import('../adapters/store/postgres.ts');
  return openPostgres(databaseUrl);
}

/** Phones and browsers: NTFY_URL with NTFY_TOKEN, and WEB_PUSH_HOSTS for push services beside those of the browsers. */
export function pusherFor(env: Env, { outward, ...parts }: Omit<PusherParts, 'web' | 'ntfy'> & { outward: Outward }): Pusher {
  const url = env['NTFY_URL'] || null;
  const hosts = (env['WEB_PUSH_HOSTS'] ?? '').split(',').map((host) => host.trim());
  const server = url === null ? null : ntfy({ url, token: env['NTFY_TOKEN'] || null, outward, now: parts.now });
  return new Pusher({ ...parts, ntfy: server, web: webPush({ outward, hosts: hosts.filter(Boolean) }) });
}

export async function mailerFor({ smtpUrl }: Settings, env: Env): Promise<Mailer | null> {
  if (smtpUrl === null) return null;
  const { smtpMailer } = await import('../adapters/mail/smtp.ts');
  return smtpMailer(smtpUrl, env['SMTP_FROM'] ?? 'tocsin@localhost');
}
