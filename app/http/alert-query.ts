import { labelTest, type LabelTest, type Matcher } from '../../domain/alert/matcher.ts';
import { BadRequest } from './body.ts';
import { filterOf } from './label-filter.ts';

type Given = string | string[];

/** What `GET /api/v2/alerts` and its groups may be asked for. */
export interface AlertQuery {
  readonly filter?: Given;
  readonly receiver?: Given;
  readonly active?: Given;
  readonly silenced?: Given;
  readonly inhibited?: Given;
  readonly muted?: Given;
  /** Taken and without effect, as in Alertmanager: no alert that is listed is unprocessed. */
  readonly unprocessed?: Given;
}

/** The same, read. */
export interface Wanted {
  readonly matches: LabelTest;
  readonly receiver: (name: string) => boolean;
  readonly active: boolean;
  readonly silenced: boolean;
  readonly inhibited: boolean;
  readonly muted: boolean;
}

export const readQuery = (q: AlertQuery): Wanted => ({
  matches: filterOf(q.filter),
  receiver: receiverTest(last(q.receiver)),
  active: isYes(q.active),
  silenced: isYes(q.silenced),
  inhibited: isYes(q.inhibited),
  muted: isYes(q.muted),
});

const last = (given: Given | undefined): string | undefined => (Array.isArray(given) ? given.at(-1) : given);

const yes: ReadonlySet<string> = new Set(['true', '1', 'yes', 'ok', 'y', 'on', 'selected', 'checked', 't', 'enabled']);

/** Yes when not given; any word that does not mean yes is a no, as Alertmanager reads them. */
function isYes(given: Given | undefined): boolean {
  const word = last(given) ?? '';
  return word === '' || yes.has(word.toLowerCase());
}

function receiverTest(pattern: string | undefined): (name: string) => boolean {
  if (!pattern) return () => true;
  const m: Matcher = { name: 'receiver', value: pattern, isEqual: true, isRegex: true };
  try {
    const test = labelTest([m]);
    return (receiver) => test({ receiver });
  } catch {
    throw new BadRequest(`failed to parse receiver param: ${pattern}`);
  }
}
