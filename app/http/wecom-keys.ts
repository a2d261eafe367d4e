import { randomInt } from 'node:crypto';
import type { Chat } from '../../domain/chat/chat.ts';
import type { Words } from '../../domain/text/lang.ts';
import { keysAreMade } from '../keys-made.ts';
import { configuredChat, type ByAdmin } from './chat-setup.ts';
import { refusal } from './may.ts';
import { keep } from './resources.ts';

/** By which WeCom signs what it calls us with, and seals it. */
export interface WecomKeys {
  readonly token: string;
  readonly encodingAesKey: string;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const drawn = (length: number): string => Array.from({ length }, () => letters[randomInt(letters.length)]).join('');

/** As WeCom's own “random” buttons make them: 32 and 43 letters and digits. */
export const freshKeys = (): WecomKeys => ({ token: drawn(32), encodingAesKey: drawn(43) });

const notYet: Words = { en: 'Give Tocsin the credentials of the app first.', zh: '请先完成上一步：把应用的凭据交给 Tocsin。' };

/** Draws new ones, keeps them so that WeCom is answered from now on, and answers them, this once. */
export async function makeKeys({ name, type }: { name: string; type: Chat['type'] }, by: ByAdmin): Promise<WecomKeys> {
  const { parts, caller } = by;
  const known = parts.store.resources().get('chat', name)?.spec ?? configuredChat(name, type, parts)?.spec;
  if (known?.type !== 'wecom') throw refusal(caller, notYet, 409);
  const keys = freshKeys();
  const now = parts.clock.now();
  const { url, ...spec } = { ...known, ...keys };
  const isWritten = parts.store.resources().get('chat', name) !== undefined;
  await keep([{ kind: 'chat', name, spec: isWritten && url !== undefined ? { ...spec, url } : spec }], by);
  await keysAreMade(parts.store, name, now);
  return keys;
}
