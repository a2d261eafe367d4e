import { guestProcesses } from '../adapters/guest/guest-process.ts';
import { webChat } from '../adapters/im/web/web-chat.ts';
import type { Env, Settings } from '../config/settings.ts';
import { peopleOf } from '../domain/escalation/staff.ts';
import { userOn } from '../domain/people/chat-user.ts';
import type { Resources } from '../domain/resource/resource.ts';
import type { Bus } from '../ports/bus.ts';
import type { Im } from '../ports/im.ts';
import { madeChat, type MakingParts } from './chat-makers.ts';
import { Chats, configuredChats } from './chats.ts';
import { postingChats } from './posting-chats.ts';

export interface ChatsHereParts extends Omit<MakingParts, 'folder' | 'invite'> {
  readonly settings: Settings;
  readonly env: Env;
  readonly bus: Bus;
  /** Brought along, beside the built-in one. */
  readonly more: readonly Im[];
  /** A demo reaches nothing outside, whatever is configured. */
  readonly isDemo: boolean;
}

/** More of them would be in the way of what is asked in earnest. */
const mostCalled = 40;

/** The users on a platform whom the escalation policies would call now. */
function usersCalled(resources: Resources, platform: string, now: number): string[] {
  const steps = resources.all('escalation-policy').flatMap(({ spec }) => spec.steps);
  const people = new Set(steps.flatMap(({ to }) => peopleOf(to, resources, now)));
  return [...people].flatMap((person) => userOn(resources, person, platform) ?? []).slice(0, mostCalled);
}

/** The built-in chat, what channels post to, and the platforms that files, the console or the environment describe: those are loaded when they
 *  are configured. */
export async function chatsHere(parts: ChatsHereParts): Promise<Chats> {
  const { settings, store, clock, bus, outward, more, isDemo, origin, incidentUrl, failed } = parts;
  const web = webChat({
    chat: store.chat,
    files: store.files,
    bus,
    clock,
    known: (person) => store.resources().get('person', person) !== undefined,
    url: (room) => (room.incident ? incidentUrl(room.incident) : `${origin()}/chat/${room.id}`),
  });
  const posting = isDemo ? [] : postingChats({ store, clock, outward, home: () => `${origin()}/alerts` });
  const making = { ...parts, folder: settings.dataDirectory, invite: guestProcesses(parts) };
  const chats = new Chats({
    fixed: [web, ...more, ...posting],
    configured: () => (isDemo ? [] : configuredChats(store.resources(), settings)),
    make: (chat) => madeChat(chat, making),
    usersCalled: (platform) => usersCalled(store.duty(), platform, clock.now()),
    failed,
  });
  await chats.look();
  return chats;
}
