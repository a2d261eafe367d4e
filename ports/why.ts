import { z } from 'zod';
import type { WhyReader } from '../domain/alert/why-step.ts';
import { firmZone, nameOf } from '../domain/firm/of-firm.ts';
import { clockText } from '../domain/time/say.ts';
import type { ReadContext } from './skill.ts';

export const WhyStepView = z.object({ text: z.string(), outcome: z.enum(['goes-on', 'stops', 'tells', 'pages']) });

/** The reader's language and clock: their own zone, else the firm's. */
export function whyReader({ store, lang, now, viewer }: ReadContext): WhyReader {
  const resources = store.resources();
  const own = viewer.person === null ? undefined : resources.get('person', viewer.person)?.spec.zone;
  const zone = own ?? firmZone(resources, 'UTC');
  return { lang, name: (person) => nameOf(resources, person), clock: (at) => `${clockText(at, zone, now)} ${zone}` };
}
