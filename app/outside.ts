import { join } from 'node:path';
import type { StoreEngine } from '../adapters/store/engine.ts';
import { openSqlite } from '../adapters/store/sqlite.ts';
import type { Env, Settings } from '../config/settings.ts';
import type { Mailer } from '../ports/mail.ts';

/** What is not configured is not loaded: it would only make every start slower. */
export async function engineFor({ databaseUrl, dataDirectory }: Settings): Promise<StoreEngine> {
  if (databaseUrl === null) return openSqlite(join(dataDirectory, 'tocsin.db'));
  const { openPostgres } = await import('../adapters/store/postgres.ts');
  return openPostgres(databaseUrl);
}

export async function mailerFor({ smtpUrl }: Settings, env: Env): Promise<Mailer | null> {
  if (smtpUrl === null) return null;
  const { smtpMailer } = await import('../adapters/mail/smtp.ts');
  return smtpMailer(smtpUrl, env['SMTP_FROM'] ?? 'tocsin@localhost');
}
