import { nothing, type Decision, type TimerChange } from '../domain/event/decision.ts';
import { keyOf, type Told } from '../domain/event/event.ts';
import { choose, heldBy, release, type Choice } from '../domain/line/choose.ts';
import { idle, type Line, type LineItem } from '../domain/line/line.ts';
import { isLive, pageLivesMs } from '../domain/page/page.ts';
import type { PhoneMeans } from '../domain/people/carrier-fields.ts';
import { bot, type Decide } from '../ports/bot.ts';
import type { EventOf } from '../domain/states.ts';

/** Keeps what goes to one person's phone within what carriers allow and people can bear. What is new to them never waits. */
export default bot({
  name: 'line-keeper',
  hears: ['line.wanted', 'line.due'],
  async decide(event: EventOf<'line.wanted' | 'line.due'>, ctx: Decide): Promise<Decision> {
    const person = event.key.slice('line:'.length);
    const line = (await ctx.store.state('line', person)) ?? idle;
    const { by } = event.data;
    const items = event.type === 'line.wanted' ? event.data.items : await stillWanted(line, by, ctx);
    if (items.length === 0) return { because: { code: 'nobody-waits' }, facts: [{ type: 'line.forgotten', data: { by } }] };
    const resources = ctx.store.resources();
    const to = resources.get('person', person)?.spec.phone ?? null;
    const wish = { by, items, now: ctx.now, to, carriers: resources.all('carrier') };
    return decided(event.type === 'line.wanted' ? choose(line, wish) : release(line, wish), { by, now: ctx.now });
  },
});

async function stillWanted(line: Line, by: PhoneMeans, { store }: Decide): Promise<LineItem[]> {
  const held = await Promise.all(
    heldBy(line, by).map(async ({ by: _by, ...item }) => ({ item, page: await store.state('page', item.page) })),
  );
  return held.flatMap(({ item, page }) => (page && isLive(page) ? [item] : []));
}

function decided(choice: Choice, { by, now }: { by: PhoneMeans; now: number }): Decision {
  const { items } = choice;
  const alarm = (at: number | null): TimerChange =>
    at === null ? { name: by, at } : { name: by, at, event: { type: 'line.due', data: { by } } };
  if (choice.is === 'refused')
    return {
      because: { code: 'over-budget', data: { by, count: items.length } },
      facts: [{ type: 'line.refused', data: { by, items } }],
      tell: items.map((item) => word(item, 'page.refused', { attempt: item.attempt, by, code: 'over-budget' })),
      timers: [alarm(null)],
    };
  if (choice.is === 'held')
    return {
      because: { code: 'held', data: { by, count: items.length } },
      facts: [{ type: 'line.held', data: { by, items, until: choice.until } }],
      tell: items.map((item) => word(item, 'page.hold', { attempt: item.attempt, by, until: choice.until })),
      timers: [alarm(choice.until)],
    };
  const [first, ...others] = items;
  if (!first) return nothing('nobody-waits');
  const also = others.map(({ page, attempt }) => ({ page, attempt }));
  const carrier = choice.carrier === null ? {} : { carrier: choice.carrier };
  return {
    because: { code: 'line-free', data: { by, count: items.length } },
    facts: [{ type: 'line.used', data: { by, carrier: choice.carrier, items } }],
    tell: also.length > 0 ? [word(first, 'page.join', { attempt: first.attempt, by, also })] : [],
    effects: [
      {
        type: 'page.send',
        data: { page: first.page, attempt: first.attempt, by, ...carrier, ...(also.length > 0 ? { also } : {}) },
        urgency: 'page',
        onCrash: 'repeat',
        validUntil: now + pageLivesMs,
        echo: keyOf('page', first.page),
      },
    ],
    timers: [alarm(null)],
  };
}

const word = ({ page }: LineItem, type: string, data: object): Told => ({ key: keyOf('page', page), type, data });
