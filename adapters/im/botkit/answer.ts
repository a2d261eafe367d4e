import type { ChatCallback } from '../../../ports/chat-ears.ts';
import type { Response } from './botkit-of.ts';
import type { Answered } from './calls.ts';

export const plain = (status: number, body: string): Answered => ({ status, body, type: 'text/plain; charset=utf-8' });

/** What a library answers to, in the manner of Express, and what came of it. */
export function answerOf(): { response: Response; answered: () => Answered } {
  let answer = plain(200, '');
  const json = (body: unknown): Response => {
    answer = { ...answer, body: JSON.stringify(body), type: 'application/json' };
    return response;
  };
  const response: Response = {
    status(status: number) {
      answer = { ...answer, status };
      return response;
    },
    json,
    send: (body: unknown) => (typeof body === 'string' ? ((answer = { ...answer, body }), response) : json(body)),
    end: () => response,
  };
  return { response, answered: () => answer };
}

export function bodyOf(text: string): object | null {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null && !Array.isArray(body) ? body : null;
  } catch {
    return null;
  }
}

export const flat = (headers: ChatCallback['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
