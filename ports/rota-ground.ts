import { personOf, partsOf } from '../domain/event/event.ts';
import type { Ground } from '../domain/oncall/ground.ts';
import { dutyOf } from '../domain/oncall/lay.ts';
import { emptyRota, type Rota } from '../domain/oncall/rota.ts';
import type { Decide } from './bot.ts';
import type { ReadContext, SkillCall } from './skill.ts';

/** Who is on call, as a question or a wish finds it. */
export const groundOf = ({ store, now, viewer }: Pick<ReadContext, 'store' | 'now' | 'viewer'>): Ground => ({
  duty: store.duty(),
  rotas: store.rotas(),
  now,
  me: viewer.person,
});

/** The same inside the lane of a rota, with what this turn has just decided, at the time of the call. */
export async function groundIn({
  store,
  call,
}: Pick<Decide, 'store'> & { call: SkillCall }): Promise<Ground & { rota: Rota; schedule: string }> {
  const { id: schedule } = partsOf(call.key);
  const rota = (await store.state('rota', schedule)) ?? emptyRota(schedule);
  const rotas = new Map(store.rotas()).set(schedule, rota);
  return { duty: dutyOf(store.resources(), rotas), rotas, now: call.at, me: personOf(call.by), rota, schedule };
}
