import type { Chat } from '../../domain/chat/chat.ts';
import type { Bus } from '../../ports/bus.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Im } from '../../ports/im.ts';
import type { Mailer } from '../../ports/mail.ts';
import type { SourceAdapter } from '../../ports/source.ts';
import type { Delivery, Store } from '../../ports/store.ts';
import type { Carriers } from '../phone/carriers.ts';
import type { Pusher } from '../push/pusher.ts';
import type { Answering } from '../chat/answering.ts';
import type { Cards } from '../chat/cards.ts';

/** What the performers work with. */
export interface PerformParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly bus: Bus;
  readonly ims: ReadonlyMap<string, Im>;
  /** What is configured for a chat; null where nothing is. */
  readonly chatSpec: (adapter: string) => Chat | null;
  readonly cards: Cards;
  /** Known once the door to the skills is. */
  readonly answering: () => Answering;
  readonly carriers: Carriers;
  /** null: no mail server is configured. */
  readonly mailer: Mailer | null;
  readonly sources: ReadonlyMap<string, SourceAdapter>;
  /** Puts alerts on the road. */
  readonly intake: (delivery: Delivery) => Promise<void>;
  readonly pusher: Pusher;
  /** Where the firm names none. */
  readonly zone: string;
  /** Where browsers find us. */
  readonly origin: () => string;
  readonly incidentUrl: (number: string) => string;
}
