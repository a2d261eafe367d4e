import { headWords as parts } from '../../domain/incident/head-words.ts';
import type { PageState } from '../../domain/page/page.ts';
import type { Words } from '../../domain/text/lang.ts';

/** How far somebody was reached. */
export const pageStateWords: Readonly<Record<PageState, Words>> = {
  queued: { zh: '排队中', en: 'queued' },
  sent: { zh: '已发送', en: 'sent' },
  delivered: { zh: '已送达', en: 'delivered' },
  read: { zh: '已读', en: 'read' },
  acked: { zh: '已确认', en: 'acknowledged' },
  failed: { zh: '失败', en: 'failed' },
  stopped: { zh: '已停止', en: 'stopped' },
};

/** What the story of an incident is divided into. */
export const headWords = {
  ...parts,
  milestones: { zh: '里程碑', en: 'Milestones' },
  milestone: { zh: '里程碑', en: 'Milestone' },
  time: { zh: '时间', en: 'Time' },
  after: { zh: '距发现', en: 'After detection' },
  detected: { zh: '发现', en: 'Detected' },
  mitigated: { zh: '止损', en: 'Mitigated' },
  recovered: { zh: '告警恢复', en: 'Alerts recovered' },
  roles: { zh: '角色', en: 'Roles' },
  people: { zh: '人员与呼叫', en: 'People and how they were reached' },
  person: { zh: '人员', en: 'Person' },
  state: { zh: '状态', en: 'State' },
  tried: { zh: '尝试', en: 'Tried' },
  chat: { zh: '聊天记录', en: 'Chat' },
} as const satisfies Record<string, Words>;
