import { jsonOf, listOf, plain, type Json, type Message } from './records.ts';

/** @throws {Error} where the card cannot be pressed any more. */
function actOn(message: Message): Json {
  if (!message.card) throw new Error('this is no card');
  if (message.recalled) throw new Error('this card was recalled');
  if (message.replaced !== undefined) throw new Error(`this card cannot be pressed any more, it says "${message.replaced}"`);
  return message.card;
}

/** The button of a card called so by its label or key, or an entry of its menu; and of which event it tells.
 *  @throws {Error} where there is none, or where it only opens a page. */
export function buttonOf(message: Message, name: string): { key: string; event: string } {
  const card = actOn(message);
  const buttons = [...listOf(card['button_list']), ...(card['submit_button'] ? [jsonOf(card['submit_button'])] : [])];
  const entries = listOf(jsonOf(card['action_menu'])['action_list']);
  const isNamed = (each: Json): boolean => each['key'] === name || each['text'] === name;
  const button = buttons.find(isNamed);
  if (button?.['type'] === 1) throw new Error(`"${name}" opens ${plain(button['url'])}`);
  if (button) return { key: plain(button['key']), event: 'template_card_event' };
  const entry = entries.find(isNamed);
  if (entry) return { key: plain(entry['key']), event: 'template_card_menu_event' };
  throw new Error(`there is no "${name}" to press; there are: ${[...buttons, ...entries].map((each) => plain(each['text'])).join(', ')}`);
}

/** The key of the button that submits what was picked.
 *  @throws {Error} where there is none. */
export function submitOf(message: Message): string {
  const key = plain(jsonOf(actOn(message)['submit_button'])['key']);
  if (key === '') throw new Error('this card has nothing to submit');
  return key;
}

/** The questions of a card: a selection beside buttons, a vote, or selects. */
export function questionsOf(card: Json): Json[] {
  return [card['button_selection'], card['checkbox']]
    .filter((each) => each !== undefined)
    .map(jsonOf)
    .concat(listOf(card['select_list']));
}

/** Remembers what is picked, by the ids or texts of the options.
 *  @throws {Error} where there is no such question or option, where it is closed, or takes one only. */
export function pick(message: Message, name: string, options: readonly string[]): void {
  const questions = questionsOf(actOn(message));
  const question = questions.find((each) => each['question_key'] === name || each['title'] === name);
  if (!question)
    throw new Error(`there is no question "${name}"; there are: ${questions.map((each) => plain(each['question_key'])).join(', ')}`);
  if (question['disable'] === true) throw new Error(`the question "${name}" is closed`);
  if (options.length > 1 && question['mode'] !== 1) throw new Error(`the question "${name}" takes one answer`);
  const all = listOf(question['option_list']);
  const ids = options.map((option) => {
    const found = all.find((each) => each['id'] === option || each['text'] === option);
    if (!found) throw new Error(`there is no option "${option}"; there are: ${all.map((each) => plain(each['text'])).join(', ')}`);
    return plain(found['id']);
  });
  message.picked = { ...message.picked, [plain(question['question_key'])]: ids };
}

/** What is picked in each question, or else what it began with. */
export function selectedOf(message: Message): { question: string; options: string[] }[] {
  return questionsOf(message.card ?? {}).map((question) => {
    const key = plain(question['question_key']);
    const options = listOf(question['option_list']);
    const first = plain(question['selected_id']) || (question['mode'] === undefined ? plain(options[0]?.['id']) : '');
    const checked = options.filter((each) => each['is_checked'] === true).map((each) => plain(each['id']));
    return { question: key, options: message.picked?.[key] ?? (checked.length > 0 ? checked : first === '' ? [] : [first]) };
  });
}
