import { z } from 'zod';
import { firmZone, nameOf } from '../firm/of-firm.ts';
import type { Resources } from '../resource/resource.ts';
import type { Lang } from '../text/lang.ts';
import { rfc3339 } from '../time/rfc3339.ts';
import { clockText } from '../time/say.ts';
import { matcherText } from './matcher.ts';
import { silenceState, type Silence } from './silence.ts';

export const SilenceView = z.object({
  id: z.string(),
  kind: z.enum(['silence', 'maintenance']),
  system: z.string().nullable(),
  state: z.enum(['active', 'pending', 'expired']),
  matchers: z.array(z.string()),
  by: z.string(),
  byName: z.string(),
  comment: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  /** Firing alerts that its matchers hit now, whether it has begun or not; null once it is over. */
  hits: z.number().nullable(),
});
export type SilenceView = z.output<typeof SilenceView>;

export function silenceView(s: Silence, { now, resources, hits }: { now: number; resources: Resources; hits: number | null }): SilenceView {
  return {
    id: s.id,
    kind: s.kind ?? 'silence',
    system: s.system ?? null,
    state: silenceState(s, now),
    matchers: s.matchers.map(matcherText),
    by: s.createdBy,
    byName: nameOf(resources, s.createdBy),
    comment: s.comment,
    startsAt: rfc3339(s.startsAt),
    endsAt: rfc3339(s.endsAt),
    hits,
  };
}

/** What was decided about a silence, with what is needed to say its times on the reader's clock. */
export const SilenceAnswer = z.object({
  silence: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  /** It was there already. */
  existed: z.boolean(),
  at: z.string(),
  zone: z.string(),
});
export type SilenceAnswer = z.output<typeof SilenceAnswer>;

/** The reader's own zone, else the firm's. */
export const readerZone = (resources: Resources, person: string | null): string =>
  (person === null ? undefined : resources.get('person', person)?.spec.zone) ?? firmZone(resources, 'UTC');

/** The start of an id, as people type it. */
export const shortId = (id: string): string => id.slice(0, 8);

interface Timed {
  readonly at: string;
  readonly zone: string;
}

/** A moment on the reader's clock: `12:00`, with its date when that is another day than now. */
export const sayTime = (moment: string, { at, zone }: Timed): string => clockText(Date.parse(moment), zone, Date.parse(at));

/** `Silenced until 12:00 (Asia/Shanghai) · 1a2b3c4d`, or from when where it has not begun. */
export function saySilence(o: SilenceAnswer, words: { zh: string; en: string }, lang: Lang): string {
  const until = sayTime(o.endsAt, o);
  const from = Date.parse(o.startsAt) > Date.parse(o.at) ? sayTime(o.startsAt, o) : null;
  const id = shortId(o.silence);
  if (lang === 'zh') return `${o.existed ? '已有：' : ''}${words.zh}${from ? ` ${from} 起，` : ''}至 ${until}（${o.zone}）· ${id}`;
  return `${o.existed ? 'Already there: ' : ''}${words.en} ${from ? `from ${from} ` : ''}until ${until} (${o.zone}) · ${id}`;
}
