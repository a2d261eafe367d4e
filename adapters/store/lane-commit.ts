import { sql } from 'kysely';
import type { AggregateKind, States } from '../../domain/states.ts';
import type { Event } from '../../domain/event/event.ts';
import type { Committed, LaneCommit, StoredEffect, StoredTimer } from '../../ports/store.ts';
import { auditRow } from './audit-row.ts';
import { run } from './compiled.ts';
import type { Db } from './engine.ts';
import { acceptIn, eventRow, handled, waiting, type DayOf } from './events.ts';
import { putLive } from './live.ts';
import { put } from './projections.ts';
import type { Tables } from './tables.ts';

/** Everything a lane's turn decided, in the order in which it may depend on itself. */
export async function writeLane(
  tx: Db,
  commit: LaneCommit,
  ctx: { owner: string; lease: number; now: number; dayOf: DayOf },
): Promise<Committed> {
  await markHandled(tx, commit);
  await writeFacts(tx, commit);
  if (commit.state) await putState(tx, commit.state.kind, commit.state.id, commit.state.state);
  for (const t of commit.timersGone) await run(tx, timerGone, t);
  for (const t of commit.timers) await putTimer(tx, t);
  const effects: StoredEffect[] = [];
  for (const e of commit.effects) effects.push(await putEffect(tx, e, ctx));
  const told = await acceptIn(tx, commit.tell, ctx.dayOf);
  return { told: told.flatMap((a) => (a.event ? [a.event] : [])), live: await putLive(tx, commit.live, ctx.now), effects };
}

const timerGone = (db: Db, t: { key: string; name: string }) => db.deleteFrom('timer').where('key', '=', t.key).where('name', '=', t.name);

const marked = (db: Db, { ids, reply }: { ids: string | string[]; reply: string | null }) =>
  db.updateTable('event').set({ status: handled, reply }).where('id', 'in', [ids].flat()).where('status', '=', sql.lit(waiting));

/** A commit whose answer was lost is tried again; what it had done must not be done twice. */
async function mark(tx: Db, ids: readonly string[], reply: string | null): Promise<void> {
  const [only = ''] = ids;
  const done = ids.length === 1 ? await run(tx, marked, { ids: only, reply }) : await tx.executeQuery(marked(tx, { ids: [...ids], reply }));
  if (done.numAffectedRows !== BigInt(ids.length)) throw new AlreadyHandled(ids[0] ?? '');
}

async function markHandled(tx: Db, commit: LaneCommit): Promise<void> {
  const silent = commit.handled.filter((h) => h.reply === null).map((h) => h.id);
  for (let from = 0; from < silent.length; from += 500) await mark(tx, silent.slice(from, from + 500), null);
  for (const { id, reply } of commit.handled) if (reply) await mark(tx, [id], JSON.stringify(reply));
  for (const p of commit.parked) {
    if (p.fact) await keepHeard(tx, p.fact);
    const row = { error: p.error, retry_at: p.retryAt };
    await tx
      .insertInto('parked')
      .values({ event: p.event, listener: p.listener, ...row, attempts: 1 })
      .onConflict((c) => c.columns(['event', 'listener']).doUpdateSet((w) => ({ ...row, attempts: w('parked.attempts', '+', 1) })))
      .execute();
  }
  for (const p of commit.unparked) await tx.deleteFrom('parked').where('event', '=', p.event).where('listener', '=', p.listener).execute();
  if (commit.audit.length > 0) await tx.insertInto('audit').values(commit.audit.map(auditRow)).execute();
}

/** A fact that a listener could not take is kept as an event, so that a later life can give it another try. */
async function keepHeard(tx: Db, e: Event): Promise<void> {
  await tx
    .insertInto('event')
    .values(eventRow(e, handled))
    .onConflict((c) => c.doNothing())
    .execute();
}

async function writeFacts(tx: Db, commit: LaneCommit): Promise<void> {
  if (commit.facts.length === 0) return;
  const rows = commit.facts.map((f) => ({
    event: f.cause ?? f.id,
    key: f.key,
    type: f.type,
    v: f.v,
    at: f.at,
    actor: f.by,
    via: f.via,
    incident: f.incident,
    data: JSON.stringify(f.data),
  }));
  for (let from = 0; from < rows.length; from += 500) await run(tx, newFacts, rows.slice(from, from + 500));
}

const newFacts = (db: Db, rows: readonly Omit<Tables['fact'], 'seq'>[]) => db.insertInto('fact').values(rows);

async function putState<K extends AggregateKind>(tx: Db, kind: K, id: string, state: unknown): Promise<void> {
  await put[kind](tx, id, state as States[K], JSON.stringify(state));
}

export async function putTimer(tx: Db, t: StoredTimer): Promise<void> {
  await run(tx, timerSet, { key: t.key, name: t.name, at: t.at, event: JSON.stringify(t.event) });
}

const timerSet = (db: Db, { key, name, ...row }: Tables['timer']) =>
  db
    .insertInto('timer')
    .values({ key, name, ...row })
    .onConflict((c) => c.columns(['key', 'name']).doUpdateSet(row));

export const effectStatus = { open: 0, done: 1, failed: 2, dropped: 3, replaced: 4 } as const;

/** Whose an effect is that was given up before anything was done. */
export const nobody = '';

/** What waits in the slot gives way. One that is just being performed settles by its id all the same. What was tried, or left behind by another
 *  life, may have taken effect: whatever takes its place is as unsure of it. */
async function putEffect(tx: Db, e: StoredEffect, ctx: { owner: string; lease: number }): Promise<StoredEffect> {
  const slot = e.effect.slot ?? null;
  const replaced = slot === null ? [] : (await run(tx, givesWay, { slot, id: e.id })).rows;
  await run(tx, newEffect, {
    id: e.id,
    key: e.key,
    body: JSON.stringify(e.effect),
    status: effectStatus.open,
    attempts: 0,
    next_at: e.nextAt,
    slot,
    owner: ctx.owner,
    lease: ctx.lease,
    at: e.nextAt,
    error: null,
  });
  return replaced.some(({ owner, attempts }) => (owner !== ctx.owner && owner !== nobody) || attempts > 0) ? { ...e, unsure: true } : e;
}

const givesWay = (db: Db, { slot, id }: { slot: string; id: string }) =>
  db
    .updateTable('effect')
    .set({ status: effectStatus.replaced })
    .where('slot', '=', slot)
    .where('status', '=', sql.lit(effectStatus.open))
    .where('id', '!=', id)
    .returning(['owner', 'attempts']);

const newEffect = (db: Db, row: Tables['effect']) =>
  db
    .insertInto('effect')
    .values(row)
    .onConflict((c) => c.doNothing());

/** The event was decided before, here or in another process. */
export class AlreadyHandled extends Error {
  constructor(id: string) {
    super(`store: event ${id} has been handled already`);
    this.name = 'AlreadyHandled';
  }
}
