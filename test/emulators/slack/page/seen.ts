import { fileJson, isTyped, messageJson, viewJson } from '../as-json.ts';
import type { Channel, Json, Message, View } from '../records.ts';
import type { Slack } from '../slack.ts';

/** Everything that one user sees, for the page. Without such a user, the first person there is. */
export function seenBy(slack: Slack, idOrName: string): Json {
  const w = slack.workspace;
  const people = [...w.users.values()];
  const me = w.userNamed(idOrName) ?? people.find((user) => !user.isBot && !user.deleted);
  if (!me) return { team: w.team, me: null, users: [], channels: [] };
  const isSeen = (c: Channel): boolean => c.members.has(me.id) || (c.kind === 'channel' && !c.is_private);
  const home = w.homes.get(me.id);
  return {
    team: w.team,
    bot: w.bot,
    me: me.id,
    users: people.map(({ id, name, realName, isBot, deleted }) => ({ id, name, realName, isBot, deleted })),
    usergroups: [...w.usergroups.values()].map(({ id, handle }) => ({ id, handle })),
    channels: w.channels.filter(isSeen).map((c) => channelSeen(slack, c, me.id)),
    shortcuts: w.app.shortcuts,
    commands: w.app.manifest?.features?.slash_commands ?? [],
    modals: (w.modals.get(me.id) ?? []).map((view) => viewSeen(slack, view)),
    home: home ? viewSeen(slack, home) : null,
    warnings: slack.warnings.filter(({ user }) => user === me.id),
    statuses: w.assistantThreads.filter(({ status }) => status !== '').map(({ channel, ts, status }) => ({ channel, ts, status })),
  };
}

function channelSeen(slack: Slack, c: Channel, viewer: string): Json {
  const { messages, bornAt: _bornAt, ...rest } = c;
  const seen = messages.filter((m) => m.ephemeralTo === undefined || m.ephemeralTo === viewer);
  return {
    ...rest,
    members: [...c.members],
    canvas: c.canvas ? { title: c.canvas.title, markdown: c.canvas.markdown } : null,
    messages: seen.map((m) => messageSeen(slack, m)),
  };
}

function messageSeen({ workspace: w }: Slack, m: Message): Json {
  const files = m.files.map((file) => ({ ...fileJson(w, file), shown: `/page/file/${file.id}` }));
  return {
    ...messageJson(w, m),
    user: m.user ?? w.bot.user,
    username: m.username,
    isMine: m.ephemeralTo !== undefined,
    ...(isTyped(m) ? { blocks: undefined } : {}),
    isStreaming: typeof m.streaming === 'number',
    files,
  };
}

function viewSeen({ workspace: w }: Slack, view: View): Json {
  return { ...viewJson(w, view), errors: view.errors };
}
