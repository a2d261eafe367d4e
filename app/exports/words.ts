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
  severity: { zh: '级别', en: 'Severity' },
  progress: { zh: '处理进度', en: 'Progress' },
  alertState: { zh: '告警状态', en: 'Alerts' },
  system: { zh: '系统', en: 'System' },
  impact: { zh: '业务影响', en: 'Business impact' },
  private: { zh: '保密事件：请勿转发', en: 'A private incident: do not pass this on' },
  milestones: { zh: '里程碑', en: 'Milestones' },
  milestone: { zh: '里程碑', en: 'Milestone' },
  time: { zh: '时间', en: 'Time' },
  after: { zh: '距发现', en: 'After detection' },
  detected: { zh: '发现', en: 'Detected' },
  declared: { zh: '宣布', en: 'Declared' },
  acknowledged: { zh: '认领', en: 'Acknowledged' },
  mitigated: { zh: '止损', en: 'Mitigated' },
  recovered: { zh: '告警恢复', en: 'Alerts recovered' },
  resolved: { zh: '解决', en: 'Resolved' },
  roles: { zh: '角色', en: 'Roles' },
  people: { zh: '人员与呼叫', en: 'People and how they were reached' },
  person: { zh: '人员', en: 'Person' },
  state: { zh: '状态', en: 'State' },
  tried: { zh: '尝试', en: 'Tried' },
  timeline: { zh: '时间线', en: 'Timeline' },
  alerts: { zh: '告警', en: 'Alerts' },
  chat: { zh: '聊天记录', en: 'Chat' },
  times: { zh: '时间均为', en: 'All times are' },
} as const satisfies Record<string, Words>;
