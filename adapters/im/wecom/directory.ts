import { z } from 'zod';
import { useridKey } from '../../../domain/chat/wecom-chat.ts';
import type { ChatUser, Directory } from '../../../ports/im.ts';
import { Kept } from '../../../ports/kept.ts';
import type { WecomParts } from './parts.ts';
import { errcodeOf } from './refusals.ts';

const keptMs = 3_600_000;
const remembered = 5_000;
/** Somebody who has just joined is to be found soon. */
const listKeptMs = 60_000;
const mostListed = 10_000;
const nobody = new Set([40003, 46004, 60111]);

const Member = z.looseObject({
  userid: z.string().min(1),
  name: z.string().default(''),
  biz_mail: z.string().default(''),
  status: z.number().default(1),
  enable: z.number().default(1),
});
const Departments = z.looseObject({
  department_id: z.array(z.looseObject({ id: z.number(), parentid: z.number().default(0) })).default([]),
});
const Listed = z.looseObject({ userlist: z.array(z.looseObject({ userid: z.string(), name: z.string().default('') })).default([]) });

const Found = z.looseObject({ userid: z.string().min(1) });

/** Numbers of the mainland stand there without their country code. */
const mobileOf = (phone: string): string => phone.replace(/^\+86(?=1\d{10}$)/u, '');

/** Who is who, as far as the app sees it. Of two addresses only the firm's own proves somebody: the other one they write themselves. */
export class People implements Directory {
  readonly #parts: WecomParts;
  readonly #users: Kept<ChatUser | null>;
  readonly #lists: Kept<readonly ChatUser[]>;

  constructor(parts: WecomParts) {
    this.#parts = parts;
    const now = (): number => parts.clock.now();
    this.#users = new Kept({ most: remembered, forMs: keptMs, now });
    this.#lists = new Kept({ most: 1, forMs: listKeptMs, now });
  }

  user(user: string): Promise<ChatUser | null> {
    return this.#users.get(useridKey(user), () => this.#ask(user));
  }

  all(): Promise<readonly ChatUser[]> {
    return this.#lists.get('members', () => this.#list());
  }

  async find({ email, phone }: { readonly email?: string; readonly phone?: string }): Promise<ChatUser | null> {
    const user = email === undefined ? null : await this.#userid('user/get_userid_by_email', { email, email_type: 1 });
    const found = user ?? (phone === undefined ? null : await this.#userid('user/getuserid', { mobile: mobileOf(phone) }));
    return found === null ? null : this.user(found);
  }

  async warm(users: readonly string[]): Promise<void> {
    for (const user of users) await this.user(user).catch(() => null);
  }

  /** Null where nobody has it, or nobody whom the app sees. */
  async #userid(method: string, body: object): Promise<string | null> {
    try {
      return Found.parse(await this.#parts.calls.make({ method, urgency: 'card', body })).userid;
    } catch (e) {
      if (nobody.has(errcodeOf(e) ?? 0)) return null;
      throw e;
    }
  }

  async #ask(user: string): Promise<ChatUser | null> {
    try {
      const said = Member.parse(await this.#parts.calls.make({ method: 'user/get', urgency: 'room', query: { userid: user } }));
      const mail = said.biz_mail.trim().toLowerCase();
      // Whoever has never signed in, or was switched off, gets nothing.
      return {
        user: said.userid,
        name: said.name || said.userid,
        email: mail === '' ? null : mail,
        isMember: said.status === 1 && said.enable === 1,
      };
    } catch (e) {
      if (nobody.has(errcodeOf(e) ?? 0)) return null;
      throw e;
    }
  }

  async #list(): Promise<readonly ChatUser[]> {
    const { calls } = this.#parts;
    const all = Departments.parse(await calls.make({ method: 'department/simplelist', urgency: 'card' })).department_id;
    const ids = new Set(all.map(({ id }) => id));
    const found = new Map<string, ChatUser>();
    for (const { id } of all.filter(({ parentid }) => !ids.has(parentid))) {
      const query = { department_id: String(id), fetch_child: '1' };
      const { userlist } = Listed.parse(await calls.make({ method: 'user/simplelist', urgency: 'card', query }));
      for (const { userid, name } of userlist) found.set(userid, { user: userid, name: name || userid, email: null, isMember: true });
    }
    return [...found.values()].slice(0, mostListed);
  }
}
