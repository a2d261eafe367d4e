import type { FastifyInstance } from 'fastify';
import { personAt, userOn } from '../../domain/people/chat-user.ts';
import type { ResourceOf } from '../../domain/resource/resource.ts';
import type { ChatUser, Directory } from '../../ports/im.ts';
import { shownUser, type ContactParts } from './person-contact.ts';
import { adminOf } from './resources.ts';

/** More of them would use up what a chat lets us ask in a minute. */
const mostAsked = 60;
const together = 6;

type Someone = ResourceOf<'person'>;
interface Proposed {
  readonly person: string;
  readonly user: object;
}

/** Who somebody that is not linked may be in a chat, by their address or number: proposed, for an admin to say so. */
export function chatProposalRoutes(app: FastifyInstance, parts: ContactParts): void {
  app.get<{ Params: { chat: string } }>('/api/v1/chats/:chat/proposals', async (request) => {
    await adminOf(request, parts);
    return { proposals: await proposalsIn(request.params.chat, parts) };
  });
}

async function proposalsIn(chat: string, { ims, store }: ContactParts): Promise<Proposed[]> {
  const directory = ims.get(chat)?.directory;
  if (!directory?.find) return [];
  const resources = store.duty();
  const missing = resources.all('person').filter(({ name }) => userOn(resources, name, chat) === undefined);
  const asked = missing.filter(({ spec }) => spec.email !== undefined || spec.phone !== undefined).slice(0, mostAsked);
  const found: Proposed[] = [];
  for (let at = 0; at < asked.length; at += together) {
    const some = asked.slice(at, at + together);
    // Where the platform does not say, there is nobody to propose: an id can be typed.
    const users = await Promise.all(some.map((person) => foundBy(directory, person).catch(() => null)));
    found.push(...users.flatMap((user, i) => (user && personAt(resources, chat, user.user) === null ? proposed(some[i], user) : [])));
  }
  return found;
}

const proposed = (person: Someone | undefined, user: ChatUser): Proposed[] =>
  person ? [{ person: person.name, user: shownUser(user) }] : [];

/** By the address first; a number is asked about only where that finds nobody. */
async function foundBy(directory: Directory, { spec: { email, phone } }: Someone): Promise<ChatUser | null> {
  const byEmail = email === undefined ? null : await directory.find?.({ email });
  const user = byEmail ?? (phone === undefined ? null : await directory.find?.({ phone }));
  return user?.isMember === true ? user : null;
}
