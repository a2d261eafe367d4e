import { systemClock } from '../../../clock/system.ts';
import { guestProcesses } from '../../../guest/guest-process.ts';
import { BotkitChat } from '../../../../domain/chat/guest-chats.ts';
import type { Inbound } from '../../../../domain/chat/heard.ts';
import type { ChatMemory } from '../../../../ports/chat-memory.ts';
import type { Im } from '../../../../ports/im.ts';
import { memoryInHand } from '../../../../test/harness/chat-memory.ts';
import { until } from '../../../../test/harness/until.ts';
import { botkitChat } from '../botkit-chat.ts';
import type { Answered } from '../calls.ts';
import { Teams } from './teams.ts';

type Desk = Im & Required<Pick<Im, 'ears' | 'check'>>;

export interface BotkitDesk {
  readonly im: Desk;
  readonly heard: Inbound[];
  readonly noted: { readonly what: string; readonly data: object }[];
  /** While it is so, nothing can be stored. */
  isAway: boolean;
  post(headers: Record<string, string>, body: string): Promise<Answered>;
  close(): Promise<void>;
}

/** The adapter with Botkit in its process. */
export async function botkitDesk(spec: object, memory: ChatMemory = memoryInHand(systemClock)): Promise<BotkitDesk> {
  const noted: { what: string; data: object }[] = [];
  const heard: Inbound[] = [];
  const note = (what: string, data: object): void => void noted.push({ what, data });
  const im = botkitChat({
    name: 'teams',
    spec: BotkitChat.parse({ type: 'botkit', ...spec }),
    clock: systemClock,
    pace: { turn: async () => {}, refused: () => {} },
    memory,
    invite: guestProcesses({ clock: systemClock, noted: note, env: {} }),
    lang: () => 'en',
    noted: note,
  }) as Desk;
  const desk: BotkitDesk = {
    im,
    heard,
    noted,
    isAway: false,
    post: async (headers, body) =>
      (await im.ears.called?.({
        method: 'POST',
        query: {},
        headers: { 'content-type': 'application/json', ...headers },
        body,
      })) as Answered,
    close: () => im.ears.stop(),
  };
  const hearing = async (inbound: Inbound): Promise<void> => {
    if (desk.isAway) throw new Error('the store does not answer');
    heard.push(inbound);
  };
  await im.ears.start({ heard: hearing, submitted: async () => null, options: async () => [] });
  const patience = { what: 'Botkit to come in', timeoutMs: 60_000, context: () => JSON.stringify(im.ears.state()) };
  await until(() => im.ears.state().state === 'listening', patience);
  return desk;
}

export interface TeamsDesk extends BotkitDesk {
  readonly teams: Teams;
  /** Somebody does something in Teams; answers the HTTP status. */
  does(user: string, activity: object): Promise<number>;
  says(user: string, text: string): Promise<number>;
}

export async function teamsDesk({ bot, memory }: { bot?: string; memory?: ChatMemory } = {}): Promise<TeamsDesk> {
  const teams = await new Teams().listen();
  const { appId, appPassword, url } = teams;
  const desk = await botkitDesk({ appId, appPassword, url, ...(bot === undefined ? {} : { bot }) }, memory);
  const does = async (user: string, activity: object): Promise<number> => {
    const { body, authorization } = teams.activity(user, activity);
    return (await desk.post({ authorization }, body)).status;
  };
  return Object.assign(desk, {
    teams,
    does,
    says: (user: string, text: string) => does(user, { type: 'message', text }),
    close: async () => {
      await desk.im.ears.stop();
      await teams.stop();
    },
  });
}
