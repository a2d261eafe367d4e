import { join } from 'node:path';
import type { ConfigError } from '../../config/config-error.ts';
import { plainSecrets } from '../../config/plain-secrets.ts';
import type { Settings } from '../../config/settings.ts';
import type { Chat, ChatOf } from '../../domain/chat/chat.ts';
import type { Means } from '../../domain/people/person.ts';
import type { Resources } from '../../domain/resource/resource.ts';
import type { Diagnosed, Expected } from '../../ports/chat-diagnosis.ts';
import { configuredChats } from '../chats.ts';
import type { ChatSeen, Here } from './check.ts';
import { thisMachine } from './machine.ts';

interface Seen {
  readonly settings: Pick<Settings, 'dataDirectory' | 'databaseUrl' | 'key' | 'smtpUrl' | 'twilio' | 'slack' | 'wecom'>;
  /** A demo asks nothing outside. */
  readonly isDemo?: boolean;
  readonly now: number;
  readonly version: string;
  readonly config: { readonly directory: string | null; readonly errors: readonly ConfigError[]; readonly resources: Resources };
}

/** What can be seen from this machine at this moment. */
export async function seeHere({ settings, isDemo = false, now, version, config }: Seen): Promise<Here> {
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
    chats: isDemo ? [] : configuredChats(config.resources, settings).map(chatSeen),
  };
}

/** How each type of chat is asked what works there; loaded when it is asked. */
type Diagnose<T extends Chat['type']> = (spec: ChatOf<T>, expected: Expected) => Promise<readonly Diagnosed[]>;
const diagnoses: { readonly [T in Chat['type']]?: Diagnose<T> } = {
  slack: async (spec, expected) => (await import('../../adapters/im/slack/diagnose.ts')).diagnoseSlack(spec, expected),
  'wecom-aibot': async (spec) => (await import('../../adapters/im/wecom-aibot/diagnose.ts')).diagnoseWecomBot(spec),
  wecom: async (spec, expected) => (await import('../../adapters/im/wecom/diagnose.ts')).diagnoseWecom(spec, expected),
};

/** A chat as the doctor looks at it, whether it is kept or only proposed. */
export const chatSeen = ({ name, spec }: { readonly name: string; readonly spec: Chat }): ChatSeen => ({
  name,
  spec,
  diagnose: async (expected) => (await (diagnoses[spec.type] as Diagnose<Chat['type']> | undefined)?.(spec, expected)) ?? [],
});

/** Where the built-in database is; null on PostgreSQL. */
export const databaseFileOf = ({ dataDirectory, databaseUrl }: Pick<Settings, 'dataDirectory' | 'databaseUrl'>): string | null =>
  databaseUrl === null ? join(dataDirectory, 'tocsin.db') : null;
