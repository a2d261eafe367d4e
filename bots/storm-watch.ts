import type { Gale, Offer, Storm, Tie } from '../domain/alert/storm.ts';
import { weigh, type Outbreak, type StormLimits, type Weighing } from '../domain/alert/weigh.ts';
import { nothing, type Decision, type TimerChange } from '../domain/event/decision.ts';
import type { Effect } from '../domain/event/effect.ts';
import { keyOf, partsOf, type Fact, type Told } from '../domain/event/event.ts';
import { stormLimits } from '../domain/firm/of-firm.ts';
import { isOpen } from '../domain/incident/incident.ts';
import type { EventOf } from '../domain/states.ts';
import { bot, type Decide } from '../ports/bot.ts';

type Heard = EventOf<'storm.asked' | 'storm.due' | 'storm.declared'>;

/** A storm that nothing has joined for this long is over: what comes then is told anew. */
const calmMs = 10 * 60_000;
/** Like groups that follow one another closer than this wait a moment. */
const followsMs = 15_000;
/** How often it is looked whether the incident of a storm is there, and after how long its groups no longer wait for it. */
const lookMs = 1_000;
const declaredWithinMs = 120_000;

/** Weighs the groups that want to call people: lets them through, lets them wait a moment, or takes them into the incident of a storm. */
export default bot({
  name: 'storm-watch',
  hears: ['storm.asked', 'storm.due', 'storm.declared'],
  async decide(event: Heard, ctx: Decide): Promise<Decision | null> {
    const { id } = partsOf(event.key);
    const storm = (await ctx.store.state('storm', id)) ?? { id, lately: [], gales: [] };
    switch (event.type) {
      case 'storm.asked':
        return asked(storm, event.data.offers, ctx);
      case 'storm.due':
        return due(storm, ctx);
      case 'storm.declared':
        return declared(storm, event.data);
    }
  },
});

const limitsOf = ({ store }: Decide): StormLimits => {
  const { groups, wideGroups, withinSeconds, holdSeconds, wideLabels } = stormLimits(store.resources());
  const isWide = (tie: Tie): boolean => wideLabels.some((label) => tie.startsWith(`${label}=`));
  return {
    groups: (tie) => (isWide(tie) ? wideGroups : groups),
    isWide,
    withinMs: withinSeconds * 1_000,
    holdMs: holdSeconds * 1_000,
    followsMs,
  };
};

async function asked(storm: Storm, offers: readonly Offer[], ctx: Decide): Promise<Decision> {
  const limits = limitsOf(ctx);
  const ended = await over(storm, ctx);
  const alive = { ...storm, gales: storm.gales.filter((g) => !ended.includes(g)) };
  const weighed = weigh(alive, offers, { now: ctx.now, limits });
  const taken = [...weighed.took].map(([head, joining]) =>
    join(
      alive.gales.find((g) => g.head === head),
      joining,
    ),
  );
  const broken = await Promise.all(weighed.began.map((outbreak) => breakOut(outbreak, weighed, ctx)));
  const { passed, held } = weighed;
  const isWeighed = passed.length + held.length > 0;
  const facts: Fact[] = [
    ...ended.map((g) => ({ type: 'storm.ended', data: { head: g.head } })),
    ...(isWeighed ? [{ type: 'storm.weighed', data: { passed, held, heldUntil: ctx.now + limits.holdMs } }] : []),
    ...[...taken, ...broken].map((x) => x.fact),
  ];
  const heads = new Set(weighed.began.map((b) => b.head.group));
  return {
    because: { code: weighed.began.length > 0 ? 'storm' : taken.length > 0 ? 'taken-in' : held.length > 0 ? 'held' : 'let-through' },
    facts,
    tell: [...passed.flatMap((o) => through(o, heads.has(o.group))), ...[...taken, ...broken].flatMap((x) => x.tell)],
    effects: [...taken, ...broken].flatMap((x) => (x.shown ? [card(storm.id, x.shown)] : [])),
    timers: timers(storm, { held: held.length > 0 ? ctx.now + limits.holdMs : null, headless: broken.some((b) => b.isHeadless) }, ctx),
  };
}

/** What a group wanted is told; it may show its card. At the head of a storm it gets an incident, whatever it wanted. */
const through = (offer: Offer, isHead: boolean): Told[] => [
  ...[(isHead ? offer.declare : offer.onward) ?? []].flat(),
  { key: keyOf('group', offer.group), type: 'group.let-through', data: { pages: isHead ? null : offer.pages } },
];

interface Joining {
  readonly fact: Fact;
  readonly tell: readonly Told[];
  /** Its incident is still to be declared. */
  readonly isHeadless: boolean;
  /** The storm whose card changes, where it has one. */
  readonly shown: { readonly head: string; readonly channel: string } | null;
}

function join(gale: Gale | undefined, offers: readonly Offer[]): Joining {
  if (!gale) throw new Error('a storm took groups in that is none');
  const { head, tie, incident, channel } = gale;
  const waiting = incident === null && channel === null ? offers : [];
  const fact = { type: 'storm.took', data: { head, count: offers.length, waiting } };
  return {
    fact,
    tell: incident === null ? passedOver(gale, offers) : into(incident, tie, offers),
    isHeadless: false,
    shown: channel === null ? null : { head, channel },
  };
}

/** Nobody is called for them: one card in their channel stands for all. */
const passedOver = ({ channel, tie }: Pick<Gale, 'channel' | 'tie'>, offers: readonly Offer[]): Told[] =>
  channel === null ? [] : offers.map((o) => ({ key: keyOf('group', o.group), type: 'group.passed-over', data: { storm: tie } }));

const card = (storm: string, { head, channel }: { readonly head: string; readonly channel: string }): Effect => ({
  type: 'card.show',
  data: { view: { kind: 'storm', id: `${storm}|${head}` }, target: { to: 'channel', channel } },
  urgency: 'card',
  onCrash: 'repeat',
  slot: `storm/${storm}/${head}`,
});

async function breakOut({ tie, head, took, tied }: Outbreak, { passed }: Weighing, ctx: Decide): Promise<Joining> {
  const incident = passed.includes(head) ? null : ((await ctx.store.state('group', head.group))?.incident ?? null);
  const channel = head.declare === null ? head.channel : null;
  const isHeadless = incident === null && channel === null;
  const waiting = isHeadless ? took : [];
  const data = { tie, head: head.group, severity: head.severity, channel, incident, tied, count: took.length, waiting };
  // Whose people were called for the alerts alone gets its incident now.
  const declare = isHeadless && head.pages !== null && !passed.includes(head) ? [head.declare ?? []].flat() : [];
  return {
    fact: { type: 'storm.began', data },
    tell: incident === null ? [...declare, ...passedOver({ channel, tie }, took)] : into(incident, tie, took),
    isHeadless,
    shown: channel === null ? null : { head: head.group, channel },
  };
}

/** Groups go under in an incident: it counts them, they call nobody. */
function into(incident: string, tie: Tie, offers: readonly Offer[]): Told[] {
  if (offers.length === 0) return [];
  const groups = Object.fromEntries(offers.map((o) => [o.group, o.firing]));
  return [
    { key: keyOf('incident', incident), type: 'storm.joined', data: { tie, groups } },
    ...offers.map((o) => ({ key: keyOf('group', o.group), type: 'group.taken-in', data: { incident, storm: tie } })),
  ];
}

/** Those whose incident is over, whose alerts have all recovered, or that nothing has joined for long: what comes then is news. */
async function over(storm: Storm, ctx: Decide): Promise<Gale[]> {
  const isOver = async (g: Gale): Promise<boolean> => {
    if (g.lastAt + calmMs < ctx.now) return true;
    const incident = g.incident === null ? null : await ctx.store.state('incident', g.incident);
    return incident !== null && (!isOpen(incident) || incident.alertState === 'recovered');
  };
  const all = await Promise.all(storm.gales.map(async (g) => ({ g, isOver: await isOver(g) })));
  return all.flatMap((x) => (x.isOver ? [x.g] : []));
}

function timers(storm: Storm, next: { held: number | null; headless: boolean }, { now }: Decide): TimerChange[] {
  const event = { type: 'storm.due', data: {} };
  const waits = storm.lately.flatMap((w) => (w.heldUntil === null ? [] : [w.heldUntil]));
  const first = Math.min(...waits, next.held ?? Infinity);
  return [
    ...(Number.isFinite(first) ? [{ name: 'held', at: first, event }] : []),
    ...(next.headless ? [{ name: 'headless', at: now + lookMs, event }] : []),
  ];
}

/** Who has waited long enough and still fires is let through; a storm that got no incident lets its groups go. */
async function due(storm: Storm, ctx: Decide): Promise<Decision> {
  const headless = storm.gales.filter((g) => g.incident === null && g.channel === null);
  const headed = headless.length > 0 ? await incidentsOf(headless, ctx) : [];
  const lost = headless.filter((g) => g.beganAt + declaredWithinMs <= ctx.now && !headed.some((h) => h.gale === g));
  const waited = storm.lately.filter((w) => w.heldUntil !== null && w.heldUntil <= ctx.now).map((w) => w.offer);
  const all = [...waited, ...lost.flatMap((g) => g.waiting)];
  const states = await Promise.all(all.map((o) => ctx.store.state('group', o.group)));
  const passed = all.filter((_, i) => states[i]?.open === true);
  const dropped = all.filter((o) => !passed.includes(o)).map((o) => o.group);
  const weighed: Fact = { type: 'storm.weighed', data: { passed, held: [], heldUntil: ctx.now, dropped } };
  const left = { ...storm, lately: storm.lately.filter((w) => !all.includes(w.offer)) };
  return {
    because: { code: all.length + headed.length + lost.length === 0 ? 'nobody-waits' : 'waited' },
    facts: [
      ...(all.length > 0 ? [weighed] : []),
      ...headed.map(({ gale, incident }) => ({ type: 'storm.headed', data: { head: gale.head, incident } })),
      ...lost.map((g) => ({ type: 'storm.ended', data: { head: g.head } })),
    ],
    tell: [...passed.flatMap((o) => through(o, false)), ...headed.flatMap(({ gale, incident }) => into(incident, gale.tie, gale.waiting))],
    timers: timers(left, { held: null, headless: headless.length > headed.length + lost.length }, ctx),
  };
}

/** On a busy day the word that the incident is there comes late, by way of the group: it is looked for as well. */
async function incidentsOf(gales: readonly Gale[], { store }: Decide): Promise<{ gale: Gale; incident: string }[]> {
  const open = await store.incidents(
    { progress: ['open', 'acknowledged', 'mitigated'], limit: 200 },
    { person: null, roles: [], tocsin: true },
  );
  return gales.flatMap((gale) => {
    const own = open.find((i) => i.cause === keyOf('group', gale.head));
    return own ? [{ gale, incident: own.number }] : [];
  });
}

function declared(storm: Storm, { group, incident }: EventOf<'storm.declared'>['data']): Decision {
  const gale = storm.gales.find((g) => g.head === group && g.incident === null);
  if (!gale) return nothing('no-storm');
  return {
    because: { code: 'storm-has-its-incident' },
    facts: [{ type: 'storm.headed', data: { head: group, incident } }],
    tell: into(incident, gale.tie, gale.waiting),
    timers: [{ name: 'headless', at: null }],
  };
}
