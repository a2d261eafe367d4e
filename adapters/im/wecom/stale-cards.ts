import { agentOf, type WecomParts } from './parts.ts';
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
    const taken = await codes.take(task);
    if (taken === null) return;
    const body = {
      userids: [user],
      agentid: agentOf(parts),
      response_code: taken.code,
      button: { replace_name: say('below', parts.lang()) },
    };
    await parts.calls.make({ method: 'message/update_template_card', urgency: 'digest', conv: user, body });
  } catch (error) {
    parts.noted('an old card could not be greyed', { chat: parts.name, task, because: String(error) });
  }
}
