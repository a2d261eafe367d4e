import { fingerprint } from '../alert/fingerprint.ts';
import type { Severity } from '../incident/severity.ts';
import type { Lang, Words } from '../text/lang.ts';
import type { Page } from './page.ts';

/** What an alert may say on the phone, in characters; the rest is for the war room. */
const titleInSpeech = 160;
/** Two parts of a text: 67 characters each where there is Chinese, else 153. */
const textLength = { wide: 134, narrow: 306 };

const severities: Readonly<Record<Severity, Words>> = {
  SEV1: { zh: '一级', en: 'severity one' },
  SEV2: { zh: '二级', en: 'severity two' },
  SEV3: { zh: '三级', en: 'severity three' },
  SEV4: { zh: '四级', en: 'severity four' },
};

/** Text from outside as a voice can read it: no addresses, no markup, no control or invisible characters, no run of signs; cut at a word. */
export function speakable(text: string, most = titleInSpeech): string {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/\b[a-z][a-z0-9+.-]*:\/\/\S*|\bwww\.\S+/giu, ' ')
    .replaceAll(/<[^<>]{0,500}>/gu, ' ')
    .replaceAll(/&#?\w{1,10};/gu, ' ')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{So}\p{Sk}\uFE00-\uFE0F]/gu, ' ')
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replaceAll(/[^\p{L}\p{N}\p{M}.,:;!?%，。：；！？、+-]+/gu, ' ')
    .replaceAll(/[.,:;!?，。：；！？、+-]{2,}|(?<![\p{L}\p{N}])[.,:;!?，。：；！？、+-]+|[-+]+(?=\s|$)/gu, ' ')
    .replaceAll(/(?<=[\p{L}\p{N}])-(?=[\p{L}\p{N}])/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  return shortened(plain, most);
}

/** Cut at a word where there is one near, by whole characters. */
function shortened(text: string, most: number): string {
  const letters = Array.from(text);
  if (letters.length <= most) return text;
  const cut = letters.slice(0, most).join('');
  const space = cut.lastIndexOf(' ');
  return (space > most / 2 ? cut.slice(0, space) : cut).trimEnd();
}

/** `INC-20261123-012` is 12 to those who talk about it; what has no incident gets a number of its own that none has. */
export function numberOf({ about, id }: Pick<Page, 'about' | 'id'>): string {
  const tail = about.incident && /-(\d+)$/u.exec(about.incident)?.[1];
  return tail ? String(Number(tail)) : String(100_000 + (Number.parseInt(fingerprint({ page: id }).slice(0, 8), 16) % 900_000));
}

const digits = (number: string): string => number.split('').join(' ');

/** What is read out when somebody picks up, sentence by sentence. */
export function spokenPage(page: Page, lang: Lang): string[] {
  const { about } = page;
  const title = speakable(about.title);
  if (about.test)
    return lang === 'zh'
      ? ['你好，这里是 Tocsin，这是一次测试呼叫，没有发生故障。']
      : ['Hello, this is Tocsin. This is a test call; nothing has happened.'];
  const level = severities[about.severity][lang];
  const number = digits(numberOf(page));
  if (lang === 'zh')
    return [`你好，这里是 Tocsin 值班呼叫。`, about.incident ? `${level}事件，编号 ${number}。` : `${level}告警。`, `${title}。`];
  return [
    'Hello, this is Tocsin with a call for the person on duty.',
    about.incident ? `Incident ${number}, ${level}.` : `An alert, ${level}.`,
    `${title}.`,
  ];
}

/** At most so many are read out; nobody remembers more. */
const mostRead = 4;

/** One call for several: how many, then each in a breath, the worst first. */
export function spokenPages(pages: readonly Page[], lang: Lang): string[] {
  const [only] = pages;
  if (only && pages.length === 1) return spokenPage(only, lang);
  const worst = pages.toSorted((a, b) => a.about.severity.localeCompare(b.about.severity));
  const each = worst.slice(0, mostRead).map((page) => {
    const level = severities[page.about.severity][lang];
    const number = page.about.incident ? digits(numberOf(page)) : null;
    const title = speakable(page.about.title, 80);
    if (lang === 'zh') return `${level}${number ? `，编号 ${number}` : '告警'}，${title}。`;
    return `${level[0]?.toUpperCase()}${level.slice(1)}${number ? `, incident ${number}` : ', an alert'}, ${title}.`;
  });
  const more = pages.length - mostRead;
  if (lang === 'zh')
    return [`你好，这里是 Tocsin 值班呼叫，有 ${pages.length} 个呼叫等你。`, ...each, ...(more > 0 ? [`还有 ${more} 个。`] : [])];
  return [`Hello, this is Tocsin. ${pages.length} calls wait for you.`, ...each, ...(more > 0 ? [`And ${more} more.`] : [])];
}

/** The keys for one call about several. */
export const spokenMenuForAll = (lang: Lang): string =>
  lang === 'zh' ? '按 4 全部认领，按星号键重听。' : 'Press 4 to acknowledge all, star to hear this again.';

/** One text for several: how many, the worst of them, and one answer for all. */
export function textOfAll(pages: readonly Page[], lang: Lang, url: string | null): string {
  const [worst] = pages.toSorted((a, b) => a.about.severity.localeCompare(b.about.severity));
  if (!worst) return '';
  const head =
    lang === 'zh'
      ? `[${worst.about.severity}] ${pages.length} 个呼叫等你：`
      : `[${worst.about.severity}] ${pages.length} calls wait for you: `;
  const tail = `${lang === 'zh' ? ' 等。回复 aa 全部认领' : ' and more. Reply aa to acknowledge all'}${url ? ` ${url}` : ''}`;
  const most = /[^\x20-\x7E\n]/u.test(head + worst.about.title + tail) ? textLength.wide : textLength.narrow;
  return `${head}${shortened(plainLine(worst.about.title), Math.max(20, most - head.length - tail.length))}${tail}`;
}

/** The keys that do something for this page. */
export function spokenMenu({ about }: Pick<Page, 'about'>, lang: Lang): string {
  const ack = lang === 'zh' ? '按 4 认领' : 'Press 4 to acknowledge';
  const escalate = lang === 'zh' ? '按 5 升级' : '5 to escalate';
  const resolve = lang === 'zh' ? '按 6 标记为已解决' : '6 to resolve';
  const keys = about.test ? [ack] : about.incident ? [ack, escalate, resolve] : [ack, escalate];
  return lang === 'zh' ? `${[...keys, '按星号键重听'].join('，')}。` : `${[...keys, 'star to hear this again'].join(', ')}.`;
}

/** A text that says what it is about, how to answer with a few letters, and where to look; cut to two parts. `again`: the same may have come before. */
export function textOf(page: Page, lang: Lang, { url, again }: { url: string | null; again: boolean }): string {
  const number = numberOf(page);
  const zh = lang === 'zh';
  const head = page.about.test
    ? zh
      ? 'Tocsin 测试短信，没有发生故障。'
      : 'Tocsin: a test, nothing has happened.'
    : `[${page.about.severity}] ${[page.about.incident, ''].filter((x) => x !== null).join(' ')}`;
  const repeat = again ? (zh ? '（可能重复）' : ' (perhaps a repeat)') : '';
  const more = page.about.test
    ? ''
    : page.about.incident
      ? zh
        ? `，e${number} 升级，r${number} 解决`
        : `, e${number} to escalate, r${number} to resolve`
      : zh
        ? `，e${number} 升级`
        : `, e${number} to escalate`;
  const tail = `${zh ? `。回复 a${number} 认领${more}` : `. Reply a${number} to acknowledge${more}`}${repeat}${url ? ` ${url}` : ''}`;
  const title = page.about.test ? '' : plainLine(page.about.title);
  const most = /[^\x20-\x7E\n]/u.test(head + title + tail) ? textLength.wide : textLength.narrow;
  const room = Math.max(20, most - head.length - tail.length);
  const cut = title.length > room ? `${title.slice(0, room - 1).trimEnd()}…` : title;
  return `${head}${cut}${tail}`.replace(/^(.*[。.])[。.]/u, '$1');
}

/** One line without control or invisible characters, and no address that somebody else put in. */
const plainLine = (text: string): string =>
  text
    .replaceAll(/\b[a-z][a-z0-9+.-]*:\/\/\S*|\bwww\.\S+/giu, ' ')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();

/** For carriers that take only the variables of an approved template: 35 characters each at most, and no address. */
export function templateParts(page: Page, lang: Lang): Readonly<Record<'severity' | 'number' | 'title' | 'code', string>> {
  const number = numberOf(page);
  return {
    severity: page.about.test ? (lang === 'zh' ? '测试' : 'test') : severities[page.about.severity][lang],
    number,
    title: speakable(page.about.title, 35),
    code: `a${number}`,
  };
}
