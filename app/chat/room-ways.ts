import type { Chat } from '../../domain/chat/chat.ts';
import type { RoomWays } from '../../ports/bot.ts';
import type { Im } from '../../ports/im.ts';

/** Where nothing is said of it. */
const archivedAfterDays = 7;

/** What can be done with rooms of a chat, and is wanted. `im` is undefined while the chat is switched off, `spec` null where it has none. */
export function roomWays(im: Im | undefined, spec: Chat | null): RoomWays {
  const { purpose, bookmark, document, archive } = im?.rooms ?? {};
  return {
    purposes: purpose !== undefined,
    bookmarks: bookmark !== undefined,
    documents: document !== undefined,
    archiveAfterDays: archive ? (spec && 'archiveAfterDays' in spec ? spec.archiveAfterDays : archivedAfterDays) : null,
    canOpen: im?.rooms !== undefined,
    isOneWay: im?.rooms?.isOneWay === true,
    mirrors: im !== undefined && (spec?.mirror ?? true),
  };
}
