import { existsSync } from 'node:fs';
import type { Settings } from '../../config/settings.ts';
import type { StoreEngine } from '../../adapters/store/engine.ts';
import { databaseState } from '../../adapters/store/database-state.ts';
import { readResources } from '../../adapters/store/resources.ts';
import { openSqlite } from '../../adapters/store/sqlite.ts';
import type { Resources } from '../../domain/resource/resource.ts';
import { Seal } from '../access/seal.ts';
import { knownSecret } from '../secret.ts';
import type { DatabaseSeen } from './check.ts';
import { databaseFileOf } from './see.ts';

export interface Beside extends DatabaseSeen {
  /** What was configured when Tocsin ran last; null where that cannot be read. */
  resources(): Promise<Resources | null>;
  close(): Promise<void>;
}

/** The database while no Tocsin runs here, as it lies: nothing is migrated, and none is made where none is. What it cannot do it throws when asked. */
export async function openBeside(settings: Pick<Settings, 'dataDirectory' | 'databaseUrl' | 'key'>): Promise<Beside> {
  const seal = new Seal(knownSecret(settings.key, settings.dataDirectory) ?? '');
  const file = databaseFileOf(settings);
  const opened = await engineOf(file, settings.databaseUrl).catch((e: unknown) => e as Error);
  const engine = (): StoreEngine => {
    if (opened instanceof Error) throw opened;
    return opened;
  };
  return {
    database: async () => databaseState(engine()),
    integrity: async () => engine().integrity(),
    resources: async () => (opened instanceof Error ? null : readResources(opened.read, seal).catch(() => null)),
    async close() {
      if (!(opened instanceof Error)) await opened.close();
    },
  };
}

async function engineOf(file: string | null, url: string | null): Promise<StoreEngine> {
  if (file !== null) {
    if (!existsSync(file)) throw new Error(`${file} is not there yet; the first start makes it`);
    return openSqlite(file);
  }
  const { openPostgres } = await import('../../adapters/store/postgres.ts');
  return openPostgres(url ?? '');
}
