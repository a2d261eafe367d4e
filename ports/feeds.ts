import type { FeedSubject } from '../domain/oncall/ics/feed.ts';
import type { PublishedTurn } from '../domain/oncall/ics/publish.ts';
import type { AuditRow } from './store.ts';

/** A secret address at which a calendar programme reads who is on call; only the hash of its secret is kept. */
export interface Feed {
  readonly id: string;
  readonly hash: string;
  readonly subject: FeedSubject;
  /** The person who made it; null where nobody was named. */
  readonly maker: string | null;
  readonly madeAt: number;
  /** When it was last asked for, give or take a few minutes. */
  readonly askedAt: number | null;
}

/** What a feed says, from what it said before and when it was last asked for. Pure: it is called inside a commit. */
export type Saying = (before: readonly PublishedTurn[], askedAt: number | null) => PublishedTurn[];

export interface Feeds {
  /** Those that hold, the newest first. */
  feeds(): Promise<Feed[]>;
  /** Null when there is none, or it was revoked. */
  feed(hash: string): Promise<Feed | null>;
  makeFeed(feed: Feed, audit: AuditRow): Promise<void>;
  /** What it said is forgotten; false when there is none. */
  revokeFeed(id: string, audit: AuditRow): Promise<boolean>;
  /** What the feed says now; kept where it is not what it said before. */
  publish(id: string, saying: Saying, now: number): Promise<PublishedTurn[]>;
}
