import { z } from 'zod';

/** What Grafana OnCall's public API answers (v1; docs/sources/oncall-api-reference of grafana/oncall), one list for each of its addresses.
 *  Only the fields that are used. */
const id = z.string().min(1);
const text = z.string().nullish();
const ids = z.array(z.string()).nullish();
const numbers = z.array(z.number().int()).nullish();

export const GrafanaUser = z.looseObject({
  id,
  username: z.string().min(1),
  email: text,
  role: text,
  timezone: text,
  teams: ids,
  slack: z.array(z.looseObject({ user_id: text })).nullish(),
});
export const GrafanaTeam = z.looseObject({ id, name: z.string().min(1) });
export const GrafanaRule = z.looseObject({
  id,
  user_id: id,
  position: z.number().nullish(),
  important: z.boolean().nullish(),
  type: z.string(),
  duration: z.number().nullish(),
});
const wall = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/u, 'is not a time such as 2026-11-23T09:00:00');
export const GrafanaShift = z.looseObject({
  id,
  name: text,
  type: z.enum(['single_event', 'recurrent_event', 'rolling_users', 'override']),
  schedule: text,
  time_zone: text,
  level: z.number().int().nullish(),
  start: wall,
  rotation_start: wall.nullish(),
  duration: z.number().int().positive(),
  frequency: z.enum(['hourly', 'daily', 'weekly', 'monthly']).nullish(),
  interval: z.number().int().positive().nullish(),
  until: wall.nullish(),
  week_start: z.enum(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']).nullish(),
  by_day: ids,
  by_month: numbers,
  by_monthday: numbers,
  users: ids,
  rolling_users: z.array(z.array(z.string())).nullish(),
  start_rotation_from_user_index: z.number().int().min(0).nullish(),
});
export type GrafanaShift = z.output<typeof GrafanaShift>;
export const GrafanaSchedule = z.looseObject({
  id,
  name: z.string().min(1),
  type: text,
  time_zone: text,
  shifts: ids,
  ical_url_primary: text,
  ical_url_overrides: text,
});
export const GrafanaChain = z.looseObject({ id, name: z.string().min(1) });
export const GrafanaStep = z.looseObject({
  id,
  escalation_chain_id: id,
  position: z.number().nullish(),
  type: text,
  duration: z.number().nullish(),
  important: z.boolean().nullish(),
  persons_to_notify: ids,
  persons_to_notify_next_each_time: ids,
  notify_on_call_from_schedule: text,
  team_to_notify: text,
});
export type GrafanaStep = z.output<typeof GrafanaStep>;

export const GrafanaExport = z.looseObject({
  users: z.array(GrafanaUser).optional(),
  teams: z.array(GrafanaTeam).optional(),
  personal_notification_rules: z.array(GrafanaRule).optional(),
  schedules: z.array(GrafanaSchedule).optional(),
  on_call_shifts: z.array(GrafanaShift).optional(),
  escalation_chains: z.array(GrafanaChain).optional(),
  escalation_policies: z.array(GrafanaStep).optional(),
});
export type GrafanaExport = z.output<typeof GrafanaExport>;
