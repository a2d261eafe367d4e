import type { Lang } from '../../../domain/text/lang.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Pace } from '../../../ports/pace.ts';
import type { Connection } from './connection.ts';
import type { Clicks } from './doors.ts';

/** What everything here works with. */
export interface BotParts {
  /** The chat as it is configured. */
  readonly name: string;
  readonly connection: Pick<Connection, 'ask' | 'mustBeThere'>;
  readonly clicks: Clicks;
  readonly clock: Clock;
  readonly pace: Pace;
  readonly lang: () => Lang;
  /** Where a card without a link of its own leads. */
  readonly home: () => string;
  /** What is worth a line in the log and fails nothing. */
  readonly noted: (what: string, data: object) => void;
}
