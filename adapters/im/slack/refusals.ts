import type { FailureClass } from '../../../ports/errors.ts';

/** What a code of Slack means to us. `maybe`: it may have taken effect all the same. */
interface Meaning {
  readonly failure: FailureClass;
  readonly maybe?: true;
}

const meanings: readonly (readonly [failure: FailureClass, codes: string])[] = [
  [
    'auth',
    'invalid_auth not_authed token_revoked token_expired account_inactive user_removed_from_team team_disabled not_allowed_token_type',
  ],
  ['forbidden', 'no_permission not_authorized access_denied permission_denied ekm_access_denied team_access_not_granted missing_scope'],
  ['forbidden', 'restricted_action cannot_create_channel user_is_restricted cant_invite'],
  ['forbidden', 'cant_archive_general cant_archive_required channel_is_limited_access'],
  ['forbidden', 'restricted_action_read_only_channel restricted_action_thread_only_channel restricted_action_thread_locked'],
  ['forbidden', 'not_in_channel user_not_in_channel is_archived messages_tab_disabled message_limit_exceeded'],
  ['forbidden', 'cant_update_message cant_delete_message message_not_owned_by_app edit_window_closed'],
  ['not-found', 'channel_not_found no_channel user_not_found users_not_found user_not_visible user_disabled no_user'],
  ['not-found', 'message_not_found thread_not_found bad_timestamp no_item_specified canvas_not_found canvas_deleted'],
  ['not-found', 'expired_trigger_id exchanged_trigger_id invalid_trigger_id trigger_expired trigger_exchanged'],
  ['already-done', 'already_pinned already_archived already_in_channel already_reacted not_archived'],
  ['unsupported', 'canvas_disabled_user_team canvas_disabled_file_team free_team_canvas_tab_already_exists free_team_not_allowed'],
  ['unsupported', 'team_tier_cannot_create_channel_canvases plan_upgrade_required feature_not_enabled unknown_method'],
  ['unsupported', 'channel_type_not_supported method_not_supported_for_channel_type'],
  ['invalid', 'name_taken'],
  ['rate-limited', 'ratelimited rate_limited'],
  ['transient', 'service_unavailable team_added_to_org'],
];

const known = new Map<string, Meaning>([
  ...meanings.flatMap(([failure, codes]) => codes.split(' ').map((code) => [code, { failure }] as const)),
  ...['internal_error', 'fatal_error', 'request_timeout'].map((code) => [code, { failure: 'transient', maybe: true }] as const),
]);

/** A code that is new to us is a fault of ours. */
export const meaningOf = (code: string): Meaning => known.get(code) ?? { failure: 'invalid' };
