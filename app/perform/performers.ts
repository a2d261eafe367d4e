import type { EffectType } from '../../domain/event/effect.ts';
import type { Performer } from '../road/outbox.ts';
import { cardPin, cardShow } from './card.ts';
import { channelCall } from './channel-call.ts';
import { chatAnswer } from './chat-answer.ts';
import { chatSay } from './chat-say.ts';
import { pageLook } from './page-look.ts';
import { pageSend } from './page-send.ts';
import type { PerformParts } from './parts.ts';
import { sourceAsk } from './source-ask.ts';
import { talkCopy } from './talk-copy.ts';
import { roomArchive, roomUnarchive } from './room-archive.ts';
import { roomBookmark } from './room-bookmark.ts';
import { roomDocument } from './room-document.ts';
import { roomInvite, roomOpen, roomPurpose, roomRemove, roomTopic } from './room.ts';

/** Every effect type with the one that does it; a type without one does not compile. */
export function performersOf(parts: PerformParts): ReadonlyMap<EffectType, Performer> {
  const all: { readonly [K in EffectType]: Performer<K> } = {
    'room.open': roomOpen(parts),
    'room.invite': roomInvite(parts),
    'room.remove': roomRemove(parts),
    'room.topic': roomTopic(parts),
    'room.purpose': roomPurpose(parts),
    'room.bookmark': roomBookmark(parts),
    'room.document': roomDocument(parts),
    'room.archive': roomArchive(parts),
    'room.unarchive': roomUnarchive(parts),
    'card.show': cardShow(parts),
    'card.pin': cardPin(parts),
    'chat.say': chatSay(parts),
    'chat.answer': chatAnswer(parts),
    'talk.copy': talkCopy(parts),
    'source.ask': sourceAsk(parts),
    'channel.call': channelCall(parts),
    'page.send': pageSend(parts),
    'page.look': pageLook(parts),
  };
  return new Map(Object.entries(all) as [EffectType, Performer][]);
}
