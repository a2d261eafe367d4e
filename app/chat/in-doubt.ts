import type { Lang } from '../../domain/text/lang.ts';
import type { Clock } from '../../ports/clock.ts';
import { OutsideError, UnansweredError } from '../../ports/errors.ts';
import type { Im, Outgoing, Posting as Post, Ref } from '../../ports/im.ts';
import type { Store } from '../../ports/store.ts';

/** Before what may be there already is posted once more. */
const pauseMs = 30_000;

interface Posting extends Post {
  readonly im: Im;
  readonly to: Ref;
  readonly lang: Lang;
  /** Someone must act on it: rather twice than not at all. */
  readonly isWorthTwice: boolean;
}

/** The repeat has gone out as well. */
const spent = 'spent';

/** Posts to a platform that shows again what it is sent again. What went unanswered, or was on its way when a process died, may be there: it is
 *  posted once more at most, half a minute later and labelled. Where it is not worth that, what went unanswered is left at that, and only what a
 *  process died over comes again. Null: where it is, if it is there, is not known. Throws what posting throws, and `transient` with the pause. */
export async function postInDoubt(
  message: Outgoing,
  { im, to, lang, isWorthTwice, ...how }: Posting,
  { store, clock }: { store: Store; clock: Clock },
): Promise<Ref | null> {
  if (!im.showsAgain?.(to)) return im.post(to, message, how);
  const slot = `in-doubt/${how.key}`;
  const doubt = (await store.card(slot))?.msg ?? '';
  if (doubt === spent) return null;
  const waitMs = Number(doubt) - clock.now();
  if (waitMs > 0) throw new OutsideError('transient', `${im.id}: it may be there already; posted once more in a moment`, waitMs);
  const isRepeat = doubt !== '';
  const mark = (msg: string): Promise<void> => store.rememberCard(slot, { conv: to.conv, msg });
  await mark(isRepeat ? spent : String(clock.now() + (isWorthTwice ? pauseMs : 0)));
  try {
    return await im.post(to, isRepeat ? labelled(message, lang) : message, how);
  } catch (e) {
    if (!(e instanceof UnansweredError)) {
      await mark(doubt);
      throw e;
    }
    if (isWorthTwice && !isRepeat) throw new OutsideError('transient', e.message, pauseMs);
    return null;
  }
}

function labelled({ card, text, ...rest }: Outgoing, lang: Lang): Outgoing {
  const label = lang === 'zh' ? '（可能重复）' : ' (perhaps a repeat)';
  return { ...rest, text: text + label, ...(card ? { card: { ...card, title: card.title + label } } : {}) };
}
