import type { Caller } from '../../domain/access/caller.ts';
import { permits } from '../../domain/access/viewer.ts';
import { keyOf, type Actor, type Draft } from '../../domain/event/event.ts';
import { refuse, type Refusal, type Reply } from '../../domain/event/reply.ts';
import { placeOf, type NoteEvents, type NoteWords } from '../../domain/incident/note.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Im, Ref, WrittenMessage } from '../../ports/im.ts';
import type { Store } from '../../ports/store.ts';
import { Turns } from '../../ports/turns.ts';
import { takeFiles } from './note-files.ts';
import { authorOf } from './user.ts';
import { personal } from './spoken.ts';

interface CaptureParts {
  readonly store: Store;
  readonly clock: Clock;
  /** Sends one event along the road and waits until it is decided, or for so many milliseconds. */
  readonly call: (draft: Draft, deadlineMs: number) => Promise<Reply | null>;
}

/** A message of a chat; `key` is the platform's own id of what was done to it: what comes again has the same. */
export interface Message {
  readonly im: Im;
  readonly ref: Ref & { readonly msg: string };
  readonly key: string;
}

export interface Mark extends Message {
  /** The incident whose room it is. */
  readonly incident: string;
  /** Which sign: somebody may set several. */
  readonly emoji: string;
  readonly isOn: boolean;
  readonly by: Caller;
}

/** A note in the timeline holds no more. */
const longestNote = 4_000;
const deadlineMs = 5_000;

/** Messages that become part of an incident's story: marked by people, read from their chat with time, author and files, and kept in step with it.
 *  Everything may come twice. Throws an OutsideError where a chat cannot be asked just now: then the same may be tried again. */
export class Capture {
  readonly #parts: CaptureParts;
  /** What happens to one message waits for what happened to it before: fetching its files takes a while. */
  readonly #turns = new Turns();

  constructor(parts: CaptureParts) {
    this.#parts = parts;
  }

  /** Somebody set a mark, or took it off; the message is a note as long as anybody marks it. Answers a refusal where they may not. */
  async reacted(mark: Mark): Promise<Refusal | null> {
    const refused = await this.#refused(mark);
    if (refused) return refused;
    const by = `${mark.by.by} ${mark.emoji}`;
    await this.#inTurn(mark, (message) =>
      mark.isOn ? this.#mark(mark, by) : this.#tell(mark, 'message.released', { message, mark: by }, mark.by.by),
    );
    return null;
  }

  /** A message says something else now. `text` is taken where the platform cannot be asked what it is as a whole. */
  async rewrote(edit: Message & { readonly text: string }): Promise<void> {
    await this.#inTurn(edit, async (message) => {
      const incident = await this.#noted(edit, message);
      if (incident === null) return;
      const { read } = edit.im.messages ?? {};
      const written = read ? await read(edit.ref) : null;
      // Gone already: that it was deleted follows.
      if (read && !written) return;
      const words = written ? await this.#words(edit, written) : { text: this.#textOf(edit, edit.text) };
      await this.#tell({ ...edit, incident }, 'message.rewritten', { message, ...words });
    });
  }

  async deleted(gone: Message): Promise<void> {
    await this.#inTurn(gone, async (message) => {
      const incident = await this.#noted(gone, message);
      if (incident === null) return;
      await this.#tell({ ...gone, incident }, 'message.deleted', { message });
      await this.#parts.store.files.forget(message);
    });
  }

  async #refused({ incident, by: { viewer } }: Mark): Promise<Refusal | null> {
    if (!permits(viewer.roles, 'responder'))
      return refuse(
        'forbidden',
        'To add to the timeline needs the role responder or higher. Ask an admin for it.',
        '写入时间线需要 responder 及以上角色，请联系管理员。',
      );
    const seen = await this.#parts.store.incidentsEnding(incident, viewer);
    return seen.length > 0 ? null : refuse('not-found', 'There is no such incident that you can see.', '没有你能看到的这个事件。');
  }

  async #mark(mark: Mark, by: string): Promise<void> {
    const { im, ref } = mark;
    const written = (await im.messages?.read?.(ref)) ?? null;
    if (!written || written.isOurs) return;
    const source = { adapter: im.id, conv: ref.conv, msg: ref.msg, url: written.url };
    const data = {
      author: await authorOf(written.user, im, this.#parts.store),
      source,
      mark: by,
      at: written.at,
      ...(await this.#words(mark, written)),
    };
    await this.#tell(mark, 'message.marked', data, mark.by.by);
  }

  async #words(message: Message, written: WrittenMessage): Promise<Required<NoteWords>> {
    const { store, clock } = this.#parts;
    const going = { files: store.files, at: clock.now(), owner: ownerOf(message) };
    return { text: this.#textOf(message, written.text), ...(await takeFiles(written.files, going)) };
  }

  #textOf({ im }: Message, text: string): string {
    const said = personal(text, im.id, this.#parts.store.duty()).trim();
    return said.length > longestNote ? `${said.slice(0, longestNote - 1)}…` : said;
  }

  /** The incident in whose story the message stands; null where it stands in none. */
  async #noted({ im, ref }: Message, message: string): Promise<string | null> {
    const { store } = this.#parts;
    const incident = await store.incidentIn(im.id, ref.conv);
    const notes = incident === null ? [] : ((await store.state('incident', incident))?.notes ?? []);
    return notes.some((kept) => kept.message === message && kept.withdrawn === null) ? incident : null;
  }

  async #tell<T extends keyof NoteEvents>(
    { im, key, incident }: Message & { incident: string },
    type: T,
    data: NoteEvents[T],
    by: Actor = 'tocsin',
  ): Promise<void> {
    const { clock, call } = this.#parts;
    const lane = keyOf('incident', incident);
    await call({ id: `note/${im.id}/${key}`, type, v: 1, key: lane, at: clock.now(), by, via: `chat:${im.id}`, data }, deadlineMs);
  }

  #inTurn(message: Message, work: (place: string) => Promise<void>): Promise<void> {
    const place = ownerOf(message);
    return this.#turns.take(place, () => work(place));
  }
}

const ownerOf = ({ im, ref }: Message): string => placeOf({ adapter: im.id, conv: ref.conv, msg: ref.msg });
