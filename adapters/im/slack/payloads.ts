import { z } from 'zod';

/** What Slack sends us, each with the fields that are used. Source: https://docs.slack.dev/reference */
const Team = z.string().nullish();

export const Message = z.object({
  type: z.enum(['message', 'app_mention']),
  subtype: z.string().optional(),
  channel: z.string(),
  channel_type: z.string().optional(),
  user: z.string().optional(),
  bot_id: z.string().nullish(),
  text: z.string().default(''),
  ts: z.string(),
  thread_ts: z.string().optional(),
  user_team: Team,
  source_team: Team,
  team: Team,
  deleted_ts: z.string().optional(),
  message: z.object({ ts: z.string(), text: z.string().default(''), user: z.string().optional(), bot_id: z.string().nullish() }).optional(),
  previous_message: z.object({ text: z.string().default(''), user: z.string().optional(), bot_id: z.string().nullish() }).optional(),
});

const Reaction = z.object({
  type: z.enum(['reaction_added', 'reaction_removed']),
  user: z.string(),
  reaction: z.string(),
  item: z.object({ type: z.string(), channel: z.string().optional(), ts: z.string().optional() }),
});

const Joined = z.object({ type: z.literal('member_joined_channel'), user: z.string(), channel: z.string(), team: Team });

/** What becomes of a channel as a whole; of private ones Slack does not say by whom. */
const Turned = z.object({
  type: z.enum(['channel_archive', 'channel_unarchive', 'channel_left', 'group_archive', 'group_unarchive', 'group_left']),
  channel: z.string(),
  user: z.string().optional(),
});

const Home = z.object({ type: z.literal('app_home_opened'), user: z.string(), tab: z.string().optional() });

const Assistant = z.object({
  type: z.literal('assistant_thread_started'),
  assistant_thread: z.object({ user_id: z.string(), channel_id: z.string(), thread_ts: z.string() }),
});

export const EventCallback = z.object({
  type: z.literal('event_callback'),
  team_id: z.string(),
  event_id: z.string(),
  event_time: z.number().optional(),
  event: z.union([Message, Reaction, Joined, Turned, Home, Assistant]),
});
export type EventCallback = z.output<typeof EventCallback>;

export const Command = z.object({
  command: z.string(),
  text: z.string().default(''),
  trigger_id: z.string(),
  response_url: z.string().optional(),
  user_id: z.string(),
  team_id: z.string(),
  channel_id: z.string(),
});
export type Command = z.output<typeof Command>;

const User = z.object({ id: z.string(), team_id: z.string().nullish() });
const View = z.object({
  id: z.string(),
  hash: z.string().optional(),
  callback_id: z.string().default(''),
  private_metadata: z.string().default(''),
  blocks: z.array(z.looseObject({ type: z.string(), block_id: z.string().optional() })).default([]),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), z.looseObject({ type: z.string() }))) }).default({ values: {} }),
});
export type View = z.output<typeof View>;

const Pressed = z.object({
  type: z.literal('block_actions'),
  user: User,
  trigger_id: z.string().optional(),
  response_url: z.string().optional(),
  container: z
    .looseObject({ message_ts: z.string().optional(), channel_id: z.string().optional(), thread_ts: z.string().optional() })
    .optional(),
  channel: z.object({ id: z.string() }).optional(),
  message: z.looseObject({ thread_ts: z.string().optional() }).optional(),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        action_ts: z.string().optional(),
        value: z.string().optional(),
        selected_option: z.object({ value: z.string() }).nullish(),
      }),
    )
    .min(1),
});
const Submission = z.object({ type: z.literal('view_submission'), user: User, view: View });
const Closed = z.object({ type: z.literal('view_closed') });
const Suggestion = z.object({
  type: z.literal('block_suggestion'),
  user: User,
  block_id: z.string(),
  value: z.string().default(''),
  view: View.optional(),
});
const Shortcut = z.object({
  type: z.enum(['shortcut', 'message_action']),
  user: User,
  callback_id: z.string(),
  trigger_id: z.string(),
  response_url: z.string().optional(),
  channel: z.object({ id: z.string() }).optional(),
  message: z.looseObject({ ts: z.string(), text: z.string().default('') }).optional(),
});

export const Interaction = z.discriminatedUnion('type', [Pressed, Submission, Closed, Suggestion, Shortcut]);
export type Interaction = z.output<typeof Interaction>;
