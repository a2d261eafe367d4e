import { agentOf, type WecomParts } from './parts.ts';
import { isAbout } from './refusals.ts';
import type { TaskCodes } from './task-codes.ts';
import { say } from './words.ts';

interface Press {
  readonly user: string;
  readonly task: string;
}

/** A card that another took the place of has its buttons still, for without a code nothing could be changed. A press brings one: what was
 *  pressed is done all the same, and the buttons say where it goes on. Never fails. */
export async function greyStale({ user, task }: Press, { codes, ...parts }: WecomParts & { readonly codes: TaskCodes }): Promise<void> {
  try {
    if (!(await codes.isReplaced(task))) return;
    const button = { replace_name: say('below', parts.lang()) };
    await codes.use(task, ({ code }) => changed({ user, code, button }, parts));
  } catch (error) {
    parts.noted('an old card could not be greyed', { chat: parts.name, task, because: String(error) });
  }
}

/** False where the code is not good (any more). */
async function changed({ user, code, button }: { user: string; code: string; button: object }, parts: WecomParts): Promise<boolean> {
  const body = { userids: [user], agentid: agentOf(parts), response_code: code, button };
  try {
    await parts.calls.make({ method: 'message/update_template_card', urgency: 'digest', conv: user, body });
    return true;
  } catch (e) {
    if (isAbout(e, /response_?code/iu)) return false;
    throw e;
  }
}
