import { systemClock } from '../../adapters/clock/system.ts';
import { openSqlite } from '../../adapters/store/sqlite.ts';
import { openStore } from '../../adapters/store/store.ts';
import { Seal } from '../../app/access/seal.ts';

/** Opens the SQLite file it is given, writes a row, says `held` and stays until it is killed. */
const store = await openStore(openSqlite(process.argv[2] ?? ''), { clock: systemClock, dayOf: () => 'INC-20261123', seal: new Seal('k') });
await store.mintTokens([{ token: 'kept', skill: 'oncall/who', input: {}, expiresAt: 1, form: false }]);
process.stdout.write('held\n');
setInterval(() => {}, 60_000);
