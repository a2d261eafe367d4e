import type { Tocsin } from './tocsin.ts';

/** Calls a skill of a running Tocsin; throws its refusal. */
export async function skill<T = Record<string, never>>(
  tocsin: Pick<Tocsin, 'origin'>,
  name: string,
  input: object = {},
  as?: string,
): Promise<T> {
  const headers = { 'content-type': 'application/json', ...(as === undefined ? {} : { 'tocsin-as': as }) };
  const response = await fetch(`${tocsin.origin}/api/v1/skills/${name}`, { method: 'POST', headers, body: JSON.stringify(input) });
  const body = (await response.json()) as { ok: boolean; because?: string; output: T };
  if (!body.ok) throw new Error(`${name}: ${response.status} ${body.because}`);
  return body.output;
}

/** An incident as `incident/show` answers it; only what the tests look at. */
export interface Shown {
  number: string;
  progress: string;
  alertState: string;
  people: string[];
  acknowledgedBy: string | null;
  rooms: { platform: string; id: string; state: string }[];
  timeline: { kind: string; text: string; person?: string }[];
  pages: { id: string; person: string; state: string; attempts: { by: string; state: string }[] }[];
}

export const show = (tocsin: Pick<Tocsin, 'origin'>, incident: string): Promise<Shown> =>
  skill<Shown>(tocsin, 'incident/show', { incident });
