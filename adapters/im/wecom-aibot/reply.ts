import { plain } from '../../../domain/card/wecom/escape.ts';
import { OutsideError } from '../../../ports/errors.ts';
import { isOver, isShut, isTaken } from './classify.ts';
import { isCard, type CardContent, type Content } from './content.ts';
import { streamIdOf, type Door } from './doors.ts';
import type { BotParts } from './parts.ts';
import type { Click } from './receive.ts';
import { say, type Said } from './speech.ts';

interface Reply {
  readonly door: Door;
  readonly content: Content;
  /** The same as plain text. */
  readonly text: string;
  /** A repeat with the same key changes nothing. */
  readonly key: string;
  /** An earlier try may have got through. */
  readonly isInDoubt: boolean;
  readonly said: Said;
}

/** Answers what came in, under its id. False where that cannot be done any more: then it is said as a message of its own. */
export async function replied(parts: BotParts, { door, content, text, key, isInDoubt, said }: Reply): Promise<boolean> {
  const { reqId } = door;
  const asking =
    door.is === 'welcome'
      ? { cmd: 'aibot_respond_welcome_msg', reqId, body: isCard(content) ? content : { msgtype: 'text', text: { content: plain(text) } } }
      : { cmd: 'aibot_respond_msg', reqId, body: isCard(content) ? content : whole(content, key) };
  try {
    await say(parts, asking, said);
    return true;
  } catch (e) {
    if (isTaken(e) || (isInDoubt && isOver(e))) return true;
    if (isShut(e)) return false;
    throw e;
  }
}

/** Text is answered as a stream that is there at once: its name makes a second one of the same key change nothing. */
const whole = ({ markdown: { content } }: Exclude<Content, CardContent>, key: string) => ({
  msgtype: 'stream',
  stream: { id: streamIdOf(key), finish: true, content },
});

/** Changes the card that was pressed, for all who see it. False where that cannot be done any more. A press takes one change. */
export async function changed(parts: BotParts, click: Click, { template_card }: CardContent): Promise<boolean> {
  parts.clicks.spend(click);
  const body = { response_type: 'update_template_card', template_card: { ...template_card, task_id: click.taskId } };
  try {
    await parts.connection.ask({ cmd: 'aibot_respond_update_msg', reqId: click.reqId, body });
    return true;
  } catch (e) {
    if (!(e instanceof OutsideError)) throw e;
    parts.noted('a card that was pressed could not be changed', { because: e.message });
    return false;
  }
}
