import type { Viewer } from '../domain/access/viewer.ts';
import { keyOf, type Key } from '../domain/event/event.ts';
import { isRefusal, refuse, type Refusal } from '../domain/event/reply.ts';
import type { Incident } from '../domain/incident/incident.ts';
import type { StoreReader } from './store.ts';

/** The incident that people mean by `INC-20261122-003`, or by `3` where only one open incident ends so, or none, and only one of those that ended within seven days. What the viewer may not see is not there. */
export async function findIncident(said: string, { store, viewer }: { store: StoreReader; viewer: Viewer }): Promise<Incident | Refusal> {
  const found = await store.incidentsEnding(said.trim(), viewer);
  const [only] = found;
  if (only && found.length === 1) return only;
  if (found.length > 1)
    return refuse(
      'rule',
      `"${said}" could be ${found.map((i) => i.number).join(' or ')}. Write the whole number.`,
      `“${said}”可能是 ${found.map((i) => i.number).join('、')}，请写完整编号。`,
    );
  return refuse(
    'not-found',
    `There is no incident "${said}" that you can see. Write its whole number, such as INC-20261122-003; a short number finds open incidents, and those that ended within 7 days.`,
    `没有你能看到的事件“${said}”。请写完整编号，如 INC-20261122-003；短编号只匹配未结束的和 7 天内结束的事件。`,
  );
}

/** The lane of the incident that a skill's input names. */
export async function incidentLane(
  { incident }: { incident: string },
  ctx: { store: StoreReader; viewer: Viewer },
): Promise<Key | Refusal> {
  const found = await findIncident(incident, ctx);
  return isRefusal(found) ? found : keyOf('incident', found.number);
}

/** An incident's number, or null where the viewer may not see it: what belongs to a private incident must not name it. */
export async function seenNumber(number: string | null, { store, viewer }: { store: StoreReader; viewer: Viewer }): Promise<string | null> {
  return number !== null && (await store.incidentsEnding(number, viewer)).length > 0 ? number : null;
}
