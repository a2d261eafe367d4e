import { pressedTokens } from '../../../domain/card/wecom/pressed.ts';
import type { Deed, Inbound } from '../../../domain/chat/heard.ts';
import { doorOf } from './doors.ts';
import { Happened, Said, type Frame, type Part, type Place } from './frames.ts';

/** A press on one of our cards, which can be changed for a moment. */
export interface Click {
  readonly conv: string;
  readonly taskId: string;
  readonly reqId: string;
}

export interface Received {
  readonly inbound: readonly Inbound[];
  readonly click: Click | null;
}

const nothing: Received = { inbound: [], click: null };

/** What a frame means to us. What we do not know is nothing. */
export function received({ cmd, headers: { req_id: reqId }, body }: Frame, now: number): Received {
  if (cmd === 'aibot_msg_callback') {
    const said = Said.safeParse(body);
    return said.success ? spoken(said.data, { reqId, now }) : nothing;
  }
  const happened = cmd === 'aibot_event_callback' ? Happened.safeParse(body) : null;
  return happened?.success ? turned(happened.data, { reqId, now }) : nothing;
}

interface Arrival {
  readonly reqId: string;
  readonly now: number;
}

function placed({ chatid, chattype, from, create_time }: Place, now: number): Pick<Inbound, 'at' | 'user'> & { conv: string } {
  // Somebody of another corp is never taken for one of ours, whatever their id is.
  const user = from.corpid ? `${from.corpid}/${from.userid}` : from.userid;
  const isGroup = chatid !== undefined && chatid !== '' && chattype !== 'single';
  return { at: create_time === undefined ? now : create_time * 1_000, user, conv: isGroup ? `group:${chatid}` : `user:${from.userid}` };
}

const wordless: ReadonlySet<string> = new Set(['image', 'voice', 'video', 'file']);

/** In a group we hear only what mentions us. */
function spoken(said: Said, { reqId, now }: Arrival): Received {
  const place = placed(said, now);
  const isToUs = place.conv.startsWith('group:');
  const words = textIn(said);
  const own = isToUs ? withoutMention(words) : words.trim();
  // Who points at a message and says nothing means that message.
  const text = own === '' && said.quote ? textIn(said.quote).trim() : own;
  if (text === '' && !isToUs && !wordless.has(said.msgtype)) return nothing;
  const did: Deed =
    text === '' && !isToUs ? { is: 'showed', msg: said.msgid } : { is: 'said', msg: said.msgid, text, isToUs, isDirect: !isToUs };
  return { inbound: [{ key: `said/${said.msgid}`, ...place, answer: doorOf({ is: 'reply', reqId, at: now }), did }], click: null };
}

const textIn = ({ text, voice, mixed }: Part): string =>
  text?.content ?? voice?.content ?? mixed?.msg_item.flatMap((item) => item.text?.content ?? []).join('\n') ?? '';

/** We are mentioned in front, mostly; elsewhere it is us where nobody else is mentioned. */
function withoutMention(text: string): string {
  const said = text.trim();
  if (said.startsWith('@')) return said.replace(/^@[^\s\u2005]+[\s\u2005]*/u, '').trim();
  const mentions = said.match(/(?<=^|[\s\u2005])@[^\s\u2005]+/gu) ?? [];
  return mentions.length === 1
    ? said
        .replace(mentions[0], '')
        .replaceAll(/[ \u2005]{2,}/gu, ' ')
        .trim()
    : said;
}

function turned(happened: Happened, { reqId, now }: Arrival): Received {
  const place = placed(happened, now);
  const { msgid, event } = happened;
  if (event.is === 'entered') {
    const entered = { key: `entered/${msgid}`, ...place, answer: doorOf({ is: 'welcome', reqId, at: now }) };
    return { inbound: [{ ...entered, did: { is: 'opened-assistant' } }], click: null };
  }
  const { event_key, task_id: taskId, selected_items } = event.click;
  const chosen = selected_items?.selected_item.flatMap((item) => item.option_ids?.option_id ?? []) ?? [];
  const inbound = pressedTokens(event_key, chosen).map((token, n): Inbound => {
    const key = `press/${msgid}${n === 0 ? '' : `/${n}`}`;
    return { key, ...place, did: { is: 'pressed', token, msg: taskId === '' ? null : taskId } };
  });
  return { inbound, click: taskId === '' ? null : { conv: place.conv, taskId, reqId } };
}
