import type { Command } from 'commander';
import { backUp, restore } from '../../adapters/store/backup.ts';
import { migrationNames } from '../../adapters/store/migrate.ts';
import { environment, isDirectory, readSettings } from '../../config/settings.ts';
import { bytesText } from '../doctor/amounts.ts';
import { databaseFileOf } from '../doctor/see.ts';

const elsewhere = {
  backup: 'DATABASE_URL is set: the data is in PostgreSQL. Use its own tools: pg_dump --format=custom --file=<file> "$DATABASE_URL"',
  restore: 'DATABASE_URL is set: the data is in PostgreSQL. Use its own tools: pg_restore --clean --dbname="$DATABASE_URL" <file>',
};

/** `tocsin backup <file>` and `tocsin restore <file>`, for the built-in database of this machine. */
export function addBackup(program: Command, print: (text: string) => void): void {
  program
    .command('backup')
    .description('write a copy of the built-in database into a file; Tocsin may run meanwhile')
    .argument('<file>', 'where to; it must not be there yet')
    .action((file: string) => {
      const bytes = backUp(databaseOr(elsewhere.backup), file);
      print(`${file}: ${bytesText(bytes)}, whole`);
      if (readSettings(environment(), isDirectory).key === null)
        print('The key (tocsin.key in the data folder) is not in it: keep a copy of it in another place.');
    });
  program
    .command('restore')
    .description('bring back a backup of the built-in database; Tocsin must not run')
    .argument('<file>', 'what `tocsin backup` has written')
    .action((file: string) => {
      const { aside } = restore(databaseOr(elsewhere.restore), file, migrationNames);
      print(`${file} is in place.${aside === null ? '' : ` What was there is now ${aside}; delete it once all is well.`}`);
    });
}

function databaseOr(otherwise: string): string {
  const file = databaseFileOf(readSettings(environment(), isDirectory));
  if (file === null) throw new Error(otherwise);
  return file;
}
