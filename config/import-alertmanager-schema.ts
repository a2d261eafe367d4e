import { z } from 'zod';

/** An alertmanager.yml whose scalars are all still texts, as they stand in the file: Alertmanager reads YAML 1.1, where `yes` is true and
 *  `06:00` a number, so what a text means is known only where it is used. An empty value counts as left out. */
const given = <T extends z.ZodType>(schema: T) =>
  z.preprocess((v) => (v === '' || v === '~' || v === 'null' ? undefined : v), schema.optional());
const text = given(z.string());
const texts = given(z.array(z.string()));
const textMap = given(z.record(z.string(), z.string()));

const matching = { match: textMap, match_re: textMap, matchers: texts };

interface AmRouteSpec {
  receiver?: string | undefined;
  match?: Record<string, string> | undefined;
  match_re?: Record<string, string> | undefined;
  matchers?: string[] | undefined;
  group_by?: string[] | undefined;
  group_wait?: string | undefined;
  group_interval?: string | undefined;
  repeat_interval?: string | undefined;
  continue?: string | undefined;
  mute_time_intervals?: string[] | undefined;
  active_time_intervals?: string[] | undefined;
  routes?: AmRouteSpec[] | undefined;
}

export const AmRoute: z.ZodType<AmRouteSpec> = z.looseObject({
  ...matching,
  receiver: text,
  group_by: texts,
  group_wait: text,
  group_interval: text,
  repeat_interval: text,
  continue: text,
  mute_time_intervals: texts,
  active_time_intervals: texts,
  get routes() {
    return given(z.array(AmRoute));
  },
});
export type AmRoute = AmRouteSpec;

export const routeFields: ReadonlySet<string> = new Set([
  'receiver',
  'match',
  'match_re',
  'matchers',
  'group_by',
  'group_wait',
  'group_interval',
  'repeat_interval',
  'continue',
  'mute_time_intervals',
  'active_time_intervals',
  'routes',
]);

const AmRule = z.looseObject({
  name: text,
  source_match: textMap,
  source_match_re: textMap,
  source_matchers: texts,
  target_match: textMap,
  target_match_re: textMap,
  target_matchers: texts,
  equal: texts,
});
export type AmRule = z.output<typeof AmRule>;

const AmSpan = z.looseObject({
  times: given(z.array(z.looseObject({ start_time: z.string(), end_time: z.string() }))),
  weekdays: texts,
  days_of_month: texts,
  months: texts,
  years: texts,
  location: text,
});
export type AmSpan = z.output<typeof AmSpan>;

const AmInterval = z.looseObject({ name: z.string().min(1), time_intervals: given(z.array(AmSpan)) });
export type AmInterval = z.output<typeof AmInterval>;

/** Receivers hold secrets, so only the names of their fields are read, and where they speak to. */
const AmReceiver = z.looseObject({ name: z.string().min(1) });
export type AmReceiver = z.output<typeof AmReceiver>;

export const AmConfig = z.looseObject({
  global: given(z.record(z.string(), z.unknown())),
  route: AmRoute,
  receivers: given(z.array(AmReceiver)),
  inhibit_rules: given(z.array(AmRule)),
  time_intervals: given(z.array(AmInterval)),
  mute_time_intervals: given(z.array(AmInterval)),
  templates: texts,
});
export type AmConfig = z.output<typeof AmConfig>;

/** What a `continue` or the like means. */
export const isYes = (word: string | undefined): boolean => /^(y|yes|true|on)$/iu.test(word ?? '');
