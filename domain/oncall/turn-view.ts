import { z } from 'zod';
import { nameOf } from '../firm/of-firm.ts';
import type { Resources } from '../resource/resource.ts';
import type { Lang } from '../text/lang.ts';
import { rfc3339 } from '../time/rfc3339.ts';
import type { OnCall } from './on-call.ts';
import { sayStretch } from './say-time.ts';

/** A turn as it goes out; null = no start or no end. */
export const TurnView = z.object({ person: z.string(), displayName: z.string(), start: z.string().nullable(), end: z.string().nullable() });
export type TurnView = z.output<typeof TurnView>;

export const turnView = ({ person, start, end }: OnCall, resources: Resources): TurnView => ({
  person,
  displayName: nameOf(resources, person),
  start: rfc3339(start),
  end: rfc3339(end),
});

export const SpanView = z.object({ start: z.string(), end: z.string() });

const at = (text: string | null): number | null => (text === null ? null : Date.parse(text));

/** `Mon 23 Nov 20:00 – Tue 24 Nov 08:00` of what goes out. */
export const saySpan = ({ start, end }: { start: string | null; end: string | null }, zone: string, lang: Lang): string =>
  sayStretch({ start: at(start), end: at(end) }, { lang, zone });
