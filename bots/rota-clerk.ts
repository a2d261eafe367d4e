import { targetId, type Target } from '../domain/card/view.ts';
import { nothing, type Decision } from '../domain/event/decision.ts';
import type { Effect } from '../domain/event/effect.ts';
import { partsOf, personOf } from '../domain/event/event.ts';
import { zoneOf } from '../domain/oncall/ground.ts';
import { peopleAt } from '../domain/oncall/on-call.ts';
import type { Cover, Rota, Standing, Swap } from '../domain/oncall/rota.ts';
import { shadowsAt } from '../domain/oncall/shadows.ts';
import { swapView } from '../domain/oncall/swap-card.ts';
import type { EventOf } from '../domain/states.ts';
import { bot, type Decide } from '../ports/bot.ts';
import { chatsOf, notice, type Desk } from '../ports/notice.ts';

type OfSwap = 'swap.asked' | 'swap.agreed' | 'swap.declined' | 'swap.withdrawn' | 'swap.lapsed' | 'swap.ended';
type Heard = EventOf<'cover.set' | 'cover.ended' | 'stand.set' | OfSwap | 'page.started'>;

/** Tells those concerned what becomes of their shifts, asks for swaps, and lets shadows know when those are called whom they learn from. Whoever
 *  did it themselves knows. */
export default bot({
  name: 'rota-clerk',
  hears: [
    'cover.set',
    'cover.ended',
    'stand.set',
    'swap.asked',
    'swap.agreed',
    'swap.declined',
    'swap.withdrawn',
    'swap.lapsed',
    'swap.ended',
    'page.started',
  ],
  async decide(event: Heard, ctx: Decide): Promise<Decision | null> {
    if (event.type === 'page.started') return { because: { code: 'shadows-told' }, effects: await shadowsTold(event, ctx) };
    const { id: schedule } = partsOf(event.key);
    const rota = await ctx.store.state('rota', schedule);
    const resources = ctx.store.resources();
    const spec = resources.get('schedule', schedule)?.spec;
    if (!rota || !spec) return nothing('no-such-schedule');
    const scene: Scene = { rota, desk: { schedule, zone: zoneOf(spec, resources) }, by: personOf(event.by), ctx };
    return { because: { code: 'told' }, effects: told(event, scene) };
  },
});

interface Scene {
  readonly rota: Rota;
  readonly desk: Desk;
  /** Whoever did it; null: not a person. */
  readonly by: string | null;
  readonly ctx: Decide;
}

function told(event: Exclude<Heard, EventOf<'page.started'>>, scene: Scene): Effect[] {
  const { covers, stands, swaps } = scene.rota;
  const { id } = event.data;
  if (event.type === 'cover.set' || event.type === 'cover.ended') {
    const cover = covers.find((c) => c.id === id);
    if (!cover) return [];
    return event.type === 'cover.set' ? covered(cover, scene) : uncovered(cover, scene);
  }
  if (event.type === 'stand.set') {
    const stand = stands.find((s) => s.id === id);
    return stand ? standing(stand, scene) : [];
  }
  const swap = swaps.find((s) => s.id === id);
  return swap ? ofSwap(event.type, swap, scene) : [];
}

/** The chats of these people, but not of whoever did it. */
const others = (people: readonly (string | null)[], { by, ctx }: Scene): Target[] =>
  [...new Set(people)].flatMap((p) => (p === null || p === by ? [] : chatsOf(p, ctx)));

function covered({ add, remove, isShadow, start, end, because }: Cover, scene: Scene): Effect[] {
  const { desk, by, ctx } = scene;
  const said = { ...desk, start, end, by, because };
  if (isShadow) return notice(others([add], scene), 'shadow.mine', said, ctx.now);
  return [
    ...notice(others([add], scene), 'cover.mine', { ...said, instead: remove }, ctx.now),
    ...notice(others([remove], scene), 'cover.yours', { ...said, by: by === add ? null : by, person: add }, ctx.now),
  ];
}

const uncovered = ({ add, remove, start }: Cover, scene: Scene): Effect[] =>
  notice(others([add, remove], scene), 'cover.over', { ...scene.desk, person: add, instead: remove, start, by: scene.by }, scene.ctx.now);

function standing({ shifts, because }: Standing, scene: Scene): Effect[] {
  const { desk, by, ctx } = scene;
  return shifts.flatMap(({ people, start, end }) =>
    notice(others(people, scene), 'stand.mine', { ...desk, start, end, by, because }, ctx.now),
  );
}

function ofSwap(type: OfSwap, { id, from, to }: Swap, scene: Scene): Effect[] {
  const { desk, ctx } = scene;
  const isNew = type === 'swap.asked';
  const view = swapView(desk.schedule, id);
  const cards = [from, to]
    .flatMap((p) => chatsOf(p, ctx))
    .map((target): Effect => ({
      type: 'card.show',
      data: { view, target, ...(isNew ? {} : { onlyIfShown: true as const }) },
      urgency: 'card',
      onCrash: 'repeat',
      slot: `swap/${view.id}/${targetId(target)}`,
    }));
  return isNew ? cards : [...cards, ...notice(others([from, to], scene), type, { ...desk, from, to }, ctx.now)];
}

/** Those who shadow a schedule in which the called person is on call. Of a private incident they hear nothing. */
async function shadowsTold({ data }: EventOf<'page.started'>, ctx: Decide): Promise<Effect[]> {
  const { person, about } = data;
  const incident = about.incident === null ? null : await ctx.store.state('incident', about.incident);
  if (incident?.private) return [];
  const duty = ctx.store.duty();
  return duty.all('schedule').flatMap(({ name: schedule, spec }) => {
    const shadows = shadowsAt(spec, ctx.now);
    if (shadows.length === 0 || !peopleAt(spec, ctx.now).includes(person)) return [];
    const said = { schedule, zone: zoneOf(spec, duty), person, incident: about.incident, severity: about.severity };
    return notice(
      shadows.flatMap((p) => chatsOf(p, ctx)),
      'duty.shadow-called',
      said,
      ctx.now,
    );
  });
}
