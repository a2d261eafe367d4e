import { fileJson } from '../as-json.ts';
import { post } from '../messages.ts';
import { refuse, type File, type Json } from '../records.ts';
import type { Workspace } from '../workspace.ts';
import { threadOf } from './chat.ts';
import { blocksOf } from './content.ts';
import type { Call, Methods } from './method.ts';

export const fileMethods: Methods = {
  'files.getUploadURLExternal': {
    tier: 4,
    scopes: ['files:write'],
    run({ w, args }) {
      const length = args.count('length', 0);
      const file = newFile(w, { name: args.need('filename'), user: w.bot.user, length });
      return { upload_url: `${w.origin}/upload/v1/${file.id}`, file_id: file.id };
    },
  },
  'files.completeUploadExternal': { tier: 4, scopes: ['files:write'], run: completed },
  'files.info': {
    tier: 4,
    scopes: ['files:read'],
    run: ({ w, args }) => ({ file: fileJson(w, visibleFile(w, args.need('file'))), comments: [] }),
  },
  'files.sharedPublicURL': {
    tier: 3,
    scopes: ['files:write'],
    run({ w, args }) {
      const file = visibleFile(w, args.need('file'));
      if (file.isPublic) refuse('already_public');
      file.isPublic = true;
      return { file: fileJson(w, file) };
    },
  },
};

export function newFile(w: Workspace, given: Pick<File, 'name' | 'user' | 'length'> & Partial<File>): File {
  const file = {
    id: w.ids.next('F'),
    created: w.seconds,
    title: given.name,
    mimetype: mimetypes[given.name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream',
    bytes: null,
    channels: new Set<string>(),
    isPublic: false,
    ...given,
  };
  w.files.set(file.id, file);
  return file;
}

const mimetypes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  log: 'text/plain',
  csv: 'text/csv',
  json: 'application/json',
  pdf: 'application/pdf',
};

/** A file that the bot made or that was shared where the bot is. */
function visibleFile(w: Workspace, id: string): File {
  const file = w.files.get(id) ?? refuse('file_not_found');
  const isSeen = file.user === w.bot.user || w.channels.some((c) => file.channels.has(c.id) && c.members.has(w.bot.user));
  return isSeen ? file : refuse('file_not_found');
}

function completed({ w, args }: Call): Json {
  const given = (args.json('files') ?? refuse('invalid_arguments')) as { id: string; title?: string }[];
  const files = given.map(({ id, title }) => {
    const file = w.files.get(id) ?? refuse('file_not_found');
    if (!file.bytes) refuse('file_not_found');
    file.title = title ?? file.title;
    return file;
  });
  const to = [...args.list('channels'), ...args.list('channel_id')];
  for (const id of to) {
    const channel = w.channelForBot(id);
    if (!channel.members.has(w.bot.user) || channel.is_archived) refuse('posting_to_channel_denied');
    const thread = threadOf(w, channel, args.text('thread_ts'));
    const blocks = blocksOf(args.json('blocks', 'invalid_blocks_format'));
    const said = { text: args.text('initial_comment'), ...(blocks ? { blocks } : {}) };
    post(w, channel, { ...said, ...thread, user: w.bot.user, bot: w.bot.bot_id, files });
  }
  return { files: files.map((file) => fileJson(w, file)) };
}
