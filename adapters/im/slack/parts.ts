import type { Lang } from '../../../domain/text/lang.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Calls } from './calls.ts';
import type { OwnTeam } from './team.ts';

/** What the halves of the adapter work with. */
export interface SlackParts {
  /** The configured name of the chat. */
  readonly name: string;
  readonly calls: Calls;
  readonly team: OwnTeam;
  readonly clock: Clock;
  /** Of what we say ourselves where nobody says in which language. */
  readonly lang: () => Lang;
  /** What is worth a line in the log and fails nothing. */
  readonly noted: (what: string, data: object) => void;
}
