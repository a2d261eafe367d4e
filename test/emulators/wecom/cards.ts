import { bytesOf, isJson, jsonOf, listOf, plain, refuse, type Json } from './records.ts';

export const cardTypes = ['text_notice', 'news_notice', 'button_interaction', 'vote_interaction', 'multiple_interaction'] as const;
const interactive: ReadonlySet<string> = new Set(['button_interaction', 'vote_interaction', 'multiple_interaction']);

/** Whether clicks on it are told to the app, so that it needs a task and can be changed. */
export function isCallable(card: Json): boolean {
  return interactive.has(plain(card['card_type'])) || card['action_menu'] !== undefined;
}

/** Whether its buttons can be greyed. */
export function hasButtons(card: Json): boolean {
  return interactive.has(plain(card['card_type']));
}

/** Refuses a template card that is not built as WeCom demands, naming the field.
 *  @throws {Refusal} 40058. */
export function checkCard(card: Json): void {
  const type = plain(card['card_type']);
  if (!cardTypes.some((each) => each === type)) wrong('card_type', 'invalid');
  checkTask(card);
  checkHead(card);
  checkLists(card);
  checkAction(card, type);
  if (type === 'news_notice') checkNews(card);
  if (type === 'button_interaction') checkButtons(card);
  if (type === 'vote_interaction') checkVote(card);
  if (type === 'multiple_interaction') checkSelects(card);
}

function wrong(field: string, why: string): never {
  refuse(40058, `template_card.${field} ${why}. invalid Request Parameter`);
}

function checkTask(card: Json): void {
  const task = card['task_id'];
  if (task === undefined && isCallable(card)) wrong('task_id', 'missing');
  if (task === undefined) return;
  if (bytesOf(plain(task)) > 128) wrong('task_id', 'exceed max length 128');
  if (!/^[0-9A-Za-z_\-@]+$/u.test(plain(task))) wrong('task_id', 'contains invalid character');
}

function checkHead(card: Json): void {
  const title = jsonOf(card['main_title']);
  const isTitled = has(title, 'title') || has(title, 'desc');
  if (['vote_interaction', 'multiple_interaction', 'news_notice'].includes(plain(card['card_type'])) && !isTitled)
    wrong('main_title.title', 'missing');
  if (!isTitled && !has(card, 'sub_title_text')) wrong('main_title.title', 'and sub_title_text are both empty');
  const colour = jsonOf(card['source'])['desc_color'];
  if (colour !== undefined && ![0, 1, 2, 3].includes(colour as number)) wrong('source.desc_color', 'invalid');
  checkUrl('source.icon_url', jsonOf(card['source'])['icon_url']);
  const menu = card['action_menu'];
  if (menu === undefined) return;
  if (!has(jsonOf(menu), 'desc')) wrong('action_menu.desc', 'missing');
  const items = countOf(card, 'action_menu.action_list', { min: 1, max: 3 });
  for (const item of items) if (!has(item, 'text')) wrong('action_menu.action_list.text', 'missing');
  checkKeys('action_menu.action_list.key', items, { name: 'key', bytes: 1024 });
}

/** Which type needs which field beside it. */
const needs: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  horizontal_content_list: { 1: 'url', 2: 'media_id', 3: 'userid' },
  jump_list: { 1: 'url', 2: 'appid', 3: 'question' },
  quote_area: { 1: 'url', 2: 'appid' },
  card_action: { 1: 'url', 2: 'appid' },
  image_text_area: { 1: 'url', 2: 'appid' },
  button_list: { 1: 'url' },
};

function checkTyped(field: string, item: Json): void {
  const type = item['type'] ?? 0;
  const needed = needs[field]![type as number];
  if (type !== 0 && needed === undefined) wrong(`${field}.type`, 'invalid');
  if (needed !== undefined && !has(item, needed)) wrong(`${field}.${needed}`, 'missing');
  checkUrl(`${field}.url`, item['url']);
}

function checkLists(card: Json): void {
  for (const item of countOf(card, 'horizontal_content_list', { max: 6 })) {
    if (!has(item, 'keyname')) wrong('horizontal_content_list.keyname', 'missing');
    checkTyped('horizontal_content_list', item);
  }
  for (const item of countOf(card, 'jump_list', { max: 3 })) {
    if (!has(item, 'title')) wrong('jump_list.title', 'missing');
    checkTyped('jump_list', item);
  }
  for (const item of countOf(card, 'vertical_content_list', { max: 4 }))
    if (!has(item, 'title')) wrong('vertical_content_list.title', 'missing');
  for (const area of ['quote_area', 'image_text_area']) if (isJson(card[area])) checkTyped(area, card[area]);
}

/** Where a click on the whole card leads; a notice has to lead somewhere. */
function checkAction(card: Json, type: string): void {
  const action = card['card_action'];
  if (action === undefined && (type === 'text_notice' || type === 'news_notice')) wrong('card_action', 'missing');
  if (action === undefined) return;
  const isNotice = type === 'text_notice' || type === 'news_notice';
  if (isNotice && !plain(jsonOf(action)['type'])) wrong('card_action.type', 'missing');
  checkTyped('card_action', jsonOf(action));
}

function checkNews(card: Json): void {
  const image = card['card_image'];
  if (image === undefined && card['image_text_area'] === undefined) wrong('card_image', 'and image_text_area are both empty');
  if (isJson(card['image_text_area']) && !has(card['image_text_area'], 'image_url')) wrong('image_text_area.image_url', 'missing');
  if (image === undefined) return;
  if (!has(jsonOf(image), 'url')) wrong('card_image.url', 'missing');
  checkUrl('card_image.url', jsonOf(image)['url']);
  const ratio = jsonOf(image)['aspect_ratio'] ?? 1.3;
  if (typeof ratio !== 'number' || ratio < 1.3 || ratio > 2.25) wrong('card_image.aspect_ratio', 'should be between 1.3 and 2.25');
}

function checkButtons(card: Json): void {
  const buttons = countOf(card, 'button_list', { min: 1, max: 6 });
  for (const button of buttons) {
    if (!has(button, 'text')) wrong('button_list.text', 'missing');
    const style = button['style'] ?? 1;
    if (![1, 2, 3, 4].includes(style as number)) wrong('button_list.style', 'invalid');
    checkTyped('button_list', button);
  }
  checkKeys(
    'button_list.key',
    buttons.filter(({ type }) => type !== 1),
    { name: 'key', bytes: 1024 },
  );
  const selection = card['button_selection'];
  if (selection === undefined) return;
  checkQuestions('button_selection', [jsonOf(selection)], 10);
}

function checkVote(card: Json): void {
  if (!isJson(card['checkbox'])) wrong('checkbox', 'missing');
  const mode = card['checkbox']['mode'] ?? 0;
  if (mode !== 0 && mode !== 1) wrong('checkbox.mode', 'invalid');
  checkQuestions('checkbox', [card['checkbox']], 20);
  checkSubmit(card);
}

function checkSelects(card: Json): void {
  checkQuestions('select_list', countOf(card, 'select_list', { min: 1, max: 3 }), 10);
  checkSubmit(card);
}

function checkSubmit(card: Json): void {
  const button = jsonOf(card['submit_button']);
  for (const field of ['text', 'key']) if (!has(button, field)) wrong(`submit_button.${field}`, 'missing');
  checkKeys('submit_button.key', [button], { name: 'key', bytes: 1024 });
}

function checkQuestions(field: string, questions: readonly Json[], most: number): void {
  checkKeys(`${field}.question_key`, questions, { name: 'question_key', bytes: 1024 });
  for (const question of questions) {
    const options = countOf(question, 'option_list', { min: 1, max: most, under: field });
    for (const option of options) if (!has(option, 'text')) wrong(`${field}.option_list.text`, 'missing');
    checkKeys(`${field}.option_list.id`, options, { name: 'id', bytes: 128 });
  }
}

function checkKeys(field: string, items: readonly Json[], { name, bytes }: { name: string; bytes: number }): void {
  const seen = new Set<string>();
  for (const item of items) {
    const key = plain(item[name]);
    if (key === '') wrong(field, 'missing');
    if (bytesOf(key) > bytes) wrong(field, `exceed max length ${bytes}`);
    if (seen.has(key)) wrong(field, 'duplicate');
    seen.add(key);
  }
}

function checkUrl(field: string, url: unknown): void {
  if (url !== undefined && url !== '' && !/^https?:\/\/\S+$/u.test(plain(url))) wrong(field, 'invalid url');
}

function has(item: Json, field: string): boolean {
  return plain(item[field]).trim() !== '';
}

/** The list at this path, with as many items as it may have. */
function countOf(card: Json, path: string, { min = 0, max, under }: { min?: number; max: number; under?: string }): Json[] {
  const value = path.split('.').reduce<unknown>((inside, name) => jsonOf(inside)[name], card);
  const name = under ? `${under}.${path}` : path;
  if (value !== undefined && !Array.isArray(value)) wrong(name, 'is not an array');
  const items = listOf(value);
  if (items.length < min) wrong(name, 'missing');
  if (items.length > max) wrong(name, `exceed max size ${max}`);
  return items;
}
