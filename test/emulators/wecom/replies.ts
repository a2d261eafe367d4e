import { checkCard } from './cards.ts';
import { draftOf, messageOf } from './content.ts';
import type { Corp } from './corp.ts';
import { changeOf, showCard } from './methods/messages.ts';
import { jsonOf, plain, type Json } from './records.ts';
import type { Xml } from './xml.ts';

/** Does what an app answered at once: a text into the app's chat, greyed buttons, or another card, for who pressed alone.
 *  @throws {Refusal} 40058 where it is not built as it should be. */
export function takeReply(corp: Corp, reply: Json, about: Readonly<Record<string, Xml>>): void {
  const chat = corp.single('app', plain(about['FromUserName']));
  const type = plain(reply['MsgType']);
  if (type === 'text' || type === 'markdown') {
    const args = { msgtype: type, [type]: { content: plain(reply['Content']) } };
    corp.post(chat, messageOf(corp, 'app', draftOf({ corp, args, place: 'app' })));
    return;
  }
  const card = chat.messages.find((each) => each.card?.['task_id'] === about['TaskId']);
  if (!card) return;
  if (type === 'update_button') changeOf({ button: { replace_name: plain(jsonOf(reply['Button'])['ReplaceName']) } }, card)(card);
  if (type === 'update_template_card') {
    const next: Json = { task_id: plain(about['TaskId']), ...(snake(reply['TemplateCard']) as Json) };
    checkCard(next);
    showCard(card, next);
  }
  corp.changed();
}

const lists = new Set([
  'horizontal_content_list',
  'jump_list',
  'vertical_content_list',
  'button_list',
  'select_list',
  'option_list',
  'action_list',
]);
const numbers = new Set(['type', 'style', 'desc_color', 'mode', 'aspect_ratio']);

/** The card of an answer, whose elements are named in capitals, as the rest of WeCom names them. */
function snake(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => snake(each, name));
  if (typeof value !== 'object' || value === null) return numbers.has(name) ? Number(value) : value;
  const entries = Object.entries(value).map(([key, each]): [string, unknown] => {
    const named = key.replaceAll(/(?<=[a-z])[A-Z]/gu, (letter) => `_${letter}`).toLowerCase();
    const inner = snake(each, named);
    return [named, lists.has(named) && !Array.isArray(inner) ? [inner] : inner];
  });
  return Object.fromEntries(entries);
}
