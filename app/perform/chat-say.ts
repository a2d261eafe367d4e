import { nameOf } from '../../domain/firm/of-firm.ts';
import type { Labels } from '../../domain/alert/fingerprint.ts';
import type { EffectTypes } from '../../domain/event/effect.ts';
import type { Actor } from '../../domain/event/event.ts';
import { isStory, sayFact, type StoryFacts, type StoryType } from '../../domain/incident/say.ts';
import { roomWhy } from '../../domain/incident/words.ts';
import { sayNotice } from '../../domain/oncall/notices.ts';
import type { Lang, Words } from '../../domain/text/lang.ts';
import type { Performer } from '../road/outbox.ts';
import type { PerformParts } from './parts.ts';

interface GroupLine {
  readonly labels: Labels;
  readonly newly: number;
  readonly firing: number;
}

/** A room that a chat did not open; the console's is there. */
interface Elsewhere {
  readonly incident: string;
  readonly because: string;
  readonly isPrivate?: true;
}

const elsewhere = ({ incident, because, isPrivate }: Elsewhere, url: string): Words => ({
  zh: `${incident} 的${isPrivate ? '私密' : ''}作战室无法在这里打开，请到控制台的作战室：${url}\n原因：${roomWhy(because, 'zh')}`,
  en: `The ${isPrivate ? 'private ' : ''}war room of ${incident} could not be opened here. Its room in the console is open: ${url}\nWhy: ${roomWhy(because, 'en')}`,
});

const labelsText = (labels: Labels): string => Object.values(labels).join(' ');

/** Lines that are no facts of an incident. */
const lines: Readonly<Record<string, (d: GroupLine) => Words>> = {
  'new-alerts-in-group': (d) => ({
    zh: `${labelsText(d.labels)}：新增 ${d.newly} 条，共 ${d.firing} 条告警中`,
    en: `${labelsText(d.labels)}: ${d.newly} more, ${d.firing} firing in all`,
  }),
  'repeat-interval-elapsed': (d) => ({
    zh: `${labelsText(d.labels)}：仍有 ${d.firing} 条告警中`,
    en: `${labelsText(d.labels)}: still ${d.firing} firing`,
  }),
  'channel-test': () => ({
    zh: '测试：这个频道能收到 Tocsin 的消息，无需处理。',
    en: 'A test: this channel hears Tocsin. Nothing has happened.',
  }),
};

/** Posts a bot's line once, in the language of the place. */
export const chatSay = ({ cards, store, incidentUrl }: PerformParts): Performer<'chat.say'> => ({
  type: 'chat.say',
  outlasts: true,
  async perform({ target, say, data, under }, { id, key, unsure }) {
    const { platform } = await cards.place(target);
    const lang = cards.langOf(target);
    const name = (p: string): string => nameOf(store.resources(), p);
    const scheduleName = (s: string): string => store.resources().get('schedule', s)?.spec.displayName ?? s;
    const notice = sayNotice(say, data, { lang, name, scheduleName });
    const text = notice ?? (say === 'fact' ? factLine(data, lang, name) : lineOf({ say, data }, incidentUrl)?.[lang]);
    if (text === undefined || text === null) return { dropped: `nothing to say for ${say}` };
    const mentions = cards.mentioned(calledIn(say, data), platform);
    const as = notice === null ? speakerOf(key) : 'duty-officer';
    await cards.say(
      target,
      { text, ...(mentions.length > 0 ? { mentions } : {}) },
      { as, key: id, isRepeat: unsure, ...(under ? { under } : {}) },
    );
    return {};
  },
});

function lineOf({ say, data }: Pick<EffectTypes['chat.say'], 'say' | 'data'>, incidentUrl: (number: string) => string): Words | undefined {
  if (say !== 'room-elsewhere') return lines[say]?.(data as unknown as GroupLine);
  const room = data as unknown as Elsewhere;
  return elsewhere(room, incidentUrl(room.incident));
}

/** Whoever is called while the room stands is spoken to there, too. */
function calledIn(say: string, data: Readonly<Record<string, unknown>>): readonly string[] {
  const { type, data: fact } = data as { type?: string; data?: { people?: readonly string[] } };
  return say === 'fact' && (type === 'people.called' || type === 'people.mustered') ? (fact?.people ?? []) : [];
}

const speakerOf = (key: string): string => (key.startsWith('group:') ? 'alert-response' : 'emergency-assistant');

function factLine(data: Readonly<Record<string, unknown>>, lang: Lang, name: (p: string) => string): string | null {
  const fact = data as { type: string; data: unknown; by: Actor };
  return isStory(fact.type) ? sayFact({ type: fact.type, data: fact.data as StoryFacts[StoryType], by: fact.by }, { lang, name }) : null;
}
