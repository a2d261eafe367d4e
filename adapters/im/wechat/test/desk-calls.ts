/** What a test tells and asks the WeChat that is played. Rooms are `room:<id>`, and so are they named to the adapter. */
export type DeskCalls = {
  says(asked: { user: string; text: string; room?: string; isToUs?: boolean }): Promise<void>;
  /** The last message is delivered once more. */
  again(asked: null): Promise<unknown>;
  messages(conv: string): Promise<{ by: string; text: string; mentions: readonly string[]; isFile: boolean }[]>;
  members(conv: string): Promise<readonly string[]>;
  topic(conv: string): Promise<string>;
  rename(asked: { room: string; topic: string }): Promise<void>;
  joins(asked: { room: string; user: string }): Promise<void>;
  leaves(asked: { room: string; user: string }): Promise<void>;
  /** Somebody makes a group with us in it; its owner is the first of them. */
  invitedTo(asked: { members: readonly string[]; topic?: string; owner?: string }): Promise<string>;
  /** The next message or group is there, and the call fails all the same. */
  breaksAfter(because: string): Promise<void>;
  calls(asked: null): Promise<number>;
  login(asked: null): Promise<void>;
  logout(reason: string): Promise<void>;
  error(because: string): Promise<void>;
  forget(because: string): Promise<void>;
  crash(because: string): Promise<void>;
  exit(asked: null): Promise<void>;
};
