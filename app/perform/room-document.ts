import { firmZone, nameOf, sharedLang } from '../../domain/firm/of-firm.ts';
import { incidentDocument, type DocumentScene } from '../../domain/incident/document.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { summaryOf } from '../../domain/incident/outward.ts';
import { saidStory } from '../../domain/incident/story.ts';
import { OutsideError } from '../../ports/errors.ts';
import type { Performer } from '../road/outbox.ts';
import type { PerformParts } from './parts.ts';
import { linksOf } from './room-bookmark.ts';
import { openedRoom, roomsOf } from './room-of.ts';

/** Groups whose names are looked up; a storm has thousands. */
const mostNamed = 21;

/** Written whole each time, from what is true now. A private incident's room is private from its first moment, and so is what stands in it. */
export const roomDocument = (parts: PerformParts): Performer<'room.document'> => ({
  type: 'room.document',
  outlasts: true,
  async perform(at) {
    const opened = await openedRoom(parts, at);
    const rooms = roomsOf(parts, at.adapter);
    const write = rooms.document;
    if (opened?.room.state !== 'open' || !write) return { dropped: 'no open room, or a chat without documents' };
    const slot = `document/${at.incident}/${at.adapter}`;
    const kept = await parts.store.card(slot);
    const known = kept?.conv === opened.ref.conv ? kept.msg : null;
    const written = await documentOf(parts, opened);
    try {
      const now = await anew(known, (old) => write(opened.ref, { ...written, known: old }));
      if (now !== known) await parts.store.rememberCard(slot, { conv: opened.ref.conv, msg: now });
    } catch (e) {
      if (e instanceof OutsideError && e.failure === 'unsupported') return { dropped: e.message };
      throw e;
    }
    return {};
  },
});

/** Somebody may have deleted the one that is known. */
async function anew(known: string | null, write: (known: string | null) => Promise<string>): Promise<string> {
  try {
    return await write(known);
  } catch (e) {
    if (known !== null && e instanceof OutsideError && e.failure === 'not-found') return write(null);
    throw e;
  }
}

async function documentOf(parts: PerformParts, opened: NonNullable<Awaited<ReturnType<typeof openedRoom>>>) {
  const { store, clock } = parts;
  const { incident } = opened;
  const resources = store.resources();
  const reader = { lang: sharedLang(resources), zone: firmZone(resources, parts.zone), name: (p: string) => nameOf(resources, p) };
  const [groups, facts] = await Promise.all([groupsOf(parts, incident), store.timeline(incident.number)]);
  const story = saidStory(facts, reader);
  return incidentDocument({ incident: summaryOf(incident), groups, story, links: linksOf(parts, opened), now: clock.now() }, reader);
}

async function groupsOf({ store }: PerformParts, { groups }: Incident): Promise<DocumentScene['groups']> {
  const firingFirst = Object.entries(groups).toSorted(([, a], [, b]) => b - a);
  return Promise.all(
    firingFirst.map(async ([id, firing], i) => {
      const labels = i < mostNamed ? (await store.state('group', id))?.labels : undefined;
      return { title: Object.values(labels ?? {}).join(' ') || id, firing };
    }),
  );
}
