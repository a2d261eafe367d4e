import type { FailureClass } from '../../../ports/errors.ts';

/** What a code of Slack means to us. `maybe`: it may have taken effect all the same. */
interface Meaning {
  readonly failure: FailureClass;
  readonly fix: string;
  readonly maybe?: true;
}

const reinstall = 'Install the app anew at api.slack.com/apps and write its bot token (xoxb-…) again.';
const theirs = 'Slack is in trouble; it is tried again.';
const noSuchChannel = 'It is gone, or private without the bot in it: invite the bot there, or write another channel.';
const noSuchUser = 'Nobody there has this id: correct chat of the person.';
const plan = 'The plan or the settings of the workspace do not allow it.';
const members = 'Invite the bot into the channel: /invite @ and its name.';
const policy = 'The workspace does not let apps do this: ask an admin of Slack.';
const shut = 'It must be answered within three seconds, once.';

const meanings: readonly (readonly [codes: string, failure: FailureClass, fix: string])[] = [
  ['invalid_auth not_authed token_revoked token_expired account_inactive user_removed_from_team team_disabled', 'auth', reinstall],
  ['not_allowed_token_type', 'auth', 'The bot token must be one that begins with xoxb-.'],
  ['no_permission not_authorized access_denied permission_denied ekm_access_denied team_access_not_granted', 'forbidden', policy],
  ['restricted_action cannot_create_channel user_is_restricted cant_invite', 'forbidden', policy],
  ['cant_archive_general cant_archive_required channel_is_limited_access', 'forbidden', policy],
  ['restricted_action_read_only_channel restricted_action_thread_only_channel restricted_action_thread_locked', 'forbidden', policy],
  ['not_in_channel user_not_in_channel', 'forbidden', members],
  ['is_archived', 'forbidden', 'The channel is archived: take it out of the archive to go on.'],
  ['messages_tab_disabled', 'forbidden', 'Switch on the Messages tab of the app (App Home at api.slack.com/apps).'],
  ['message_limit_exceeded', 'forbidden', 'The workspace has sent all that its plan allows.'],
  ['cant_update_message cant_delete_message message_not_owned_by_app', 'forbidden', 'Only who wrote it can change it.'],
  ['edit_window_closed', 'forbidden', 'The workspace no longer lets it be edited.'],
  ['channel_not_found no_channel', 'not-found', noSuchChannel],
  ['user_not_found users_not_found user_not_visible user_disabled no_user', 'not-found', noSuchUser],
  ['message_not_found thread_not_found bad_timestamp no_item_specified', 'not-found', 'The message is not there any more.'],
  ['expired_trigger_id exchanged_trigger_id invalid_trigger_id trigger_expired trigger_exchanged', 'not-found', shut],
  ['canvas_not_found canvas_deleted', 'not-found', 'The canvas is not there any more.'],
  ['already_pinned already_archived already_in_channel already_reacted not_archived', 'already-done', 'It is so already.'],
  ['canvas_disabled_user_team canvas_disabled_file_team free_team_canvas_tab_already_exists free_team_not_allowed', 'unsupported', plan],
  ['team_tier_cannot_create_channel_canvases plan_upgrade_required feature_not_enabled unknown_method', 'unsupported', plan],
  ['channel_type_not_supported method_not_supported_for_channel_type', 'unsupported', 'This kind of conversation cannot do it.'],
  ['name_taken', 'invalid', 'Another channel has the name: archive and rename it, or change roomName.'],
  ['ratelimited rate_limited', 'rate-limited', 'It goes out as soon as Slack takes it.'],
  ['service_unavailable team_added_to_org', 'transient', theirs],
];

const known = new Map<string, Meaning>([
  ...meanings.flatMap(([codes, failure, fix]) => codes.split(' ').map((code) => [code, { failure, fix }] as const)),
  ...['internal_error', 'fatal_error', 'request_timeout'].map(
    (code) => [code, { failure: 'transient', fix: theirs, maybe: true }] as const,
  ),
]);

/** A code that is new to us is a fault of ours. */
export const meaningOf = (code: string): Meaning =>
  known.get(code) ?? { failure: 'invalid', fix: 'Tocsin asked for something that Slack does not take; see docs.slack.dev.' };
