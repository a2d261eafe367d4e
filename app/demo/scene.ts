import { nameOf } from '../../domain/firm/of-firm.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { onCallAt } from '../../domain/oncall/on-call.ts';
import type { Page } from '../../domain/page/page.ts';
import type { Resources } from '../../domain/resource/resource.ts';
import type { Lang } from '../../domain/text/lang.ts';
import type { ChatMessage } from '../../ports/chat-history.ts';
import type { Store } from '../../ports/store.ts';
import { newcomer, shortName } from './firm.ts';
import type { Run } from './place.ts';

/** Who plays whom today: whoever is on call then. */
export interface Cast {
  /** Released the order gateway this morning. */
  readonly developer: string;
  readonly manager: string;
  readonly matching: string;
}

/** What the director sees when it looks. */
export interface Scene {
  readonly now: number;
  readonly lang: Lang;
  readonly run: Run;
  readonly cast: Cast;
  readonly incident: Incident | null;
  /** The web room, once it is open. */
  readonly room: string | null;
  readonly pages: readonly Page[];
  /** What the newcomer has said in the room, oldest first. */
  readonly heard: readonly ChatMessage[];
  /** Open incidents that the newcomer declared beside the story. */
  readonly others: readonly Incident[];
  readonly name: (person: string) => string;
  /** The instant `seconds` after `at` at the pace of this demo; UTC ms. */
  readonly later: (at: number, seconds: number) => number;
}

const tocsin = { person: null, roles: [], tocsin: true } as const;
/** Talk and incidents looked through. */
const mostMessages = 200;
const mostIncidents = 50;

export function castAt(resources: Resources, at: number): Cast {
  const matching = resources.get('schedule', 'matching')?.spec;
  const [onCall] = matching ? onCallAt(matching, at) : [];
  return { developer: 'wei', manager: 'min', matching: onCall?.person ?? 'yue' };
}

export interface Watching {
  readonly store: Store;
  readonly lang: Lang;
  readonly run: Run;
  readonly now: number;
  /** How many times faster than people the colleagues are. */
  readonly pace: number;
}

/** Looks at the story's incident, its room and what the newcomer does. */
export async function sceneOf({ store, lang, run, now, pace }: Watching): Promise<Scene> {
  const since = (await store.incidents({ limit: mostIncidents }, tocsin)).filter((i) => i.declaredAt >= run.beganAt);
  const incident = since.find((i) => i.number === run.incident) ?? since.findLast(isOfStory(run)) ?? null;
  const room = incident?.rooms.find((r) => r.adapter === 'web' && r.state === 'open')?.ref ?? null;
  const [pages, talk] = await Promise.all([
    incident ? store.pagesOf({ incident: incident.number }) : [],
    room ? store.chat.messages(room, null, mostMessages) : [],
  ]);
  const resources = store.duty();
  return {
    now,
    lang,
    run,
    incident,
    room,
    pages,
    cast: castAt(resources, run.beganAt),
    heard: talk.filter((m) => m.author.kind === 'person' && m.author.name === newcomer),
    others: since.filter((i) => i.number !== incident?.number && i.declaredBy === `person:${newcomer}` && i.progress === 'open'),
    name: (person) => shortName(nameOf(resources, person)),
    later: (at, seconds) => at + (seconds * 1000) / pace,
  };
}

/** Declared for the story's alerts, or by the duty manager where those were kept quiet. */
const isOfStory =
  (run: Run) =>
  (i: Incident): boolean =>
    i.cause === causeOf(run) || (i.system === 'order-gateway' && i.declaredBy.startsWith('bot:'));

export const causeOf = (run: Run): string => `demo/${run.number}`;
