import type { AggregateKind, States } from '../../domain/states.ts';
import { isOpen } from '../../domain/incident/incident.ts';
import { isLive } from '../../domain/page/page.ts';
import { nextRuleAt } from '../../domain/page/rules.ts';
import { newEdition } from './editions.ts';
import { run } from './compiled.ts';
import type { Db } from './engine.ts';
import type { Tables } from './tables.ts';

type Put = { readonly [K in AggregateKind]: (tx: Db, id: string, state: States[K], json: string) => Promise<void> };

const flag = (b: boolean): number => (b ? 1 : 0);

/** Found by its id alone. */
function plainly(table: 'storm' | 'draw' | 'line' | 'rota') {
  return async (tx: Db, id: string, _state: unknown, state: string): Promise<void> => {
    await tx
      .insertInto(table)
      .values({ id, state })
      .onConflict((c) => c.column('id').doUpdateSet({ state }))
      .execute();
  };
}

/** How each aggregate's state is stored, with the columns that lists filter by. */
export const put: Put = {
  async group(tx, id, g, state) {
    const row = { state, is_open: flag(g.open), incident: g.incident };
    await tx
      .insertInto('alert_group')
      .values({ id, ...row })
      .onConflict((c) => c.column('id').doUpdateSet(row))
      .execute();
  },
  async incident(tx, id, i, state) {
    const row = { state, progress: i.progress, is_private: flag(i.private), declared_at: i.declaredAt };
    await tx
      .insertInto('incident')
      .values({ id, ...row })
      .onConflict((c) => c.column('id').doUpdateSet(row))
      .execute();
    const people = i.people.map((person) => ({ incident: id, person }));
    if (people.length > 0)
      await tx
        .insertInto('incident_person')
        .values(people)
        .onConflict((c) => c.doNothing())
        .execute();
    await tx
      .deleteFrom('incident_person')
      .where('incident', '=', id)
      .where('person', 'not in', ['', ...i.people])
      .execute();
    const rooms = i.rooms.flatMap(({ adapter, ref }) => (ref === null ? [] : [{ adapter, ref, incident: id }]));
    if (rooms.length > 0)
      await tx
        .insertInto('incident_room')
        .values(rooms)
        // Of two incidents that had the same group, it is the room of the one that is open.
        .onConflict((c) => (isOpen(i) ? c.columns(['adapter', 'ref']).doUpdateSet({ incident: id }) : c.doNothing()))
        .execute();
    if (!isOpen(i)) await tx.deleteFrom('incident_cause').where('incident', '=', id).execute();
    else if (i.cause)
      await tx
        .insertInto('incident_cause')
        .values({ cause: i.cause, incident: id })
        .onConflict((c) => c.doNothing())
        .execute();
  },
  async escalation(tx, id, e, state) {
    const row = { state, is_running: flag(e.state === 'running') };
    await tx
      .insertInto('escalation')
      .values({ id, ...row })
      .onConflict((c) => c.column('id').doUpdateSet(row))
      .execute();
  },
  async page(tx, id, p, state) {
    await run(tx, pageAs, {
      id,
      state,
      person: p.person,
      incident: p.about.incident,
      group_id: p.about.group,
      is_live: flag(isLive(p)),
      started_at: p.startedAt,
      next_at: isLive(p) ? nextRuleAt(p) : null,
    });
  },
  async silence(tx, id, s, state) {
    const row = { state, starts_at: s.startsAt, ends_at: s.endsAt };
    await tx
      .insertInto('silence')
      .values({ id, ...row })
      .onConflict((c) => c.column('id').doUpdateSet(row))
      .execute();
  },
  storm: plainly('storm'),
  draw: plainly('draw'),
  line: plainly('line'),
  async rota(tx, id, rota, state) {
    await plainly('rota')(tx, id, rota, state);
    await newEdition(tx, 'rota');
  },
  async view(tx, id, v, state) {
    const row = { state, owner: v.owner, is_shared: flag(v.shared), is_gone: flag(v.gone) };
    await tx
      .insertInto('saved_view')
      .values({ id, ...row })
      .onConflict((c) => c.column('id').doUpdateSet(row))
      .execute();
  },
};

const pageAs = (db: Db, { id, ...row }: Tables['page']) =>
  db
    .insertInto('page')
    .values({ id, ...row })
    .onConflict((c) => c.column('id').doUpdateSet(row));

/** Every table of states has these two columns, whatever else lists need. */
const stateFrom =
  (table: string) =>
  (db: Db, { id }: { id: string }) =>
    db
      .selectFrom(table as 'storm')
      .select('state')
      .where('id', '=', id);

/** Finds the state of one aggregate of a kind. */
export const stateOf = {
  group: stateFrom('alert_group'),
  incident: stateFrom('incident'),
  escalation: stateFrom('escalation'),
  page: stateFrom('page'),
  silence: stateFrom('silence'),
  view: stateFrom('saved_view'),
  storm: stateFrom('storm'),
  draw: stateFrom('draw'),
  line: stateFrom('line'),
  rota: stateFrom('rota'),
} as const satisfies Record<AggregateKind, unknown>;
