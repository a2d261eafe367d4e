import type { z } from 'zod';
import { StormLimits } from './firm.ts';
import type { Resources } from '../resource/resource.ts';
import { langOf, type Lang } from '../text/lang.ts';

/** The language of shared places: the firm's, else what most of its people read, else English. */
export function sharedLang(resources: Resources): Lang {
  const own = resources.all('firm')[0]?.spec.locale;
  if (own) return langOf(own);
  const people = resources.all('person');
  const chinese = people.filter((p) => langOf(p.spec.locale) === 'zh').length;
  return people.length > 0 && chinese * 2 >= people.length ? 'zh' : 'en';
}

/** A reader's language: their own, else the shared one. */
export function langFor(resources: Resources, person: string | null): Lang {
  const locale = person === null ? undefined : resources.get('person', person)?.spec.locale;
  return locale ? langOf(locale) : sharedLang(resources);
}

/** The firm's zone: configured, else `fallback`. */
export const firmZone = (resources: Resources, fallback: string): string => resources.all('firm')[0]?.spec.zone ?? fallback;

/** What a person is called on a screen. */
export const nameOf = (resources: Resources, person: string): string => resources.get('person', person)?.spec.displayName ?? person;

const limitsFrom = (resources: Resources): z.output<typeof StormLimits> => StormLimits.parse(resources.all('firm')[0]?.spec.storm ?? {});

/** When alerts are a storm. */
export const stormLimits = (resources: Resources): z.output<typeof StormLimits> => resources.derived(limitsFrom);
