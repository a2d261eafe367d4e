import { parseMatcher } from '../domain/alert/matcher.ts';
import { silenceState } from '../domain/alert/silence.ts';
import type { StoredSignal } from '../domain/alert/signal.ts';
import { Tally, type Asked } from '../domain/alert/tally.ts';
import { refuseField, type Refusal } from '../domain/event/reply.ts';
import { quietNow } from './quiet.ts';
import type { RunContext } from './skill.ts';
import type { StoreReader } from './store.ts';

/** Rows looked at in one go: a few milliseconds, then others have their turn. */
const chunk = 500;
/** Resolved alerts are kept for months: of them the newest are a sample. */
const sampled = 20_000;

export interface Survey {
  readonly tally: Tally;
  /** Not all were looked at. */
  readonly isSample: boolean;
}

interface AskedInput {
  readonly state?: Asked['state'];
  readonly match?: readonly string[] | undefined;
  readonly text?: string | undefined;
  readonly source?: string | undefined;
  readonly group?: string | undefined;
}

/** What a skill's input asks for; a refusal names the field. */
export function askedIn({ match = [], ...rest }: AskedInput): Asked | Refusal {
  try {
    return { ...rest, matchers: match.map(parseMatcher) };
  } catch (e) {
    const message = (e as Error).message;
    return refuseField('match', message, message);
  }
}

/** Looks at every alert that fires, or at the newest of the resolved, once for all who ask the same at the same time. */
export const survey = (asked: Asked, ctx: RunContext): Promise<Survey> =>
  ctx.shared(`survey ${JSON.stringify(asked)}`, () => look(asked, ctx));

async function look(asked: Asked, { store, now }: RunContext): Promise<Survey> {
  const quiet = await quietNow({ store, now });
  const held = (await store.silences(now)).filter((s) => silenceState(s, now) !== 'expired');
  const tally = new Tally(asked, asked.state === 'resolved' ? [] : held);
  let looked = 0;
  for await (const rows of newestFirst({ state: asked.state === 'resolved' ? 'resolved' : 'firing', group: asked.group }, store)) {
    const reasons = asked.state === 'resolved' ? [] : await quiet.of(rows);
    rows.forEach((s, i) => tally.add(s, reasons[i]));
    looked += rows.length;
    if (asked.state === 'resolved' && looked >= sampled) return { tally, isSample: true };
  }
  return { tally, isSample: false };
}

export interface Walk {
  readonly state: 'firing' | 'resolved';
  readonly group?: string | undefined;
  readonly before?: { readonly turnedAt: number; readonly fingerprint: string } | undefined;
}

/** Alerts newest first, in chunks between which others have their turn. */
export async function* newestFirst({ state, group, before }: Walk, store: StoreReader): AsyncGenerator<StoredSignal[]> {
  for (let from = before; ;) {
    const rows = await store.signals({
      state,
      order: 'newest',
      limit: chunk,
      ...(group === undefined ? {} : { group }),
      ...(from ? { before: from } : {}),
    });
    yield rows;
    if (rows.length < chunk) return;
    from = rows.at(-1);
    await new Promise((r) => setImmediate(r));
  }
}
