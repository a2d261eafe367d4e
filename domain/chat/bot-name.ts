import type { Lang, Words } from '../text/lang.ts';

/** What people call our bots. */
const names: Readonly<Record<string, Words>> = {
  'alert-response': { zh: '告警响应', en: 'Alert response' },
  'storm-watch': { zh: '风暴观察', en: 'Storm watch' },
  'emergency-assistant': { zh: '应急助手', en: 'Emergency assistant' },
  'room-opener': { zh: '作战室开设', en: 'Room opener' },
  'room-keeper': { zh: '作战室管家', en: 'Room keeper' },
  'room-mirror': { zh: '消息同步', en: 'Mirror' },
  'room-watch': { zh: '作战室看护', en: 'Room watch' },
  'story-keeper': { zh: '时间线记录', en: 'Story keeper' },
  'on-call': { zh: '值班呼叫', en: 'On call' },
  pager: { zh: '呼叫员', en: 'Pager' },
  'duty-officer': { zh: '值班员', en: 'Duty officer' },
  'rota-clerk': { zh: '排班员', en: 'Rota clerk' },
  'silence-keeper': { zh: '静默管家', en: 'Silence keeper' },
  'delivery-keeper': { zh: '投递管家', en: 'Delivery keeper' },
  'inhibition-keeper': { zh: '抑制管家', en: 'Inhibition keeper' },
};

/** A bot as a reader knows it; one without a name of ours keeps its own. */
export const botName = (bot: string, lang: Lang): string => names[bot]?.[lang] ?? bot;
