import type { Selectable } from 'kysely';
import type { Role } from '../../domain/people/person.ts';
import type { Account, AccountChange, Ending } from '../../ports/accounts.ts';
import type { AuditRow } from '../../ports/store.ts';
import { auditRow } from './audit-row.ts';
import type { Db } from './engine.ts';
import type { Tables } from './tables.ts';

export async function putAudit(tx: Db, row: AuditRow): Promise<void> {
  await tx.insertInto('audit').values(auditRow(row)).execute();
}

export const rolesOf = (text: string): Role[] => text.split(' ').filter(Boolean) as Role[];

export const accountOf = (r: Selectable<Tables['account']>): Account => ({
  person: r.person,
  passwordHash: r.password_hash,
  totp: r.totp,
  totpNext: r.totp_next,
  roles: rolesOf(r.roles),
  isDisabled: r.is_disabled === 1,
  madeAt: r.made_at,
});

/** Sets what is given; the account is made where there is none. */
export async function change(tx: Db, person: string, { recovery, ...changed }: AccountChange, at: number): Promise<void> {
  const bare = { password_hash: null, totp: null, totp_next: null, totp_step: 0, roles: '', is_disabled: 0, made_at: at };
  await tx
    .insertInto('account')
    .values({ person, ...bare })
    .onConflict((c) => c.column('person').doNothing())
    .execute();
  const set = {
    ...(changed.passwordHash === undefined ? {} : { password_hash: changed.passwordHash }),
    ...(changed.totp === undefined ? {} : { totp: changed.totp }),
    ...(changed.totpNext === undefined ? {} : { totp_next: changed.totpNext }),
    ...(changed.roles === undefined ? {} : { roles: changed.roles.join(' ') }),
    ...(changed.isDisabled === undefined ? {} : { is_disabled: changed.isDisabled ? 1 : 0 }),
  };
  if (Object.keys(set).length > 0) await tx.updateTable('account').set(set).where('person', '=', person).execute();
  if (recovery === undefined) return;
  await tx.deleteFrom('recovery_code').where('person', '=', person).execute();
  const codes = recovery.map((hash) => ({ person, hash }));
  if (codes.length > 0) await tx.insertInto('recovery_code').values(codes).execute();
}

export async function endSessionsOf(tx: Db, person: string, { but }: Ending): Promise<void> {
  let gone = tx.deleteFrom('session').where('person', '=', person);
  if (but !== null) gone = gone.where('id_hash', '!=', but);
  await gone.execute();
}

export const turnName = 'access';

/** Tells every process that a login may have ended or its rights changed. */
export async function turn(tx: Db): Promise<void> {
  await tx
    .insertInto('counter')
    .values({ name: turnName, n: 1 })
    .onConflict((c) => c.column('name').doUpdateSet((w) => ({ n: w('counter.n', '+', 1) })))
    .execute();
}
