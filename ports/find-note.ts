import type { Viewer } from '../domain/access/viewer.ts';
import { keyOf, partsOf, type Key } from '../domain/event/event.ts';
import { isRefusal, refuse, refuseField, type Refusal } from '../domain/event/reply.ts';
import type { Incident } from '../domain/incident/incident.ts';
import { mayChange, type KeptNote } from '../domain/incident/note.ts';
import { findIncident } from './find-incident.ts';
import type { StoreReader } from './store.ts';

interface Asked {
  readonly incident: string;
  /** Its number. */
  readonly note: number;
}

/** The lane of the incident whose note somebody wants to change; refused where it is not theirs to change. */
export async function noteLane({ incident: said, note }: Asked, ctx: { store: StoreReader; viewer: Viewer }): Promise<Key | Refusal> {
  const incident = await findIncident(said, ctx);
  if (isRefusal(incident)) return incident;
  const kept = incident.notes?.[note - 1];
  if (!kept) return refuseField('note', `${incident.number} has no note ${note}.`, `${incident.number} 没有第 ${note} 条记录。`);
  if (mayChange(kept, ctx.viewer)) return keyOf('incident', incident.number);
  return refuse(
    'forbidden',
    `Note ${note} is somebody else's: they themselves or an operator may change it.`,
    `第 ${note} 条记录是别人写的，只有本人或 operator 可以修改。`,
  );
}

/** The note in its own lane. */
export async function noteIn(key: Key, note: number, store: StoreReader): Promise<{ incident: Incident; kept: KeptNote }> {
  const { id: number } = partsOf(key);
  const incident = await store.state('incident', number);
  const kept = incident?.notes?.[note - 1];
  if (!incident || !kept) throw new Error(`no note ${note} of incident ${number}`);
  return { incident, kept };
}
