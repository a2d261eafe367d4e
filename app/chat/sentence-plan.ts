import type { Caller } from '../../domain/access/caller.ts';
import { matcherText } from '../../domain/alert/matcher.ts';
import type { Meaning, OfIncident } from '../../domain/chat/sentence-meaning.ts';
import { namedLike } from '../../domain/chat/sentence-names.ts';
import { isRefusal } from '../../domain/event/reply.ts';
import { isOpen, type Incident } from '../../domain/incident/incident.ts';
import { peopleNamed, personNamed } from '../../domain/oncall/named.ts';
import type { StoreReader } from '../../ports/store.ts';
import { dutyPlan } from './duty-plan.ts';
import { ongoing } from './ongoing.ts';
import { speakerOf } from './people-said.ts';
import { asked, call, unclear, type Plan } from './plan.ts';

export interface PlanContext {
  readonly store: StoreReader;
  readonly caller: Caller;
  /** The whole sentence: the reason of what has no other. */
  readonly said: string;
  /** The incident of the room. */
  readonly incident: string | null;
}

/** Finds what a sentence is about, and the skill that does it. */
export async function planFor(meaning: Meaning, ctx: PlanContext): Promise<Plan> {
  switch (meaning.is) {
    case 'on-call':
    case 'shifts':
    case 'gaps':
    case 'cover':
    case 'covered':
    case 'answer-swap':
    case 'take':
    case 'swap':
    case 'offer-shift':
      return dutyPlan(meaning, { ...speakerOf(ctx.caller, ctx.store), rotas: ctx.store.rotas() });
    case 'open-incidents':
      return call('incident/list', { progress: 'ongoing' });
    case 'alerts':
      return call('alert/list', {});
    case 'why':
      return whyOf(meaning.alert, ctx);
    case 'leader':
      return leader(ctx);
    case 'catch-up':
      return catchUp(ctx);
    case 'test-page':
      return call('page/test', {});
    case 'help':
      return { is: 'help' };
    case 'bind-unclear':
      return unclear('要绑定哪一起事件？请写编号，例如：绑定 3', 'Bind which incident? Say its number, such as: bind 3');
    case 'declare':
      if (meaning.title === null) return { is: 'form', skill: 'incident/declare', values: {} };
      return call('incident/declare', { title: meaning.title, ...(meaning.severity ? { severity: meaning.severity } : {}) });
    case 'silence':
      return silence(meaning, ctx);
    default:
      return ofIncident(meaning, ctx);
  }
}

/** The incident of the room; elsewhere the only one that is open. */
async function incidentsMeant({ store, caller, incident }: PlanContext): Promise<Incident[]> {
  if (incident !== null) return store.incidentsEnding(incident, caller.viewer);
  return ongoing(store, caller.viewer);
}

/** A group whose incident is over is for another one. */
async function incidentsToBind(ctx: PlanContext): Promise<Incident[]> {
  const own = await incidentsMeant(ctx);
  const others = own.some(isOpen) ? [] : await incidentsMeant({ ...ctx, incident: null });
  return others.length > 0 ? others : own;
}

async function leader(ctx: PlanContext): Promise<Plan> {
  const found = await incidentsMeant(ctx);
  const name = (person: string): string => ctx.store.resources().get('person', person)?.spec.displayName ?? person;
  const line =
    (lang: 'zh' | 'en') =>
    (i: Incident): string => {
      const { commander } = i.roles;
      const nobody = { zh: '尚无指挥官', en: 'nobody leads yet' }[lang];
      const leads = commander === undefined ? nobody : { zh: `${name(commander)} 指挥`, en: `${name(commander)} leads` }[lang];
      return `${i.number} · ${leads}`;
    };
  if (found.length === 0) return { is: 'say', text: { zh: '没有未关闭的事件', en: 'No open incidents' } };
  return { is: 'say', text: { zh: found.map(line('zh')).join('\n'), en: found.map(line('en')).join('\n') } };
}

/** Where several could be meant, all of them are named. */
async function catchUp(ctx: PlanContext): Promise<Plan> {
  const [only, ...more] = await incidentsMeant(ctx);
  return only && more.length === 0 ? call('incident/catch-up', { incident: only.number }) : call('incident/list', { progress: 'ongoing' });
}

/** Before others it is the same for one that is not there and one that is private. */
const unknown = (number: string, { caller: { viewer } }: PlanContext): Plan =>
  viewer.isOverheard
    ? unclear(
        `没有事件 ${number}；私密事件不能在群里处理，也不能绑定到群，请单独对我说。`,
        `There is no incident ${number}; a private one is not dealt with in a group nor given one: tell me alone.`,
      )
    : unclear(`没有事件 ${number}`, `There is no incident ${number}`);

async function ofIncident(meaning: OfIncident, ctx: PlanContext): Promise<Plan> {
  const { number } = meaning;
  const meant = meaning.is === 'bind' ? incidentsToBind : incidentsMeant;
  const found = number === undefined ? await meant(ctx) : await ctx.store.incidentsEnding(number, ctx.caller.viewer);
  const [only] = found;
  if (!only && number !== undefined) return unknown(number, ctx);
  if (!only) return unclear('没有未关闭的事件', 'No incident is open');
  return found.length > 1 ? ofSeveral(meaning, found, ctx) : planned(meaning, only, ctx);
}

/** A figure before other words, unless it counts what comes: “3 台机器”. */
const leading =
  /^#?(?<number>\d{1,6})(?: ?号(?:事件|故障)?)?(?:[:：,，、](?!\d)\s*|\s+)(?![台个次条笔分秒小时天家名位只项张年月日a-z])(?<rest>\S.*)$/isu;

/** What is noted may begin with the number; otherwise it is asked which of them is meant. */
function ofSeveral(meaning: OfIncident, found: readonly Incident[], ctx: PlanContext): Plan {
  const { number, rest } = (meaning.is === 'note' && leading.exec(meaning.text)?.groups) || {};
  const named = found.filter((i) => Number(i.number.split('-').at(-1)) === Number(number));
  const [one] = named;
  if (one && named.length === 1 && rest !== undefined) return planned({ is: 'note', text: rest }, one, ctx);
  const any = found[0] && planned(meaning, found[0], ctx);
  if (any?.is !== 'call') return any ?? unclear('没有未关闭的事件', 'No incident is open');
  const { incident: _asked, ...values } = any.input;
  const mine = meaning.is === 'assign' && ctx.caller.viewer.person !== null ? { person: ctx.caller.viewer.person } : {};
  return { is: 'form', skill: any.skill, values: { ...mine, ...values } };
}

function planned(meaning: OfIncident, i: Incident, ctx: PlanContext): Plan {
  const input = { incident: i.number };
  const isFresh = i.progress === 'open' || i.progress === 'acknowledged';
  switch (meaning.is) {
    case 'ack':
      return call('incident/ack', input, i.progress !== 'open');
    case 'resolve':
      return call('incident/resolve', input, !isOpen(i));
    case 'close':
      return call(isOpen(i) ? 'incident/resolve' : 'incident/close', input, i.progress === 'closed');
    case 'bind':
      return call('incident/bind', input);
    case 'mitigate':
      return call('incident/mitigate', input, !isFresh);
    case 'note':
      return call('incident/note', { ...input, text: meaning.text });
    case 'severity':
      return call('incident/severity', { ...input, severity: meaning.severity }, i.severity === meaning.severity);
    case 'assign':
      return assigned(meaning, i, ctx);
    case 'muster':
    case 'release':
      return withPeople(meaning, i, ctx);
  }
}

function assigned({ role, person }: Extract<Meaning, { is: 'assign' }>, i: Incident, { store, caller }: PlanContext): Plan {
  const input = { incident: i.number, role };
  if (person === null) return call('incident/assign', input, caller.viewer.person !== null && i.roles[role] === caller.viewer.person);
  const who = personNamed(person, { ...speakerOf(caller, store), field: 'person' });
  return isRefusal(who) ? asked(who) : call('incident/assign', { ...input, person: who }, i.roles[role] === who);
}

const between = /[,;]|\band\b|和|\s/u;

/** Who is called in or let go: one by a whole name, else several with something between them. */
function withPeople({ is, who }: Extract<Meaning, { is: 'muster' | 'release' }>, i: Incident, { store, caller }: PlanContext): Plan {
  const naming = { ...speakerOf(caller, store), field: 'people', mayBeTeam: is === 'muster' };
  const one = personNamed(who, naming);
  const several = who.split(between).filter(Boolean);
  const people = isRefusal(one) && several.length > 1 ? peopleNamed(several, naming) : one;
  return isRefusal(people) ? asked(people) : call(`incident/${is}`, { incident: i.number, people: [people].flat() });
}

/** Alerts whose names are looked through. */
const mostAlerts = 500;

/** The alerts people may mean by a name, the newest of each name. */
async function alertsLike(name: string, { store }: PlanContext): Promise<{ alertname: string; fingerprint: string }[]> {
  const states = ['firing', 'resolved'] as const;
  const rows = (await Promise.all(states.map((state) => store.signals({ state, order: 'newest', limit: mostAlerts })))).flat();
  const newest = new Map(
    rows.toReversed().map((s) => [s.labels['alertname'] ?? '', { alertname: s.labels['alertname'] ?? '', fingerprint: s.fingerprint }]),
  );
  return namedLike(
    name,
    [...newest].map(([alertname, is]) => ({ names: [alertname], is })),
  );
}

const which = (names: readonly string[]): Plan => unclear(`是哪一个？${names.join('、')}`, `Which one? ${names.join(', ')}`);

async function whyOf(alert: string, ctx: PlanContext): Promise<Plan> {
  if (/^[0-9a-f]{16}$/u.test(alert)) return call('alert/why', { fingerprint: alert });
  const found = await alertsLike(alert, ctx);
  const [only] = found;
  if (only && found.length === 1) return call('alert/why', { fingerprint: only.fingerprint });
  return only ? which(found.map((f) => f.alertname)) : unclear(`没有叫“${alert}”的告警`, `No alert is called "${alert}"`);
}

async function silence({ about, minutes }: Extract<Meaning, { is: 'silence' }>, ctx: PlanContext): Promise<Plan> {
  const match = about === null ? await matchersHere(ctx) : await matchersOf(about, ctx);
  return Array.isArray(match) ? call('alert/silence', { match, minutes, comment: ctx.said }) : match;
}

const equals = (name: string, value: string): string => matcherText({ name, value, isEqual: true, isRegex: false });

async function matchersOf(about: string, ctx: PlanContext): Promise<string[] | Plan> {
  const systems = ctx.store
    .resources()
    .all('system')
    .map(({ name, spec }) => ({ names: [name, spec.displayName ?? name], is: name }));
  const found = namedLike(about, systems);
  if (found.length > 1) return which(found);
  if (found[0] !== undefined) return [equals('system', found[0])];
  const alerts = await alertsLike(about, ctx);
  if (alerts.length > 1) return which(alerts.map((a) => a.alertname));
  return alerts[0]
    ? [equals('alertname', alerts[0].alertname)]
    : unclear(`没有叫“${about}”的系统或告警`, `No system or alert is called "${about}"`);
}

/** What the room's incident is about: its system, else what its one alert group has in common. */
async function matchersHere(ctx: PlanContext): Promise<string[] | Plan> {
  const found = ctx.incident === null ? [] : await incidentsMeant(ctx);
  const [incident] = found;
  if (incident?.system) return [equals('system', incident.system)];
  const groups = Object.keys(incident?.groups ?? {});
  const group = groups[0] === undefined || groups.length > 1 ? null : await ctx.store.state('group', groups[0]);
  const labels = Object.entries(group?.labels ?? {});
  if (labels.length > 0) return labels.map(([name, value]) => equals(name, value));
  return unclear(
    '静默什么？请说出系统或告警名，例如：静默 委托网关 30 分钟',
    'Silence what? Name a system or an alert: silence order gateway for 30 minutes',
  );
}
