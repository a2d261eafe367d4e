import type { Shown } from './markdown.ts';
import { jsonOf, listOf, plain, type Json } from './records.ts';

/** How many characters of each field a client shows. */
const widths: readonly (readonly [path: string, width: number])[] = [
  ['source.desc', 13],
  ['main_title.title', 26],
  ['main_title.desc', 30],
  ['emphasis_content.title', 10],
  ['emphasis_content.desc', 15],
  ['sub_title_text', 112],
  ['quote_area.quote_text', 112],
  ['image_text_area.title', 26],
  ['image_text_area.desc', 30],
  ['horizontal_content_list.keyname', 5],
  ['horizontal_content_list.value', 26],
  ['vertical_content_list.title', 26],
  ['vertical_content_list.desc', 112],
  ['jump_list.title', 13],
  ['button_list.text', 10],
  ['submit_button.text', 10],
  ['button_selection.option_list.text', 10],
  ['select_list.option_list.text', 10],
  ['checkbox.option_list.text', 11],
];

/** The fields that a client cuts off, such as `main_title.title` or `button_list.1.text`. */
export function cutIn(card: Json): string[] {
  return widths.flatMap(([path, width]) => textsAt(card, path).flatMap(({ at, text }) => (Array.from(text).length > width ? [at] : [])));
}

/** The card as a client shows it, what is too long cut off. */
export function displayed(card: Json): Json {
  const copy = structuredClone(card);
  for (const [path, width] of widths)
    for (const { at, text } of textsAt(copy, path))
      if (Array.from(text).length > width) put(copy, at.split('.'), `${Array.from(text).slice(0, width).join('')}…`);
  return copy;
}

function put(inside: unknown, [name = '', ...rest]: readonly string[], text: string): void {
  const holder = inside as Json;
  if (rest.length === 0) holder[name] = text;
  else put(holder[name], rest, text);
}

/** What a card says, piece by piece, with where each piece leads. Nothing in it is markup. */
export function shownCard(card: Json): Shown[] {
  const leads = (item: unknown): string => plain(jsonOf(item)['url']);
  const rows = [...listOf(card['horizontal_content_list']), ...listOf(card['jump_list']), jsonOf(card['quote_area'])];
  const urls = new Map(
    rows.flatMap((row) => [row['value'], row['title'], row['quote_text']].map((text) => [plain(text), leads(row)] as const)),
  );
  return [...widths.map(([path]) => path), 'quote_area.title', 'action_menu.action_list.text']
    .flatMap((path) => textsAt(card, path))
    .map(({ text }) => ({ text, ...(urls.get(text) ? { url: urls.get(text)! } : {}) }));
}

function textsAt(card: Json, path: string): { at: string; text: string }[] {
  const found = path.split('.').reduce<{ at: string; value: unknown }[]>(
    (inside, name) =>
      inside.flatMap(({ at, value }) => {
        const next = (from: Json, where: string): { at: string; value: unknown } => ({
          at: where ? `${where}.${name}` : name,
          value: from[name],
        });
        return Array.isArray(value) ? value.map((each, i) => next(jsonOf(each), `${at}.${i}`)) : [next(jsonOf(value), at)];
      }),
    [{ at: '', value: card }],
  );
  return found.flatMap(({ at, value }) => (plain(value) === '' ? [] : [{ at, text: plain(value) }]));
}
