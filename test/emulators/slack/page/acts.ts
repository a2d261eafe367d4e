import type { Outcome } from '../desk.ts';
import type { Filled } from '../form-values.ts';
import type { Json, View } from '../records.ts';
import type { Slack } from '../slack.ts';
import type { Someone } from '../someone.ts';

/** What the page asks for; which of these are there depends on the act. */
export interface Asked {
  readonly act: string;
  readonly user: string;
  readonly channel: string;
  readonly ts: string;
  readonly text: string;
  readonly thread: string;
  readonly name: string;
  readonly view: string;
  readonly value: Filled;
  readonly values: Readonly<Record<string, Filled>>;
}

type Act = (who: Someone, asked: Asked, view: () => View) => Promise<Outcome>;

const acts: Readonly<Record<string, Act>> = {
  say: (who, { channel, text, thread }) =>
    text.startsWith('/') ? runs(who, channel, text) : who.says(channel, text, thread ? { thread_ts: thread } : {}),
  react: (who, { channel, ts, name }) => who.reacts(channel, ts, name),
  unreact: (who, { channel, ts, name }) => who.unreacts(channel, ts, name),
  delete: (who, { channel, ts }) => who.deletes(channel, ts),
  join: (who, { channel }) => who.joins(channel),
  press: (who, { channel, ts, name }) => who.presses(channel, ts, name),
  pick: (who, { channel, ts, name, value }) => who.picks(channel, ts, name, value),
  pressIn: (who, { name }, view) => who.pressesIn(view(), name),
  pickIn: (who, { name, value }, view) => who.picksIn(view(), name, value),
  suggest: (who, { name, text }, view) => who.suggestions(view(), name, text),
  submit: (who, { values }, view) => who.submits(view(), values),
  close: (who, _asked, view) => who.closes(view()),
  shortcut: (who, { channel, ts, name }) => who.shortcut(name, channel, ts),
  global: (who, { name }) => who.global(name),
  home: (who) => who.opensHome(),
};

/** Does what the page's user did; answers what the app made of it. */
export async function act(slack: Slack, asked: Asked): Promise<Json> {
  const does = acts[asked.act];
  if (!does) throw new Error(`nobody can "${asked.act}"`);
  const view = (): View => {
    const found = [...slack.views(asked.user), slack.home(asked.user)].find((each) => each?.id === asked.view);
    if (!found) throw new Error('this view is gone');
    return found;
  };
  const { deliveries, again: _again, ...outcome } = await does(slack.someone(asked.user), asked, view);
  return { ...outcome, isHeard: deliveries.length > 0 };
}

function runs(who: Someone, channel: string, text: string): Promise<Outcome> {
  const [, command = '', rest = ''] = /^(\/\S+)\s*([\s\S]*)$/u.exec(text) ?? [];
  return who.runs(command, rest, { in: channel });
}
