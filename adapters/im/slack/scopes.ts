import type { Words } from '../../../domain/text/lang.ts';

export interface Scope {
  readonly scope: string;
  /** What does not work without it. */
  readonly needs: Words;
  /** All else works without it. */
  readonly isExtra: boolean;
}

const scope = (name: string, zh: string, en: string): Scope => ({ scope: name, needs: { zh, en }, isExtra: false });
const extra = (name: string, zh: string, en: string): Scope => ({ ...scope(name, zh, en), isExtra: true });

/** What the bot asks of a workspace, and why: the manifest asks for exactly these, the doctor looks for them, docs/slack.md lists them. */
export const botScopes: readonly Scope[] = [
  scope('app_mentions:read', '在频道里 @ 机器人提问或下指令', 'being asked something by @mention in a channel'),
  extra('assistant:write', '在助手面板里显示正在处理与建议的问题', 'showing in the assistant pane that it is at work, and what to ask'),
  extra('bookmarks:read', '不重复添加作战室顶部的链接', 'not adding the links at the top of a war room twice'),
  extra('bookmarks:write', '在作战室顶部放上链接', 'the links at the top of a war room'),
  extra('canvases:write', '作战室的画布：随时更新的事件状态', 'the canvas of a war room: the incident as it is now'),
  scope('channels:history', '把公开作战室里的发言记入时间线', 'taking what is said in public war rooms into the timeline'),
  scope(
    'channels:manage',
    '创建公开的作战室，邀请人员、设置主题、归档',
    'opening public war rooms, inviting people, setting topics, archiving',
  ),
  scope('channels:read', '找到已有的频道，得知谁加入了作战室', 'finding channels that are there, and hearing who joined a war room'),
  scope('chat:write', '发出与更新卡片和消息', 'posting and updating cards and messages'),
  extra('chat:write.customize', '用各机器人自己的名字发言', 'speaking under the name of each bot'),
  scope('commands', '斜杠命令与快捷方式', 'slash commands and shortcuts'),
  extra('files:read', '把作战室里的图片与文件记入时间线', 'taking images and files of a war room into the timeline'),
  scope('groups:history', '把私密作战室里的发言记入时间线', 'taking what is said in private war rooms into the timeline'),
  scope('groups:read', '找到私密作战室，得知谁加入了', 'finding private war rooms, and hearing who joined them'),
  scope(
    'groups:write',
    '创建私密的作战室：没有它，私密事件没有 Slack 作战室',
    'opening private war rooms: without it a private incident has none in Slack',
  ),
  scope('im:history', '回答私信里的话', 'answering what people write to it directly'),
  scope('im:write', '用私信呼叫人', 'calling people by direct message'),
  extra('pins:write', '把卡片置顶', 'pinning the card'),
  scope('reactions:read', '用 📌 表情把消息记入时间线', 'taking a message into the timeline by the reaction 📌'),
  extra('usergroups:read', '把 Slack 用户组认作团队', 'knowing a Slack user group as a team'),
  scope('users:read', '得知谁是谁', 'knowing who is who'),
  extra('users:read.email', '按已验证的邮箱向成员提议关联身份', 'offering people to be linked by their verified e-mail address'),
];
