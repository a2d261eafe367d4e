import type { Words } from '../text/lang.ts';
import type { AlertState, IncidentRole, Progress, RoomLoss } from './incident.ts';

export const progressWords: Readonly<Record<Progress, Words>> = {
  open: { zh: '待认领', en: 'open' },
  acknowledged: { zh: '处理中', en: 'acknowledged' },
  mitigated: { zh: '已止损', en: 'mitigated' },
  resolved: { zh: '已解决', en: 'resolved' },
  closed: { zh: '已关闭', en: 'closed' },
};

export const alertStateWords: Readonly<Record<AlertState, Words>> = {
  firing: { zh: '告警中', en: 'alerts firing' },
  recovered: { zh: '告警已恢复', en: 'alerts recovered' },
  none: { zh: '无告警', en: 'no alerts' },
};

export const roomLossWords: Readonly<Record<RoomLoss, Words>> = {
  archived: { zh: '被手动归档', en: 'archived by hand' },
  'without-us': { zh: 'Tocsin 不在其中', en: 'Tocsin is not in it' },
};

export const roleWords: Readonly<Record<IncidentRole, Words>> = {
  commander: { zh: '故障指挥官', en: 'Incident Commander' },
  communications: { zh: '通讯官', en: 'Communications Lead' },
  operations: { zh: '执行官', en: 'Operations Lead' },
  scribe: { zh: '记录员', en: 'Scribe' },
};
