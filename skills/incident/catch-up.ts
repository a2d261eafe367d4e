import { z } from 'zod';
import { isRefusal } from '../../domain/event/reply.ts';
import { firmZone, nameOf } from '../../domain/firm/of-firm.ts';
import { cardText } from '../../domain/card/text.ts';
import { CatchUp, catchUpCard } from '../../domain/incident/catch-up.ts';
import type { Lang } from '../../domain/text/lang.ts';
import { catchUpFor } from '../../ports/catch-up.ts';
import { read } from '../../ports/skill.ts';

/** `names` says what the people of the incident are called, `zone` is the firm's; `isOverheard`: others read it too. */
const output = CatchUp.extend({ names: z.record(z.string(), z.string()), zone: z.string(), isOverheard: z.boolean() });

const card = (o: z.output<typeof output>, lang: Lang) =>
  catchUpCard(o, { lang, zone: o.zone, name: (p) => o.names[p] ?? p, isOverheard: o.isOverheard });

/** For whoever comes late: what it is, since when, who leads, what was done last, and what is asked of them. */
export default read({
  summary: { en: 'Bring me up to date on an incident', zh: '快速了解事件现状' },
  labels: { incident: { en: 'Incident', zh: '事件' } },
  input: z.object({ incident: z.string().min(1) }),
  output,
  needs: 'viewer',
  positional: ['incident'],
  card,
  answer: (o, lang) => {
    const { actions: _actions, ...shown } = card(o, lang);
    return cardText(shown);
  },
  examples: [{ ask: 'bring me up to date', input: { incident: '3' } }],
  async run({ incident }, ctx) {
    const caughtUp = await catchUpFor(incident, ctx);
    if (isRefusal(caughtUp)) return caughtUp;
    const resources = ctx.store.resources();
    const { roles, people, acknowledgedBy } = caughtUp.incident;
    const named = [...people, ...Object.values(roles), ...(acknowledgedBy === null ? [] : [acknowledgedBy])];
    return {
      ...caughtUp,
      names: Object.fromEntries(named.map((p) => [p, nameOf(resources, p)])),
      zone: firmZone(resources, 'UTC'),
      isOverheard: ctx.viewer.isOverheard === true,
    };
  },
});
