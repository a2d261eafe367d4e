import { createHash } from 'node:crypto';
import { cutIn, shownCard } from './card-widths.ts';
import { checkCard } from './cards.ts';
import type { Corp } from './corp.ts';
import { mentionsIn, shownMarkdown, shownText, type Shown } from './markdown.ts';
import { mediaOf } from './methods/media.ts';
import { bytesOf, cutToBytes, jsonOf, listOf, plain, refuse, textsOf, type Json, type Said } from './records.ts';

/** Where a message goes, which decides what it may be. */
export type Place = 'app' | 'appchat' | 'robot' | 'bot';

/** What a message says, before anybody has it. */
export interface Draft {
  readonly msgtype: string;
  readonly text?: string;
  readonly markdown?: string;
  readonly card?: Json;
  readonly content?: Json;
  readonly mentioned: readonly string[];
  readonly shown: readonly Shown[];
  readonly cut: readonly string[];
}

interface Given {
  readonly corp: Corp;
  readonly args: Json;
  readonly place: Place;
}

const kinds: Readonly<Record<Place, ReadonlySet<string>>> = {
  app: new Set(['text', 'markdown', 'image', 'file', 'voice', 'video', 'textcard', 'news', 'mpnews', 'template_card']),
  appchat: new Set(['text', 'markdown', 'image', 'file', 'voice', 'video', 'textcard', 'news', 'mpnews']),
  robot: new Set(['text', 'markdown', 'markdown_v2', 'image', 'file', 'voice', 'news', 'template_card']),
  bot: new Set(['text', 'markdown', 'image', 'file', 'voice', 'video', 'template_card']),
};

/** Reads what is to be sent.
 *  @throws {Refusal} 40007, 40008, 40009, 40058, 40063, 44004, 45002, 45008. */
export function draftOf(given: Given): Draft {
  const msgtype = plain(given.args['msgtype']);
  if (msgtype === 'template_card' && given.place === 'appchat')
    refuse(40058, 'msgtype template_card is not supported. invalid Request Parameter');
  if (!kinds[given.place].has(msgtype)) refuse(40008, 'invalid message type');
  const inside = jsonOf(given.args[msgtype]);
  const read = readers[msgtype] ?? media;
  return { mentioned: [], shown: [], cut: [], ...read(inside, given), msgtype };
}

/** The draft as a message from somebody. */
export function messageOf(corp: Corp, from: string, draft: Draft, droppedFor: readonly string[] = []): Said {
  return { ...draft, id: corp.next('msg', 43), from, at: corp.now(), updatedTimes: 0, recalled: false, droppedFor };
}

type Read = (inside: Json, given: Given) => Partial<Draft>;

const readers: Readonly<Record<string, Read>> = {
  text: (inside, { place }) => {
    const whole = plain(inside['content']);
    if (whole === '') refuse(44004, 'text content is empty');
    if (place === 'robot' && bytesOf(whole) > 2048) refuse(40058, 'text.content exceed max length 2048. invalid Request Parameter');
    const text = cutToBytes(whole, 2048);
    const shown = shownText(text, { anchors: place === 'app' });
    const mentioned = mentionsIn(shown, [...textsOf(inside['mentioned_list']), ...textsOf(inside['mentioned_mobile_list'])]);
    return { text, shown, mentioned, cut: text === whole ? [] : ['text.content'] };
  },
  markdown: (inside, { place }) => markdownOf('markdown', inside, place),
  markdown_v2: (inside, { place }) => markdownOf('markdown_v2', inside, place),
  textcard: (inside) => {
    for (const field of ['title', 'description', 'url'])
      if (plain(inside[field]) === '') refuse(40063, `some parameters are empty: textcard.${field}`);
    if (!/^https?:\/\//u.test(plain(inside['url']))) refuse(40058, 'textcard.url invalid. invalid Request Parameter');
    const widths = { title: 128, description: 512, btntxt: 4 };
    const cut = Object.entries(widths).flatMap(([field, width]) =>
      Array.from(plain(inside[field])).length > width ? [`textcard.${field}`] : [],
    );
    const url = plain(inside['url']);
    return { content: inside, cut, shown: [{ text: plain(inside['title']), url }, ...shownText(plain(inside['description']))] };
  },
  news: (inside) => {
    const articles = listOf(inside['articles']);
    if (articles.length === 0 || articles.length > 8) refuse(45008, 'article count should be between 1 and 8');
    for (const article of articles) if (plain(article['title']) === '') refuse(40063, 'some parameters are empty: news.articles.title');
    return { content: inside, shown: articles.map((each) => ({ text: plain(each['title']), url: plain(each['url']) })) };
  },
  mpnews: (inside) => {
    if (listOf(inside['articles']).length === 0) refuse(45008, 'article count should be between 1 and 8');
    return { content: inside };
  },
  image: (inside, given) => (given.place === 'robot' ? robotImage(inside, given.corp) : media(inside, given)),
  template_card: (card, { place }) => {
    checkCard(card);
    const isNotice = card['card_type'] === 'text_notice' || card['card_type'] === 'news_notice';
    if (place === 'robot' && !isNotice) refuse(40058, 'template_card.card_type invalid. invalid Request Parameter');
    return { card, cut: cutIn(card), shown: shownCard(card) };
  },
};

const markdownBytes: Readonly<Record<Place, number>> = { app: 2048, appchat: 2048, robot: 4096, bot: 20_480 };

function markdownOf(msgtype: string, inside: Json, place: Place): Partial<Draft> {
  const markdown = plain(inside['content']);
  if (markdown === '') refuse(44004, 'markdown content is empty');
  const most = markdownBytes[place];
  if (bytesOf(markdown) > most && place === 'robot')
    refuse(40058, `${msgtype}.content exceed max length ${most}. invalid Request Parameter`);
  if (bytesOf(markdown) > most) refuse(45002, 'content size out of limit');
  const shown = shownMarkdown(markdown);
  return { markdown, shown, mentioned: mentionsIn(shown, textsOf(inside['mentioned_list'])) };
}

function media(inside: Json, { corp, args }: Given): Partial<Draft> {
  const kept = mediaOf({ corp }, inside['media_id'], plain(args['msgtype']));
  return { content: { ...inside, filename: kept.filename, size: kept.bytes.length } };
}

function robotImage(inside: Json, corp: Corp): Partial<Draft> {
  const bytes = Buffer.from(plain(inside['base64']), 'base64');
  if (bytes.length === 0) refuse(40063, 'some parameters are empty: image.base64');
  if (bytes.length > 2 * 1024 * 1024) refuse(40009, 'invalid image size');
  if (createHash('md5').update(bytes).digest('hex') !== plain(inside['md5']).toLowerCase())
    refuse(40058, 'image.md5 not match. invalid Request Parameter');
  const id = corp.next('3', 60);
  corp.media.set(id, { id, type: 'image', filename: 'image.png', bytes, at: corp.now() });
  return { content: { media_id: id, size: bytes.length } };
}
