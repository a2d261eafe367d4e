import { textAt, readXml, type Element } from './xml.ts';
import { NotGenuine, opened, type Keys } from './crypto.ts';

/** How old or how far ahead a signed call may be. */
const windowMs = 10 * 60_000;
const mostLetters = 256 * 1024;

export interface CallbackKeys extends Keys {
  readonly agentId: string;
  /** UTC milliseconds. */
  readonly now: number;
}

type Query = Readonly<Record<string, string>>;

/** What WeCom asks back when the address is saved: the text that it sealed. Throws NotGenuine. */
export function verified(query: Query, keys: CallbackKeys): string {
  return openedIn(query, query['echostr'] ?? '', keys);
}

/** What WeCom tells. Throws NotGenuine, for what is another app's too. */
export function told(query: Query, body: string, keys: CallbackKeys): Element {
  if (body.length > mostLetters) throw new NotGenuine();
  const message = readXml(openedIn(query, textAt(readXml(body), 'Encrypt'), keys));
  const agent = textAt(message, 'AgentID');
  if (!message || textAt(message, 'ToUserName') !== keys.receiver || (agent !== '' && agent !== keys.agentId)) throw new NotGenuine();
  return message;
}

function openedIn(query: Query, sealed: string, keys: CallbackKeys): string {
  const { timestamp = '', nonce = '', msg_signature: signature = '' } = query;
  const isNow = /^\d{1,12}$/u.test(timestamp) && Math.abs(keys.now - Number(timestamp) * 1_000) <= windowMs;
  if (!isNow || sealed === '') throw new NotGenuine();
  return opened({ signature, timestamp, nonce, sealed }, keys);
}
