import { z } from 'zod';

/** What GoAlert's GraphQL API answers to `goalertQuery` (graphql2/schema.graphql of target/goalert). */
const id = z.string().min(1);
const text = z.string().nullish();
const time = z.string().refine((t) => !Number.isNaN(Date.parse(t)), 'is not a time such as 2026-11-23T09:00:00Z');

const Target = z.looseObject({ id, type: z.string(), name: text });
const Destination = z.looseObject({ type: z.string(), args: z.record(z.string(), z.string()).nullish() });
const ContactMethod = z.looseObject({
  id,
  type: text,
  value: text,
  name: text,
  disabled: z.boolean().nullish(),
  dest: Destination.nullish(),
});
export type ContactMethod = z.output<typeof ContactMethod>;
const NotificationRule = z.looseObject({ delayMinutes: z.number().min(0), contactMethodID: id });
const User = z.looseObject({
  id,
  name: z.string().min(1),
  email: text,
  role: text,
  contactMethods: z.array(ContactMethod).nullish(),
  notificationRules: z.array(NotificationRule).nullish(),
});
export type GoalertUser = z.output<typeof User>;
const Rotation = z.looseObject({
  id,
  name: z.string().min(1),
  type: z.enum(['monthly', 'weekly', 'daily', 'hourly']),
  shiftLength: z.number().int().positive(),
  start: time,
  timeZone: z.string(),
  activeUserIndex: z.number().int(),
  userIDs: z.array(id),
  nextHandoffTimes: z.array(time).nullish(),
});
export type GoalertRotation = z.output<typeof Rotation>;
const Rule = z.looseObject({
  start: z.string().regex(/^\d\d:\d\d$/u, 'is not a time of day such as 08:00'),
  end: z.string().regex(/^\d\d:\d\d$/u, 'is not a time of day such as 08:00'),
  weekdayFilter: z.array(z.boolean()).length(7),
});
export type GoalertRule = z.output<typeof Rule>;
const Schedule = z.looseObject({
  id,
  name: z.string().min(1),
  timeZone: z.string(),
  targets: z.array(z.looseObject({ target: Target, rules: z.array(Rule) })),
  temporarySchedules: z
    .array(z.looseObject({ start: time, end: time, shifts: z.array(z.looseObject({ userID: id, start: time, end: time })) }))
    .nullish(),
  onCallNotificationRules: z.array(z.unknown()).nullish(),
});
export type GoalertSchedule = z.output<typeof Schedule>;
const Override = z.looseObject({ id, start: time, end: time, addUserID: text, removeUserID: text, target: Target });
const Step = z.looseObject({
  stepNumber: z.number().int(),
  delayMinutes: z.number().min(0),
  multiAck: z.boolean().nullish(),
  targets: z.array(Target).nullish(),
  actions: z.array(Destination).nullish(),
});
export type GoalertStep = z.output<typeof Step>;
const Policy = z.looseObject({ id, name: z.string().min(1), repeat: z.number().int().min(0), steps: z.array(Step) });
const Service = z.looseObject({ id, name: z.string().min(1), escalationPolicyID: text });

export const GoalertExport = z.looseObject({
  users: z.array(User).optional(),
  rotations: z.array(Rotation).optional(),
  schedules: z.array(Schedule).optional(),
  userOverrides: z.array(Override).optional(),
  escalationPolicies: z.array(Policy).optional(),
  services: z.array(Service).optional(),
});
export type GoalertExport = z.output<typeof GoalertExport>;

/** What to ask GoAlert for. Lists longer than a page (`first`) are cut off there. */
export const goalertQuery = `{
  users(input: { first: 150 }) { nodes { id name email role
    contactMethods { id name disabled dest { type args } } notificationRules { delayMinutes contactMethodID } } pageInfo { hasNextPage } }
  rotations(input: { first: 150 }) { nodes { id name type shiftLength start timeZone activeUserIndex userIDs nextHandoffTimes(num: 1) } pageInfo { hasNextPage } }
  schedules(input: { first: 150 }) { nodes { id name timeZone targets { target { id type name } rules { start end weekdayFilter } }
    temporarySchedules { start end shifts { userID start end } } onCallNotificationRules { id } } pageInfo { hasNextPage } }
  userOverrides(input: { first: 150 }) { nodes { id start end addUserID removeUserID target { id type } } pageInfo { hasNextPage } }
  escalationPolicies(input: { first: 150 }) { nodes { id name repeat
    steps { stepNumber delayMinutes multiAck actions { type args } } } pageInfo { hasNextPage } }
  services(input: { first: 150 }) { nodes { id name escalationPolicyID } pageInfo { hasNextPage } }
}`;
