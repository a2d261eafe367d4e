import { sayChatCode } from '../chat/chat-why.ts';
import type { Lang, Words } from '../text/lang.ts';
import type { Attempt, Noted } from './page.ts';
import { reachCodes, type ReachCode } from './report.ts';

const words: Readonly<Record<ReachCode, Words>> = {
  'not-sent': { zh: '未能送出', en: 'could not be sent' },
  'not-configured': { zh: '这里没有配置这种方式', en: 'not configured here' },
  'no-mail-address': { zh: '没有填写邮箱', en: 'no e-mail address' },
  'no-mail-server': { zh: '没有配置邮件服务器', en: 'no mail server is configured' },
  'no-number': { zh: '没有填写电话号码', en: 'no phone number' },
  'no-carrier': { zh: '没有运营商可用于这个号码', en: 'no carrier takes this number' },
  'number-refused': { zh: '运营商拒绝这个号码', en: 'the carrier refuses this number' },
  'opted-out': { zh: '对方已退订短信', en: 'this number has opted out of texts' },
  'over-budget': { zh: '这个号码的呼叫次数已到运营商上限', en: 'the carrier’s limit for this number is used up' },
  'over-limit': { zh: '聊天平台本时段不再送达这个人的消息', en: 'the chat would drop it: this person has had too many messages' },
  busy: { zh: '占线', en: 'busy' },
  'no-answer': { zh: '无人接听', en: 'no answer' },
  undelivered: { zh: '未送达', en: 'not delivered' },
  'call-failed': { zh: '未能接通', en: 'could not be connected' },
  'no-key': { zh: '已接通，但没有按键，可能是语音信箱', en: 'picked up, but no key was pressed; perhaps voicemail' },
  'carrier-down': { zh: '运营商没有响应', en: 'the carrier does not answer' },
  'carrier-refused': { zh: '运营商拒绝了请求', en: 'the carrier refused' },
  'outcome-unknown': { zh: '结果不明', en: 'what became of it is not known' },
  'no-push': { zh: '没有登记任何接收推送的浏览器或 ntfy 主题', en: 'no browser is registered for push, and no ntfy topic' },
  'push-gone': { zh: '浏览器已取消推送，登记已删除', en: 'the browser has withdrawn from push; it was removed' },
  'push-refused': { zh: '推送服务拒绝了请求', en: 'the push service refused' },
  'push-down': { zh: '推送服务没有响应', en: 'the push service does not answer' },
};

/** How far one attempt is. */
export const attemptStateWords: Readonly<Record<Attempt['state'], Words>> = {
  queued: { zh: '排队中', en: 'queued' },
  sent: { zh: '已送出', en: 'sent' },
  ringing: { zh: '响铃中', en: 'ringing' },
  delivered: { zh: '已送达', en: 'delivered' },
  answered: { zh: '已接听', en: 'picked up' },
  read: { zh: '已读', en: 'read' },
  acked: { zh: '已应答', en: 'acknowledged' },
  failed: { zh: '失败', en: 'failed' },
};

const isKnown = (code: string): code is ReachCode => (reachCodes as readonly string[]).includes(code);

/** Why an attempt reached nobody, or what else is to be known of it, with what the outside said in brackets. Undefined: nothing. */
export function sayReach({ code, raw, error }: Pick<Noted, 'code' | 'raw' | 'error'>, lang: Lang): string | undefined {
  if (code === undefined) return error;
  const byChat = sayChatCode({ code, raw }, lang);
  if (byChat !== null) return byChat;
  const said = isKnown(code) ? words[code][lang] : code;
  if (raw === undefined) return said;
  return lang === 'zh' ? `${said}（${raw}）` : `${said} (${raw})`;
}
