import type { FastifyInstance } from 'fastify';
import type { Caller } from '../../domain/access/caller.ts';
import { isRefusal } from '../../domain/event/reply.ts';
import { firmZone, nameOf } from '../../domain/firm/of-firm.ts';
import { IncidentFilter, narrowedTo, progressesOf } from '../../domain/incident/narrow.ts';
import { csvText, sendFile } from '../exports/csv.ts';
import { incidentStory, type Story } from '../exports/incident-story.ts';
import { alertSheet, incidentSheet, ListRefused, type Sheet } from '../exports/lists.ts';
import { roomLines } from '../exports/room-lines.ts';
import { refusal } from './may.ts';
import { callerOf, statusOf, type SurfaceParts } from './surface.ts';

interface ExportParts extends SurfaceParts {
  readonly zone: string;
}

const csv = (name: string) => ({ name: `${name}.csv`, type: 'text/csv' });

/** What leaves Tocsin as a file: the story of an incident, and lists for spreadsheets. Each holds what its reader may see, and nothing else. */
export function exportRoutes(app: FastifyInstance, parts: ExportParts): void {
  const { store, door } = parts;
  const zone = (): string => firmZone(store.resources(), parts.zone);
  app.get<{ Params: { number: string }; Querystring: { chat?: string } }>('/api/v1/incidents/:number/export.md', async (request, reply) => {
    const caller = await callerOf(request, parts);
    const story = await storyOf(request.params.number, caller, parts);
    const text = await markdownOf(story, caller, { parts, zone: zone(), isWithChat: request.query.chat === '1' });
    const one = async function* (): AsyncGenerator<string> {
      yield text;
    };
    return sendFile(reply, { name: `${story.number}.md`, type: 'text/markdown' }, one());
  });
  app.get('/api/v1/incidents.csv', async (request, reply) => {
    const caller = await callerOf(request, parts);
    const query = IncidentFilter.safeParse(request.query);
    if (!query.success) {
      const said = query.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ');
      throw refusal(caller, { en: said, zh: said });
    }
    const progress = progressesOf(query.data.progress ?? 'all');
    const isWanted = narrowedTo(query.data, caller.viewer.person);
    const sheet = incidentSheet(store, caller, { zone: zone(), progress, isWanted });
    return sendFile(reply, csv('incidents'), csvText(sheet.head, sheet.pages));
  });
  app.get<{ Querystring: Record<string, string | string[]> }>('/api/v1/alerts.csv', async (request, reply) => {
    const caller = await callerOf(request, parts);
    const { match, ...rest } = request.query;
    const filter = { ...rest, ...(match === undefined ? {} : { match: [match].flat() }) };
    const ctx = { now: parts.clock.now(), store, viewer: caller.viewer, lang: caller.lang };
    const sheet = await ready(alertSheet(door, ctx, { zone: zone(), filter }), caller);
    return sendFile(reply, csv('alerts'), csvText(sheet.head, sheet.pages));
  });
}

/** Asks for the first rows, so that what the list refuses is refused in the reader's words. */
async function ready({ head, pages }: Sheet, caller: Caller): Promise<Sheet> {
  const first = await pages.next().catch((e: unknown) => {
    throw e instanceof ListRefused ? refusal(caller, e.refusal.because, statusOf[e.refusal.refused]) : e;
  });
  const all = async function* (): Sheet['pages'] {
    if (!first.done) yield first.value;
    yield* pages;
  };
  return { head, pages: all() };
}

async function storyOf(number: string, caller: Caller, { door }: ExportParts): Promise<Story> {
  const answer = await door.call('incident/show', { incident: number }, caller);
  if (answer === 'working') throw new Error('a read has answered later');
  if (isRefusal(answer)) throw refusal(caller, answer.because, statusOf[answer.refused]);
  return answer.output as Story;
}

async function markdownOf(
  story: Story,
  { viewer, lang }: Caller,
  { parts: { store }, zone, isWithChat }: { parts: ExportParts; zone: string; isWithChat: boolean },
): Promise<string> {
  const name = (person: string): string => nameOf(store.resources(), person);
  const room = story.rooms.find(({ platform }) => platform === 'web')?.id ?? null;
  const chat = isWithChat && room !== null ? await roomLines(room, store.chat, { viewer, name }) : null;
  return incidentStory(story, { lang, zone, name }, chat);
}
