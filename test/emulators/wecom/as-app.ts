import type { Json } from './records.ts';
import type { Wecom } from './wecom.ts';

/** Asks any address for JSON. */
export async function jsonAt(url: string, init: RequestInit = {}): Promise<Json> {
  return (await (await fetch(url, init)).json()) as Json;
}

/** Calls a method as the app does, with arguments by POST and without by GET; with a new token where none is given. */
export async function call(wecom: Wecom, method: string, args: Json | null = null, token?: string): Promise<Json> {
  const query = (path: string, name: string, value: string): string => `${path}${path.includes('?') ? '&' : '?'}${name}=${value}`;
  const url = query(`${wecom.apiUrl}/${method}`, 'access_token', token ?? (await tokenOf(wecom)));
  return jsonAt(url, args === null ? {} : { method: 'POST', body: JSON.stringify(args) });
}

export async function tokenOf(wecom: Wecom): Promise<string> {
  const given = await jsonAt(`${wecom.apiUrl}/gettoken?corpid=${wecom.corpId}&corpsecret=${wecom.secret}`);
  return String(given['access_token']);
}
