import type { Words } from '../text/lang.ts';

const theirs: Words = { zh: 'Slack 出了故障，会自动重试', en: 'Slack is in trouble; it is tried again' };
const policy: Words = {
  zh: '工作区不允许应用这样做：请联系 Slack 的管理员',
  en: 'The workspace does not let apps do this: ask an admin of Slack',
};
const plan: Words = { zh: '工作区的套餐或设置不允许', en: 'The plan or the settings of the workspace do not allow it' };
const single: Words = { zh: '单频道访客不能加入别的频道', en: 'a single-channel guest cannot join another channel' };

/** What a code of Slack means for whoever reads of it, and what to do. Ends no sentence. */
const fixes: readonly (readonly [codes: string, fix: Words])[] = [
  [
    'invalid_auth not_authed token_revoked token_expired account_inactive user_removed_from_team team_disabled',
    {
      zh: '请在 api.slack.com/apps 重新安装应用，并重新填写机器人令牌（xoxb-…）',
      en: 'Install the app anew at api.slack.com/apps and write its bot token (xoxb-…) again',
    },
  ],
  ['not_allowed_token_type', { zh: '机器人令牌须以 xoxb- 开头', en: 'The bot token must be one that begins with xoxb-' }],
  [
    'missing_scope',
    {
      zh: '请在 api.slack.com/apps 为机器人添加缺少的权限，并重新安装应用',
      en: "Add what is missing to the bot's scopes at api.slack.com/apps and install the app anew",
    },
  ],
  [
    'no_permission not_authorized access_denied permission_denied ekm_access_denied team_access_not_granted restricted_action cannot_create_channel cant_archive_general cant_archive_required channel_is_limited_access restricted_action_read_only_channel restricted_action_thread_only_channel restricted_action_thread_locked',
    policy,
  ],
  [
    'not_in_channel user_not_in_channel',
    { zh: '请把机器人邀请进频道：/invite @ 加它的名字', en: 'Invite the bot into the channel: /invite @ and its name' },
  ],
  ['is_archived', { zh: '频道已归档：取消归档才能继续', en: 'The channel is archived: take it out of the archive to go on' }],
  [
    'messages_tab_disabled',
    {
      zh: '请打开应用的消息标签页（api.slack.com/apps 的 App Home）',
      en: 'Switch on the Messages tab of the app (App Home at api.slack.com/apps)',
    },
  ],
  ['message_limit_exceeded', { zh: '工作区的消息已达套餐上限', en: 'The workspace has sent all that its plan allows' }],
  ['cant_update_message cant_delete_message message_not_owned_by_app', { zh: '只有发送者能修改', en: 'Only who wrote it can change it' }],
  ['edit_window_closed', { zh: '工作区不再允许修改它', en: 'The workspace no longer lets it be edited' }],
  [
    'channel_not_found no_channel',
    {
      zh: '频道已不存在，或是机器人不在其中的私有频道：请邀请机器人，或换一个频道',
      en: 'It is gone, or private without the bot in it: invite the bot there, or write another channel',
    },
  ],
  [
    'user_not_found users_not_found no_user',
    { zh: 'Slack 里没有这个 ID 的人：请改正人员的 chat', en: 'Nobody there has this id: correct chat of the person' },
  ],
  ['user_not_visible', { zh: '应用看不到此人', en: 'the app cannot see this user' }],
  ['user_disabled', { zh: '此人的 Slack 账号已停用', en: 'the account is deactivated in Slack' }],
  ['cant_invite', { zh: '工作区不允许应用邀请此人', en: 'the workspace does not let the app invite this user' }],
  ['user_is_restricted', { zh: '访客只能由 Slack 的管理员邀请', en: 'a guest can only be invited by an admin of Slack' }],
  ['user_is_ultra_restricted ura_max_channels', single],
  ['org_user_not_in_team', { zh: '此人不在这个工作区', en: 'this user is not in this workspace' }],
  ['invitee_cant_see_channel', { zh: '此人不能看到这个工作区的频道', en: 'this user may not see channels of this workspace' }],
  ['user_team_not_in_channel', { zh: '此人所属的工作区不在这个频道里', en: 'the user belongs to a workspace that is not in the channel' }],
  ['message_not_found thread_not_found bad_timestamp no_item_specified', { zh: '消息已不存在', en: 'The message is not there any more' }],
  [
    'expired_trigger_id exchanged_trigger_id invalid_trigger_id trigger_expired trigger_exchanged',
    { zh: '须在三秒内回应，且只能回应一次', en: 'It must be answered within three seconds, once' },
  ],
  ['canvas_not_found canvas_deleted', { zh: '文档已不存在', en: 'The canvas is not there any more' }],
  ['already_pinned already_archived already_in_channel already_reacted not_archived', { zh: '已经是这样', en: 'It is so already' }],
  [
    'canvas_disabled_user_team canvas_disabled_file_team free_team_canvas_tab_already_exists free_team_not_allowed team_tier_cannot_create_channel_canvases plan_upgrade_required feature_not_enabled unknown_method',
    plan,
  ],
  [
    'channel_type_not_supported method_not_supported_for_channel_type',
    { zh: '这种会话不支持', en: 'This kind of conversation cannot do it' },
  ],
  [
    'name_taken',
    {
      zh: '另一个频道占用了这个名字：把它归档并改名，或修改 roomName',
      en: 'Another channel has the name: archive and rename it, or change roomName',
    },
  ],
  ['ratelimited rate_limited', { zh: 'Slack 一接受就发出', en: 'It goes out as soon as Slack takes it' }],
  ['service_unavailable team_added_to_org internal_error fatal_error request_timeout', theirs],
];

const known = new Map(fixes.flatMap(([codes, fix]) => codes.split(' ').map((code) => [code, fix] as const)));

/** A code that is new to us is a fault of ours. */
const ours: Words = {
  zh: 'Slack 不接受 Tocsin 的这个请求；说明见 docs.slack.dev',
  en: 'Tocsin asked for something that Slack does not take; see docs.slack.dev',
};

export const slackFix = (code: string): Words => known.get(code) ?? ours;

/** What is kept of a refusal, to be said in the language of whoever reads of it. */
export const slackCode = (code: string): string => `slack-${code}`;
