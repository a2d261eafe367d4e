import type { Caller } from '../../domain/access/caller.ts';
import { spotOf, type Inbound } from '../../domain/chat/heard.ts';
import { keyOf, type Actor, type Draft } from '../../domain/event/event.ts';
import { isRefusal, type Refusal } from '../../domain/event/reply.ts';
import { personAt } from '../../domain/people/chat-user.ts';
import type { FormFaults, Hearing, Submitted } from '../../ports/chat-ears.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Door } from '../../ports/door.ts';
import type { Im } from '../../ports/im.ts';
import type { Skill } from '../../ports/skill.ts';
import type { ActionToken, Store } from '../../ports/store.ts';
import type { ChatFront } from './front.ts';
import { inputOf, optionsFor, shownFields } from './form.ts';
import { callerIn } from './user.ts';

interface ReceptionParts {
  readonly door: Door;
  readonly front: ChatFront;
  readonly store: Store;
  readonly clock: Clock;
  readonly send: (drafts: readonly Draft[]) => Promise<void>;
  /** The names of reactions by which a message becomes part of the timeline. */
  readonly captures: (adapter: string) => readonly string[];
}

/** The skill and the input of a form that somebody has sent. */
interface Filled {
  readonly action: ActionToken;
  readonly skill: Skill;
  readonly caller: Caller;
}

const expired = {
  zh: '这个表单已经过期，请重新打开。',
  en: 'This form is no longer valid. Open it anew.',
};

/** Where a chat platform comes in: what somebody does is stored before the platform is told that it came, once however often it is delivered. */
export function receptionOf(im: Im, parts: ReceptionParts): Hearing {
  const { door, store } = parts;
  const filled = async (token: string, user: string): Promise<Filled | null> => {
    const action = await store.actionToken(token);
    const skill = action && action.expiresAt > parts.clock.now() ? door.all.get(action.skill) : undefined;
    const caller = callerIn(store, im.id, user);
    return action && skill && caller ? { action, skill, caller } : null;
  };
  return {
    async heard(inbound) {
      if (await isForUs(inbound, im.id, parts)) await parts.send([draftOf(inbound, im.id, parts)]);
    },
    async submitted(form, waitMs) {
      const sent = await filled(form.token, form.user);
      if (!sent) return { fields: {}, form: `${expired.zh} ${expired.en}` };
      const { action, skill, caller } = sent;
      const input = inputOf(skill, action.input as Record<string, unknown>, form.values);
      const answer = await door.call(action.skill, input, caller, { idempotencyKey: form.key, deadlineMs: waitMs });
      if (isRefusal(answer)) return faultsOf(answer, sent);
      const under = input['private'] === true ? null : spotOf(im.id, input['cause']);
      const { text } = await parts.front.said(action.skill, answer, caller);
      await parts.send([draftOf({ ...filledIn(form), did: { is: 'filled', text, under } }, im.id, parts)]);
      return null;
    },
    async options({ token, field, typed, user }) {
      const sent = await filled(token, user);
      return sent ? optionsFor(sent.skill, { field, typed }, { store, caller: sent.caller }) : [];
    },
  };
}

/** Of talk among people only what is said to us, or in the room of an incident, goes any further. */
async function isForUs({ did, conv }: Inbound, adapter: string, { store, captures }: ReceptionParts): Promise<boolean> {
  const isRoom = async (): Promise<boolean> => conv !== null && (await store.incidentIn(adapter, conv)) !== null;
  switch (did.is) {
    case 'said':
      return did.isToUs || did.isDirect || isRoom();
    case 'reacted':
      return captures(adapter).includes(did.emoji) && (await isRoom());
    case 'rewrote':
    case 'deleted':
    case 'joined':
    case 'room':
      return isRoom();
    default:
      return true;
  }
}

function draftOf(inbound: Inbound, adapter: string, { store, clock }: ReceptionParts): Draft {
  const person = personAt(store.duty(), adapter, inbound.user);
  const by: Actor = person === null ? `source:${adapter}` : `person:${person}`;
  return {
    id: `chat:${adapter}/${inbound.key}`,
    type: 'chat.heard',
    v: 1,
    key: keyOf('conversation', `${adapter}/${inbound.conv ?? inbound.user}`),
    at: clock.now(),
    by,
    via: `chat:${adapter}`,
    data: { adapter, inbound },
  };
}

/** What is wrong stands at its field, where the form has that field. */
function faultsOf({ issues = [], because }: Refusal, { action, skill, caller }: Filled): FormFaults {
  const shown = shownFields(skill, action.input as Record<string, unknown>);
  const fieldOf = (path: string): string => path.split('.')[0] ?? '';
  const fields = Object.fromEntries(
    issues.filter(({ path }) => shown.includes(fieldOf(path))).map(({ path, message }) => [fieldOf(path), message[caller.lang]]),
  );
  return { fields, form: Object.keys(fields).length > 0 ? null : because[caller.lang] };
}

/** What came of a form is said as the answer to anything else is. */
const filledIn = ({ key, at, user, conv }: Submitted): Omit<Inbound, 'did'> => ({ key: `${key}/filled`, at, user, conv });
