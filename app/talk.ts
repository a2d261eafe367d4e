import type { Hearing } from '../ports/chat-ears.ts';
import { capturesOf } from '../domain/chat/chat.ts';
import type { Clock } from '../ports/clock.ts';
import type { Door } from '../ports/door.ts';
import type { Im } from '../ports/im.ts';
import type { Store } from '../ports/store.ts';
import { Answering } from './chat/answering.ts';
import { Capture } from './chat/capture.ts';
import type { Cards } from './chat/cards.ts';
import { ChatFront } from './chat/front.ts';
import { Mirror } from './chat/mirror.ts';
import { receptionOf } from './chat/reception.ts';
import type { Chats } from './chats.ts';
import type { Road } from './road/road.ts';

interface TalkParts {
  readonly door: Door;
  readonly cards: Cards;
  readonly store: Store;
  readonly clock: Clock;
  readonly chats: Chats;
  readonly road: Road;
  readonly incidentUrl: (number: string) => string;
}

export interface Talk {
  readonly front: ChatFront;
  readonly capture: Capture;
  readonly mirror: Mirror;
  readonly answering: Answering;
  /** Where a chat comes in. */
  readonly hear: (im: Im) => Hearing;
}

/** All that people say and press, whichever chat it comes from. */
export function talkOf({ door, cards, store, clock, chats, road, incidentUrl }: TalkParts): Talk {
  const send: Road['send'] = (drafts) => road.send(drafts);
  const front = new ChatFront({ door, store, clock, cards, incidentUrl });
  const capture = new Capture({ store, clock, call: (draft, deadlineMs) => road.call(draft, deadlineMs) });
  const mirror = new Mirror({ store, clock, send });
  const answering = new Answering({ door, front, cards, capture, mirror, store, clock, send, ims: chats.all, incidentUrl });
  const captures = (chat: string): readonly string[] => capturesOf(chats.specOf(chat));
  return { front, capture, mirror, answering, hear: (im) => receptionOf(im, { door, front, store, clock, send, captures }) };
}
