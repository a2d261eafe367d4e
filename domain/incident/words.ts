import { sayChatCode } from '../chat/chat-why.ts';
import type { Lang, Words } from '../text/lang.ts';
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

/** A chat makes no group of one: kept as this code where a room could not be opened. */
export const roomOfOne = 'room-of-one';

/** A group keeps two people. */
export const lastTwo = 'last-two';

/** What is kept of a refusal with a code: in a row there are codes, and what the chat said itself. */
export const keptWhy = ({ code, raw }: { readonly code: string; readonly raw?: string | undefined }): string =>
  raw === undefined ? code : `${code}: ${raw}`;

/** Why a room could not be opened or somebody not be brought into it, in the reader's language where it is kept as a code, else as it stands. */
export function roomWhy(because: string, lang: Lang): string {
  if (because === roomOfOne) return ofOne[lang];
  if (because === lastTwo) return ofTwo[lang];
  const [code = '', ...raw] = because.split(': ');
  return sayChatCode({ code, raw: raw.length === 0 ? undefined : raw.join(': ') }, lang) ?? because;
}

const ofTwo: Words = { zh: '企业微信的群至少留两个人', en: 'a group of WeCom keeps two people' };

const ofOne: Words = {
  zh: '企业微信建群至少要两个人，现在只有一个；再有人加入，群就会建好',
  en: 'a group of WeCom needs two people and there is one so far; it is made once somebody else joins',
};
