import type { Words } from '../text/lang.ts';

/** What the parts of an incident are called wherever it is written down. */
export const headWords = {
  severity: { zh: '级别', en: 'Severity' },
  progress: { zh: '处理进度', en: 'Progress' },
  alertState: { zh: '告警状态', en: 'Alerts' },
  system: { zh: '系统', en: 'System' },
  impact: { zh: '业务影响', en: 'Business impact' },
  private: { zh: '保密事件：请勿转发', en: 'A private incident: do not pass this on' },
  declared: { zh: '宣布', en: 'Declared' },
  acknowledged: { zh: '认领', en: 'Acknowledged' },
  resolved: { zh: '解决', en: 'Resolved' },
  timeline: { zh: '时间线', en: 'Timeline' },
  alerts: { zh: '告警', en: 'Alerts' },
  times: { zh: '时间均为', en: 'All times are' },
} as const satisfies Record<string, Words>;
