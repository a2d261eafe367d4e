import { OutsideError } from '../../../ports/errors.ts';
import { Cuts } from '../../../domain/card/cuts.ts';
import { escaped, linkable } from './escape.ts';
import type { SlackParts } from './parts.ts';

const most = 250;
const mostBookmarkTitle = 80;

/** What is done to a channel once it is there. */
export class RoomKeeping {
  readonly #parts: SlackParts;
  /** Rooms made here that have no bookmarks yet. */
  readonly #bare = new Set<string>();

  constructor(parts: SlackParts) {
    this.#parts = parts;
  }

  opened(conv: string): void {
    this.#bare.add(conv);
  }

  async topic(conv: string, text: string): Promise<void> {
    const topic = line(text);
    await this.#parts.calls.make({ method: 'conversations.setTopic', urgency: 'card', conv }, (slack) =>
      slack.conversations.setTopic({ channel: conv, topic }),
    );
  }

  async purpose(conv: string, text: string): Promise<void> {
    await this.#parts.calls.make({ method: 'conversations.setPurpose', urgency: 'digest', conv }, (slack) =>
      slack.conversations.setPurpose({ channel: conv, purpose: line(text) }),
    );
  }

  async bookmark(conv: string, links: readonly { readonly label: string; readonly url: string }[]): Promise<void> {
    const there = this.#bare.delete(conv) ? new Set<string>() : await this.#bookmarked(conv);
    for (const { label, url } of links) {
      const link = linkable(url);
      if (link === null || there.has(link)) continue;
      const title = new Cuts().text(label, mostBookmarkTitle, { what: 'bookmark' });
      await this.#parts.calls.make({ method: 'bookmarks.add', urgency: 'card', conv }, (slack) =>
        slack.bookmarks.add({ channel_id: conv, title, type: 'link', link }),
      );
    }
  }

  async #bookmarked(conv: string): Promise<Set<string>> {
    const said = await this.#parts.calls.make({ method: 'bookmarks.list', urgency: 'card', conv }, (slack) =>
      slack.bookmarks.list({ channel_id: conv }),
    );
    return new Set((said.bookmarks ?? []).flatMap(({ link }) => (link ? [linkable(link) ?? link] : [])));
  }

  async archive(conv: string): Promise<void> {
    await this.#unlessSo(() =>
      this.#parts.calls.make({ method: 'conversations.archive', urgency: 'digest', conv }, (slack) =>
        slack.conversations.archive({ channel: conv }),
      ),
    );
  }

  async unarchive(conv: string): Promise<void> {
    await this.#unlessSo(() =>
      this.#parts.calls.make({ method: 'conversations.unarchive', urgency: 'room', conv }, (slack) =>
        slack.conversations.unarchive({ channel: conv }),
      ),
    );
  }

  async #unlessSo(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (e) {
      if (!(e instanceof OutsideError) || e.failure !== 'already-done') throw e;
    }
  }
}

/** Slack reads markup in topics and purposes, and counts them with their escapes. */
const line = (text: string): string => escaped(new Cuts().text(text, most, { what: 'topic', measured: (t) => escaped(t).length }));
