import type { Deed, Inbound, RoomTurn } from '../../../domain/chat/heard.ts';
import type { Submitted } from '../../../ports/chat-ears.ts';
import { valuesOf } from './forms.ts';
import { Command, EventCallback, Interaction, type View } from './payloads.ts';
import { readText } from './read-text.ts';

/** Who we are in the workspace. */
export interface Self {
  readonly user: string;
  readonly team: string;
}

export type Received =
  | { readonly is: 'heard'; readonly inbound: Inbound }
  | { readonly is: 'submitted'; readonly form: Submitted; readonly view: View }
  | {
      readonly is: 'asked';
      readonly asked: { readonly token: string; readonly field: string; readonly typed: string; readonly user: string };
    }
  | { readonly is: 'nothing' };

const nothing: Received = { is: 'nothing' };

/** What a payload of Slack means to us, whichever way it came. What we do not know, and what we said ourselves, is nothing. */
export function received(body: unknown, self: Self, now: number): Received {
  const command = Command.safeParse(body);
  if (command.success) return commanded(command.data, self, now);
  const event = EventCallback.safeParse(body);
  if (event.success) return happened(event.data, self, now);
  const interaction = Interaction.safeParse(body);
  return interaction.success ? interacted(interaction.data, self, now) : nothing;
}

/** Somebody of another workspace is never taken for one of ours, whatever their id is. */
const userOf = (user: string, team: string | null | undefined, self: Self): string =>
  !team || team === self.team ? user : `${team}/${user}`;

function commanded(c: Command, self: Self, now: number): Received {
  const inbound = {
    key: `command/${c.trigger_id}`,
    at: now,
    user: userOf(c.user_id, c.team_id, self),
    conv: c.channel_id,
    form: c.trigger_id,
    ...(c.response_url === undefined ? {} : { answer: c.response_url }),
  };
  return heard(inbound, { is: 'commanded', text: `${c.command} ${readText(c.text)}`.trim() });
}

const heard = (inbound: Omit<Inbound, 'did'>, did: Deed): Received => ({ is: 'heard', inbound: { ...inbound, did } });

function happened({ event, event_id, event_time = 0 }: EventCallback, self: Self, now: number): Received {
  const at = event_time > 0 ? event_time * 1_000 : now;
  const key = `event/${event_id}`;
  switch (event.type) {
    case 'message':
    case 'app_mention':
      return written(event, { key, at, self });
    case 'reaction_added':
    case 'reaction_removed': {
      const { channel, ts } = event.item;
      if (event.user === self.user || channel === undefined || ts === undefined) return nothing;
      const isOn = event.type === 'reaction_added';
      return heard(
        { key, at, user: event.user, conv: channel },
        { is: 'reacted', emoji: event.reaction.split('::')[0] ?? '', msg: ts, isOn },
      );
    }
    case 'member_joined_channel':
      if (event.user === self.user) return heard({ key, at, user: self.user, conv: event.channel }, { is: 'room', now: 'open' });
      return heard({ key, at, user: userOf(event.user, event.team, self), conv: event.channel }, { is: 'joined' });
    case 'channel_archive':
    case 'group_archive':
    case 'channel_unarchive':
    case 'group_unarchive':
    case 'channel_left':
    case 'group_left':
      // What we do ourselves is known before Slack tells it.
      if (event.user === self.user) return nothing;
      return heard({ key, at, user: event.user ?? '', conv: event.channel }, { is: 'room', now: turnedInto(event.type) });
    case 'app_home_opened':
      return event.tab === 'home' ? heard({ key, at, user: event.user, conv: null }, { is: 'opened-home' }) : nothing;
    case 'assistant_thread_started': {
      const { user_id: user, channel_id: conv, thread_ts: thread } = event.assistant_thread;
      return heard({ key, at, user, conv, thread }, { is: 'opened-assistant' });
    }
  }
}

const turnedInto = (type: string): RoomTurn => (type.endsWith('_left') ? 'without-us' : type.endsWith('_unarchive') ? 'open' : 'archived');

type WrittenEvent = Extract<EventCallback['event'], { type: 'message' | 'app_mention' }>;

/** A message that mentions us comes twice, as a message and as a mention: by its place it is one. */
function written(m: WrittenEvent, { key, at, self }: { key: string; at: number; self: Self }): Received {
  const place = { key, at, conv: m.channel };
  if (m.subtype === 'message_changed' && m.message) return rewritten(m, { ...place, self });
  if (m.subtype === 'message_deleted' && m.deleted_ts !== undefined) {
    const user = m.previous_message?.user ?? '';
    return m.previous_message?.bot_id ? nothing : heard({ ...place, user }, { is: 'deleted', msg: m.deleted_ts });
  }
  const isTalk = m.subtype === undefined || m.subtype === 'file_share' || m.subtype === 'thread_broadcast';
  if (!isTalk || m.bot_id || m.user === undefined || m.user === self.user) return nothing;
  const own = `<@${self.user}>`;
  const text = readText(m.text);
  const user = userOf(m.user, m.user_team ?? m.source_team ?? m.team, self);
  const thread = m.thread_ts === undefined ? {} : { thread: m.thread_ts };
  const isToUs = m.type === 'app_mention' || text.includes(own);
  return heard(
    { key: `said/${m.channel}/${m.ts}`, at, user, conv: m.channel, ...thread },
    { is: 'said', msg: m.ts, text: text.replaceAll(own, ' ').trim(), isToUs, isDirect: m.channel_type === 'im' },
  );
}

function rewritten(m: WrittenEvent, { key, at, conv, self }: { key: string; at: number; conv: string; self: Self }): Received {
  const { message, previous_message: before } = m;
  // A link that unfolds is no edit.
  if (!message || message.bot_id || message.user === self.user || before?.text === message.text) return nothing;
  return heard({ key, at, user: message.user ?? '', conv }, { is: 'rewrote', msg: message.ts, text: readText(message.text) });
}

function interacted(i: Interaction, self: Self, now: number): Received {
  switch (i.type) {
    case 'block_actions':
      return pressed(i, self, now);
    case 'view_submission': {
      const { user, view } = i;
      const key = `form/${view.id}/${view.hash ?? ''}`;
      const form = {
        key,
        at: now,
        user: userOf(user.id, user.team_id, self),
        conv: null,
        token: view.private_metadata,
        values: valuesOf(view),
      };
      return { is: 'submitted', form, view };
    }
    case 'block_suggestion': {
      const user = userOf(i.user.id, i.user.team_id, self);
      return { is: 'asked', asked: { token: i.view?.private_metadata ?? '', field: i.block_id, typed: i.value, user } };
    }
    case 'view_closed':
      return nothing;
    default:
      return shortcut(i, self, now);
  }
}

type Pressed = Extract<Interaction, { type: 'block_actions' }>;

function pressed(p: Pressed, self: Self, now: number): Received {
  const [action] = p.actions;
  const token = action?.selected_option?.value ?? action?.value;
  // A button that only leads elsewhere has no value.
  if (token === undefined) return nothing;
  const user = userOf(p.user.id, p.user.team_id, self);
  const thread = p.container?.thread_ts ?? p.message?.thread_ts;
  return heard(
    {
      key: `press/${action?.action_ts ?? ''}/${user}/${token}`,
      at: now,
      user,
      conv: p.channel?.id ?? p.container?.channel_id ?? null,
      ...(thread === undefined ? {} : { thread }),
      ...(p.response_url === undefined ? {} : { answer: p.response_url }),
      ...(p.trigger_id === undefined ? {} : { form: p.trigger_id }),
    },
    { is: 'pressed', token, msg: p.container?.message_ts ?? null },
  );
}

function shortcut(s: Extract<Interaction, { type: 'shortcut' | 'message_action' }>, self: Self, now: number): Received {
  const inbound = {
    key: `shortcut/${s.trigger_id}`,
    at: now,
    user: userOf(s.user.id, s.user.team_id, self),
    conv: s.channel?.id ?? null,
    form: s.trigger_id,
    ...(s.response_url === undefined ? {} : { answer: s.response_url }),
  };
  const did: Deed = { is: 'shortcut', name: s.callback_id, msg: s.message?.ts ?? null, text: readText(s.message?.text ?? '') };
  return heard(inbound, did);
}
