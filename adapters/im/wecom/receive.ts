import { pressedTokens } from '../../../domain/card/wecom/pressed.ts';
import type { Deed, Inbound } from '../../../domain/chat/heard.ts';
import { convWith } from './place.ts';
import { at, textAt, type Element } from './xml.ts';

/** What a call of WeCom means to us. */
export interface Received {
  readonly heard: readonly Inbound[];
  /** By which the card that was pressed can be changed. */
  readonly code?: { readonly task: string; readonly code: string };
  /** Somebody has opened the app. */
  readonly opened?: Inbound;
}

const wordless: ReadonlySet<string> = new Set(['image', 'voice', 'video', 'file']);

const nothing: Received = { heard: [] };

/** What we do not know is nothing. What WeCom brings again has the same key. */
export function received(message: Element): Received {
  const user = textAt(message, 'FromUserName');
  if (user === '') return nothing;
  const seconds = Number(textAt(message, 'CreateTime')) || 0;
  const base = { at: seconds * 1_000, user, conv: convWith(user) };
  const type = textAt(message, 'MsgType');
  if (type === 'event') return happened(message, base);
  const msg = textAt(message, 'MsgId');
  const text = type === 'voice' ? textAt(message, 'Recognition') : type === 'text' ? textAt(message, 'Content') : '';
  if (msg === '') return nothing;
  if (text === '') return wordless.has(type) ? one(`said/${msg}`, base, { is: 'showed', msg }) : nothing;
  return one(`said/${msg}`, base, { is: 'said', msg, text, isToUs: true, isDirect: true });
}

type Base = Pick<Inbound, 'at' | 'user' | 'conv'>;

const one = (key: string, base: Base, did: Deed): Received => ({ heard: [{ key, ...base, did }] });

function happened(message: Element, base: Base): Received {
  const event = textAt(message, 'Event').toLowerCase();
  const eventKey = textAt(message, 'EventKey');
  const task = textAt(message, 'TaskId');
  const key = `event/${[base.user, base.at / 1_000, event, eventKey, task].join(':')}`;
  switch (event) {
    case 'template_card_event':
    case 'template_card_menu_event':
      return { ...pressed(message, { key, base, eventKey, task }), code: { task, code: textAt(message, 'ResponseCode') } };
    case 'click':
      // What is in the menu is a command.
      return eventKey.startsWith('/') ? one(key, base, { is: 'commanded', text: eventKey }) : nothing;
    case 'enter_agent':
      return { heard: [], opened: { key, ...base, did: { is: 'opened-assistant' } } };
    default:
      return nothing;
  }
}

interface Press {
  readonly key: string;
  readonly base: Base;
  readonly eventKey: string;
  readonly task: string;
}

function pressed(message: Element, { key, base, eventKey, task }: Press): Received {
  const items = at(message, 'SelectedItems')?.inside.get('SelectedItem') ?? [];
  const chosen = items.flatMap((item) => (at(item, 'OptionIds')?.inside.get('OptionId') ?? []).map(({ text }) => text.trim()));
  const tokens = pressedTokens(eventKey, chosen).filter((token) => token !== '');
  const msg = task === '' ? null : task;
  // The same button with another choice is another deed.
  return { heard: tokens.map((token) => ({ key: `${key}/${token}`, ...base, did: { is: 'pressed' as const, token, msg } })) };
}
