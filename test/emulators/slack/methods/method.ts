import type { Args } from '../args.ts';
import { channelType } from '../as-json.ts';
import type { Json } from '../records.ts';
import type { Workspace } from '../workspace.ts';

export interface Call {
  readonly w: Workspace;
  readonly args: Args;
  /** Which call of the workspace this is. */
  readonly number: number;
  readonly has: (scope: string) => boolean;
}

export interface Method {
  /** How often in a minute and workspace: tier 1 to 4, or counted by channel. */
  readonly tier: 1 | 2 | 3 | 4 | 'message';
  /** Any one of them will do; none is needed where there are none. */
  readonly scopes: readonly string[] | ((args: Args, w: Workspace) => readonly string[]);
  readonly token?: 'app' | 'any';
  readonly run: (call: Call) => Json | undefined;
}

export type Methods = Readonly<Record<string, Method>>;

const family = { channel: 'channels', group: 'groups', im: 'im', mpim: 'mpim' };

/** The scope that matches the kind of the channel asked for: `channels:read`, `groups:read` … */
export function byKind(verb: 'read' | 'history'): (args: Args, w: Workspace) => readonly string[] {
  return (args, w) => {
    const channel = w.channels.find(({ id }) => id === args.text('channel'));
    return [`${channel ? family[channelType(channel)] : 'channels'}:${verb}`];
  };
}

/** The scope to change a channel of that kind; `also` is a narrower one for public channels. */
export function toManage(also?: string): (args: Args, w: Workspace) => readonly string[] {
  return (args, w) => {
    const channel = w.channels.find(({ id }) => id === args.text('channel'));
    const narrow = also === undefined ? [] : [`${channel?.is_private ? 'groups' : 'channels'}:${also}`];
    return [channel?.is_private ? 'groups:write' : 'channels:manage', ...narrow];
  };
}

/** One page of a list, as `cursor` and `limit` ask for it. */
export function page<T>(args: Args, all: readonly T[]): { items: T[]; response_metadata: { next_cursor: string } } {
  const from = Number(Buffer.from(args.text('cursor'), 'base64url').toString()) || 0;
  const to = from + Math.min(args.count('limit', 100), 1_000);
  const cursor = to < all.length ? Buffer.from(String(to)).toString('base64url') : '';
  return { items: all.slice(from, to), response_metadata: { next_cursor: cursor } };
}
