import { join } from 'node:path';
import type { ConfigError } from '../../config/config-error.ts';
import { plainSecrets } from '../../config/plain-secrets.ts';
import type { Settings } from '../../config/settings.ts';
import type { Means } from '../../domain/people/person.ts';
import type { Resources } from '../../domain/resource/resource.ts';
import type { Here } from './check.ts';
import { thisMachine } from './machine.ts';

interface Seen {
  readonly settings: Pick<Settings, 'dataDirectory' | 'databaseUrl' | 'key' | 'smtpUrl' | 'twilio'>;
  readonly now: number;
  readonly version: string;
  readonly config: { readonly directory: string | null; readonly errors: readonly ConfigError[]; readonly resources: Resources };
}

/** What can be seen from this machine at this moment. */
export async function seeHere({ settings, now, version, config }: Seen): Promise<Here> {
  const carried = config.resources.all('carrier').flatMap(({ spec }) => spec.for);
  const means: Means[] = ['chat', 'ring', 'push', ...carried];
  if (settings.twilio !== null) means.push('phone', 'sms');
  if (settings.smtpUrl !== null) means.push('email');
  return {
    now,
    version,
    machine: thisMachine,
    dataDirectory: settings.dataDirectory,
    databaseFile: databaseFileOf(settings),
    isKeyGiven: settings.key !== null,
    config: { ...config, plainSecrets: config.directory === null ? [] : await plainSecrets(config.directory) },
    means: new Set(means),
  };
}

/** Where the built-in database is; null on PostgreSQL. */
export const databaseFileOf = ({ dataDirectory, databaseUrl }: Pick<Settings, 'dataDirectory' | 'databaseUrl'>): string | null =>
  databaseUrl === null ? join(dataDirectory, 'tocsin.db') : null;
