import { nothing, type Decision, type TimerChange } from '../domain/event/decision.ts';
import type { EchoEvents } from '../domain/event/echo.ts';
import type { Effect, EffectTypes } from '../domain/event/effect.ts';
import type { Fact, Told } from '../domain/event/event.ts';
import { isDropped, isInVainToWait } from '../domain/page/in-vain.ts';
import { applyPage, isLive, pageLivesMs, type Page, type PageFacts } from '../domain/page/page.ts';
import { afterReport, isFinal } from '../domain/page/report.ts';
import { dueRules, rulesNow } from '../domain/page/rules.ts';
import { chatsFor } from '../domain/people/chat-user.ts';
import type { Means } from '../domain/people/person.ts';
import { bot, type Decide } from '../ports/bot.ts';
import type { EventOf } from '../domain/states.ts';

const minute = 60_000;
/** How long nothing may be heard of a call or text before the carrier is asked, and how often it is. */
const unheardMs = minute;
const looksAtMost = 5;
/** A call is not under way for longer. */
const callMs = 5 * minute;

const hears = [
  'page.start',
  'page.due',
  'page.again',
  'page.answered',
  'page.hold',
  'page.join',
  'page.refused',
  'page.reported',
  'page.unheard',
  'page.stop',
  'page.acked',
  'page.stopped',
  'effect.failed',
] as const;
type Heard = EventOf<(typeof hears)[number]>;

/** Reaches one person by their own rules, one means after the other, until they acknowledge. */
export default bot({
  name: 'pager',
  hears,
  async decide(event: Heard, ctx: Decide): Promise<Decision | null> {
    if (!event.key.startsWith('page:')) return null;
    const id = event.key.slice('page:'.length);
    const page = await ctx.store.state('page', id);
    if (event.type === 'page.start') return page ? nothing('page-exists') : start(id, event.data, ctx);
    if (!page) return nothing('no-such-page');
    switch (event.type) {
      case 'page.due':
        return isLive(page) ? attempts(page, [], ctx, event.data.rule) : nothing('not-due-any-more');
      case 'page.again':
        return isLive(page) ? again(page, event.data.by, ctx) : nothing('not-due-any-more');
      case 'page.answered':
        return answered(page, event.data, ctx);
      case 'page.hold':
        return { because: { code: 'held' }, facts: [{ type: 'page.held', data: event.data }] };
      case 'page.join':
        return { because: { code: 'joined' }, facts: [{ type: 'page.joined', data: event.data }] };
      case 'page.refused':
        return missed(page, event.data, ctx);
      case 'page.reported':
        return reported(page, event.data, { ...ctx, isOnOurLine: await isOnOurLine(page, ctx) });
      case 'page.unheard':
        return unheard(page, event.data, ctx);
      case 'page.stop':
        return isLive(page) ? stop(page, event) : nothing('page-over');
      case 'page.acked':
        return acked(page, event, ctx);
      case 'page.stopped':
        return { because: { code: 'page-over' }, effects: showAgain(page, ctx) };
      case 'effect.failed':
        return failed(page, event, ctx);
    }
  },
});

async function start(id: string, { rules: asked, ...data }: EventOf<'page.start'>['data'], ctx: Decide): Promise<Decision> {
  const hasBrowser = await ctx.store.hasBrowser(data.person);
  const rules = asked ?? rulesNow(data.person, data.about.severity, { resources: ctx.store.resources(), now: ctx.now, hasBrowser });
  const begun: Page = {
    id,
    ...data,
    rules,
    state: 'queued',
    startedAt: ctx.now,
    acknowledgedAt: null,
    acknowledgedVia: null,
    tried: 0,
    attempts: [],
  };
  return attempts(begun, [{ type: 'page.started', data: { ...data, rules } }], ctx);
}

/** The same ways at once; whoever was only to be tried later is tried by chat and ring. */
function again(page: Page, asked: Means | undefined, ctx: Decide): Decision {
  const ways = new Set(asked ? [asked] : ([...page.rules.slice(0, page.tried).map((rule) => rule.by), 'chat', 'ring'] as const));
  const tried = tries(
    page,
    [...ways].map((by) => ({ by, rule: null })),
    ctx,
  );
  return { because: { code: 'sent-again', data: { count: ways.size } }, ...tried };
}

/** Tries every rule that is due; those missed while Tocsin was down come once, all together. */
function attempts(page: Page, before: NonNullable<Decision['facts']>, ctx: Decide, rung?: number): Decision {
  const ringsFor = page.startedAt + (page.rules[rung ?? -1]?.afterMinutes ?? 0) * minute;
  const { due, nextAt } = dueRules(page, ctx.now, Math.max(ctx.now, ringsFor));
  const { facts, effects, tell } = tries(
    page,
    due.map((rule, i) => ({ by: rule.by, rule: page.tried + i })),
    ctx,
  );
  const next = { rule: page.tried + due.length };
  return {
    because: { code: 'rules-due', data: { count: due.length } },
    facts: [...before, ...facts],
    effects,
    tell,
    timers: [nextAt === null ? { name: 'rule', at: null } : { name: 'rule', at: nextAt, event: { type: 'page.due', data: next } }],
  };
}

interface Tried {
  readonly facts: Fact[];
  readonly effects: Effect[];
  readonly tell: Told[];
}

/** Each chat in which the person has an id is an attempt of its own: that one platform is down must not hide behind another that answers.
 *  Calls and texts go by the person's line, which knows what else goes there. A ring is our own screens': with the decision it rings. */
function tries(page: Page, ways: readonly { by: Means; rule: number | null }[], ctx: Decide): Tried {
  const chats = chatsFor(ctx.store.duty(), page.person, ctx.adapters);
  const all = ways.flatMap((way) => (way.by === 'chat' ? chats.map((chat) => ({ ...way, chat })) : [way]));
  const numbered = all.map((way, i) => ({ attempt: page.attempts.length + i, ...way }));
  const isByLine = ({ by }: { by: Means }): boolean => by === 'phone' || by === 'sms';
  const about = page.about.incident ?? page.about.group ?? page.id;
  return {
    facts: numbered.flatMap(({ rule, ...way }) => [
      { type: 'page.tried', data: { rule, ...way } },
      ...(way.by === 'ring' ? [{ type: 'page.sent', data: { ...way, state: 'sent', repeated: false } }] : []),
    ]),
    effects: numbered
      .filter((way) => !isByLine(way) && way.by !== 'ring')
      .map(({ rule: _rule, ...way }): Effect => ({
        type: 'page.send',
        data: { page: page.id, ...way },
        urgency: 'page',
        onCrash: 'repeat',
        validUntil: ctx.now + pageLivesMs,
      })),
    tell: numbered.filter(isByLine).map(({ by, attempt }) => ({
      key: `line:${page.person}` as const,
      type: 'line.wanted',
      data: { by, items: [{ page: page.id, attempt, about }] },
    })),
  };
}

/** Whoever acknowledges what a page is about has answered the page too. */
function stop(page: Page, { data, via }: EventOf<'page.stop'>): Decision {
  if (data.because === 'acked' && data.person === page.person)
    return { because: { code: 'acked-elsewhere' }, facts: [{ type: 'page.acked', data: { via } }] };
  return { because: { code: data.because }, facts: [{ type: 'page.stopped', data }], timers: [{ name: 'rule', at: null }] };
}

/** An ack of the page is an ack of what it is about, by that person. */
function acked(page: Page, event: EventOf<'page.acked'>, ctx: Decide): Decision {
  const { incident, group } = page.about;
  const by = `person:${page.person}` as const;
  const via = event.data.via;
  const told: Told[] = [];
  if (incident)
    told.push({
      key: `incident:${incident}`,
      type: 'skill.called',
      data: { skill: 'incident/ack', input: { incident, person: page.person } },
      by,
      via,
    });
  else if (group)
    told.push({
      key: `group:${group}`,
      type: 'skill.called',
      data: { skill: 'alert/ack', input: { group, person: page.person } },
      by,
      via,
    });
  return { because: { code: 'acked', data: { via } }, tell: told, timers: [{ name: 'rule', at: null }], effects: showAgain(page, ctx) };
}

/** The other pages that an attempt of this one was for hear of it what this one hears. */
const fellowsTold = (page: Page, attempt: number, type: 'page.answered' | 'page.reported' | 'page.refused', data: object): Told[] =>
  (page.attempts[attempt]?.also ?? []).map((fellow) => ({
    key: `page:${fellow.page}` as const,
    type,
    data: { ...data, attempt: fellow.attempt },
  }));

const showAgain = (page: Page, ctx: Decide): Effect[] =>
  page.attempts.some((a) => a.by === 'chat') ? cardEffects(page, ctx.adapters) : [];

/** The card in the person's direct messages says at once that the page is over. */
function cardEffects(page: Page, adapters: readonly string[]): Effect[] {
  return adapters.map((adapter) => {
    const view = { kind: 'page', id: page.id } as const;
    const target = { to: 'person', person: page.person, adapter } as const;
    return {
      type: 'card.show',
      data: { view, target, onlyIfShown: true },
      urgency: 'card',
      onCrash: 'repeat',
      slot: `page/${page.id}/${adapter}`,
    };
  });
}

/** Handed over. What became of a call or a text is heard from the carrier; when nothing is, it is asked. */
function answered(page: Page, data: EchoEvents['page.answered'], ctx: Decide): Decision {
  const tell = fellowsTold(page, data.attempt, 'page.answered', data);
  const decided = { because: { code: 'attempt-sent' }, facts: [{ type: 'page.sent', data }], tell };
  return data.ref === undefined ? decided : { ...decided, timers: [lookTimer(data.attempt, 0, ctx.now)] };
}

const lookTimer = (attempt: number, looks: number, now: number): TimerChange => ({
  name: `unheard-${attempt}`,
  at: now + unheardMs,
  event: { type: 'page.unheard', data: { attempt, looks } },
});

/** A carrier's word on a call or a text. What comes late or twice changes nothing. */
function reported(
  page: Page,
  { attempt: index, carrier, report }: EventOf<'page.reported'>['data'],
  ctx: Decide & { isOnOurLine: boolean },
): Decision {
  const before = page.attempts[index];
  const after = before && afterReport(before, report);
  if (!after) return nothing('late-report', { word: report.word });
  const { by, state, ref, seq, over, code, raw, answeredBy } = after;
  const data = { attempt: index, by, state, carrier, ref, seq, over, code, raw, answeredBy };
  const tell = fellowsTold(page, index, 'page.reported', { carrier, report });
  if (state === 'failed') {
    const miss = { attempt: index, by, carrier, ref, seq, code, raw };
    const decided = code === 'busy' && ctx.isOnOurLine && isLive(page) ? laterOn(page, miss, ctx) : missed(page, miss, ctx);
    return { ...decided, tell: [...(decided.tell ?? []), ...tell] };
  }
  return {
    because: { code: 'attempt-moved', data: { word: report.word } },
    facts: [{ type: 'page.moved', data }],
    tell,
    timers: over ? [{ name: `unheard-${index}`, at: null }] : [],
  };
}

/** Whether another call of ours keeps this person's phone. */
async function isOnOurLine(page: Page, { store, now }: Decide): Promise<boolean> {
  const others = (await store.livePages(page.person)).filter((other) => other.id !== page.id);
  const isUnderWay = (a: Page['attempts'][number]): boolean =>
    a.by === 'phone' && a.ref !== undefined && !isFinal(a) && now - a.at < callMs;
  return others.some((other) => other.attempts.some(isUnderWay));
}

/** Busy with a call of ours is not out of reach: nobody else is woken for it, and the line brings the next call with what else waits. */
function laterOn(page: Page, data: PageFacts['page.missed'], ctx: Decide): Decision {
  const { facts, ...more } = tries(page, [{ by: 'phone', rule: null }], ctx);
  return {
    because: { code: 'busy-with-us' },
    facts: [{ type: 'page.missed', data }, ...facts],
    ...more,
    timers: [{ name: `unheard-${data.attempt}`, at: null }],
  };
}

/** Asks the carrier, a few times; a call of which it says nothing final then has come to nothing. */
function unheard(page: Page, { attempt, looks }: EventOf<'page.unheard'>['data'], ctx: Decide): Decision {
  const of = page.attempts[attempt];
  if (!of || isFinal(of) || !isLive(page)) return nothing('heard-meanwhile');
  if (looks >= looksAtMost && of.by === 'phone') return missed(page, { attempt, by: of.by, code: 'outcome-unknown' }, ctx);
  if (looks >= looksAtMost) return nothing('nothing-heard');
  const look: Effect = { type: 'page.look', data: { page: page.id, attempt }, urgency: 'page', onCrash: 'repeat' };
  return { because: { code: 'nothing-heard' }, effects: [look], timers: [lookTimer(attempt, looks + 1, ctx.now)] };
}

function failed(page: Page, { data: { effect, data, because, why } }: EventOf<'effect.failed'>, ctx: Decide): Decision {
  if (effect !== 'page.send') return nothing(effect === 'page.look' ? 'carrier-not-asked' : 'card-not-shown');
  const { page: _page, also: _also, carrier: _carrier, ...way } = data as EffectTypes['page.send'];
  const reason = why ?? { code: 'not-sent', raw: because };
  const miss = missed(page, { ...way, ...reason }, ctx);
  return { ...miss, tell: [...(miss.tell ?? []), ...fellowsTold(page, way.attempt, 'page.refused', { by: way.by, ...reason })] };
}

/** Whom none of their own rules reach is tried by what needs no address, and whoever called them hears when waiting is in vain. Where a chat
 *  would drop it, what was to be tried next is tried now. A test only says that it failed. */
function missed(page: Page, data: PageFacts['page.missed'], ctx: Decide): Decision {
  const before = page.attempts[data.attempt];
  if (!before || isFinal(before)) return nothing('late-report');
  const fact = { type: 'page.missed', data } as const;
  const after = applyPage(page, { ...fact, at: ctx.now }, page.id);
  const decided = { because: { code: 'attempt-failed', data: { by: data.by } }, timers: [{ name: `unheard-${data.attempt}`, at: null }] };
  if (page.about.test || !isLive(page)) return { ...decided, facts: [fact] };
  if (isDropped(page, data) && page.tried < page.rules.length) {
    const sooner = attempts(page, [fact], ctx, page.tried);
    return { ...sooner, because: decided.because, timers: [...decided.timers, ...(sooner.timers ?? [])] };
  }
  const left = after.state === 'failed' ? (['chat', 'ring'] as const).filter((by) => !page.attempts.some((a) => a.by === by)) : [];
  const more = tries(
    page,
    left.map((by) => ({ by, rule: null })),
    ctx,
  );
  const isNews = !page.unreachable && isInVainToWait(after);
  const given = isNews ? [{ type: 'page.unreachable', data: { person: page.person, code: data.code ?? 'not-sent' } }] : [];
  return {
    ...decided,
    facts: [fact, ...more.facts, ...given],
    effects: more.effects,
    tell: [...more.tell, ...(isNews && page.escalation !== '' ? [unreachableTold(page)] : [])],
  };
}

const unreachableTold = ({ id, escalation, person }: Page): Told => ({
  key: `escalation:${escalation}`,
  type: 'escalation.unreachable',
  data: { page: id, person },
});
