import type { LiveNote } from '../../ports/bus.ts';
import type { StoreWriter } from '../../ports/store.ts';
import type { StoreContext } from './context.ts';
import { run } from './compiled.ts';
import type { Db } from './engine.ts';
import type { Tables } from './tables.ts';

/** The live log: what screens replay after a gap. */
export function liveWrites({ gather, clock }: StoreContext): Pick<StoreWriter, 'keepLive' | 'rememberCard' | 'mintTokens'> {
  return {
    keepLive: (notes) => gather.add((tx) => putLive(tx, notes, clock.now()), 'first'),
    rememberCard: (slot, ref) =>
      gather.add(async (tx) => {
        await tx
          .insertInto('card')
          .values({ slot, ...ref })
          .onConflict((c) => c.column('slot').doUpdateSet(ref))
          .execute();
      }),
    mintTokens: (tokens) =>
      gather.add(async (tx) => {
        if (tokens.length === 0) return;
        const rows = tokens.map((t) => ({
          token: t.token,
          skill: t.skill,
          input: JSON.stringify(t.input),
          expires_at: t.expiresAt,
          is_form: t.form ? 1 : 0,
        }));
        await tx
          .insertInto('action_token')
          .values(rows)
          .onConflict((c) => c.column('token').doUpdateSet((w) => ({ expires_at: w.ref('excluded.expires_at') })))
          .execute();
      }),
  };
}

/** Appends to the live log and gives each note its place. */
export async function putLive(tx: Db, notes: readonly Omit<LiveNote, 'seq'>[], at: number): Promise<LiveNote[]> {
  if (notes.length === 0) return [];
  const values = notes.map((n) => ({
    at,
    type: n.type,
    incident: n.incident,
    person: n.person,
    room: n.room,
    data: JSON.stringify(n.data),
  }));
  const { rows } = await run(tx, newNotes, values);
  return notes.map((n, i) => ({ ...n, seq: rows[i]?.seq ?? null }));
}

const newNotes = (db: Db, rows: readonly Omit<Tables['live'], 'seq'>[]) => db.insertInto('live').values(rows).returning('seq');
