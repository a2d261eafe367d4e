import type { ConversationsHistoryResponse } from '@slack/web-api';
import { OutsideError } from '../../../ports/errors.ts';
import { failureOf } from '../../../ports/outward.ts';
import type { WrittenFile } from '../../../ports/im.ts';
import { isSlacks } from './slack-hosts.ts';

type SlackFile = NonNullable<NonNullable<ConversationsHistoryResponse['messages']>[number]['files']>[number];

export interface FileParts {
  readonly name: string;
  readonly botToken: string;
  readonly url: string | undefined;
}

const mostBytes = 20 * 1024 * 1024;
const patienceMs = 30_000;

/** Files of a message that Slack itself keeps. They stay as private there as they are: the bytes are asked for with our own token. */
export function writtenFiles(files: readonly SlackFile[], parts: FileParts): WrittenFile[] {
  return files.flatMap((file) => {
    const { url_private: url, name = 'file', mimetype: type = 'application/octet-stream', size = 0 } = file;
    if (url === undefined || !isSlacks(url, parts.url)) return [];
    return [{ name, type, size, fetch: () => download({ url, type, size }, parts) }];
  });
}

async function download({ url, type, size }: { url: string; type: string; size: number }, parts: FileParts): Promise<Buffer> {
  const tooMuch = new OutsideError(
    'invalid',
    `${parts.name}: the file is larger than ${mostBytes / 1024 / 1024} MB, and stays in Slack alone.`,
  );
  if (size > mostBytes) throw tooMuch;
  const answer = await ask(url, parts);
  const isPage = answer.headers.get('content-type')?.startsWith('text/html') === true;
  // A token that does not count is sent to the page where people sign in, with a 200.
  if (isPage && !type.startsWith('text/html'))
    throw new OutsideError(
      'auth',
      `${parts.name}: Slack does not give the file to the app. Add files:read to its scopes and install it anew.`,
    );
  const bytes: Uint8Array[] = [];
  let length = 0;
  for await (const part of answer.body ?? []) {
    length += part.length;
    if (length > mostBytes) throw tooMuch;
    bytes.push(part);
  }
  return Buffer.concat(bytes);
}

async function ask(url: string, { name, botToken }: FileParts): Promise<Response> {
  const headers = { authorization: `Bearer ${botToken}` };
  const answer = await fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(patienceMs) }).catch((e: Error) => {
    throw new OutsideError('transient', `${name}: the file could not be fetched from Slack (${e.name}).`);
  });
  if (!answer.ok) throw new OutsideError(failureOf(answer.status), `${name}: Slack answered ${answer.status} instead of the file.`);
  return answer;
}
