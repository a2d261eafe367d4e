import type { System } from '../catalog/system.ts';
import type { Lang } from '../text/lang.ts';
import type { Room } from './incident.ts';

export interface RoomLink {
  readonly label: string;
  readonly url: string;
}

const words = {
  warRoom: { zh: '作战室（Tocsin）', en: 'War room in Tocsin' },
  former: { zh: '原作战室', en: 'Former room' },
} as const;

/** Where a room leads to: its war room in the console at `url`, what its system has, and the room whose place it took. */
export function roomLinks(
  { url, room, system }: { url: string; room: Pick<Room, 'former'>; system: Pick<System, 'links'> | undefined },
  lang: Lang,
): readonly RoomLink[] {
  const former = room.former?.at(-1)?.url ?? null;
  return [
    { label: words.warRoom[lang], url },
    ...(system?.links ?? []),
    ...(former === null ? [] : [{ label: words.former[lang], url: former }]),
  ];
}
