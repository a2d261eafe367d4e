/** Where the running Tocsin is, and how to be let in. */
export interface Client {
  readonly url: string;
  readonly token: string | null;
  /** Acts for this person, where the token allows it. */
  readonly as: string | null;
  readonly locale: string;
}

export interface Said {
  readonly status: number;
  readonly body: { readonly ok: boolean; readonly because?: string; readonly output?: unknown } & Record<string, unknown>;
}

/** Posts JSON to the running Tocsin. Throws an Error in plain words when it cannot be reached. */
export async function ask({ url, token, as }: Client, path: string, body: unknown): Promise<Said> {
  const headers: Record<string, string> = { 'content-type': 'application/json', 'tocsin-via': 'cli' };
  if (token !== null) headers['authorization'] = `Bearer ${token}`;
  if (as !== null) headers['tocsin-as'] = as;
  const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) }).catch((e: Error) => {
    throw new NobodyAnswers(url, e);
  });
  return { status: response.status, body: (await response.json()) as Said['body'] };
}

/** Gets something from the running Tocsin as it stands. Throws an Error in plain words when it cannot be reached. */
export async function fetchFrom({ url, token, as, locale }: Client, path: string): Promise<Response> {
  const headers: Record<string, string> = { 'tocsin-via': 'cli', 'accept-language': locale };
  if (token !== null) headers['authorization'] = `Bearer ${token}`;
  if (as !== null) headers['tocsin-as'] = as;
  return fetch(url + path, { headers }).catch((e: Error) => {
    throw new NobodyAnswers(url, e);
  });
}

export class NobodyAnswers extends Error {
  constructor(url: string, e: Error) {
    super(
      `no Tocsin answers at ${url} (${e.cause instanceof Error ? e.cause.message : e.message}). Start it with npm start, or set TOCSIN_URL.`,
    );
    this.name = 'NobodyAnswers';
  }
}

/** The same as JSON; a refusal is an Error in its own words. */
export async function askFor<T>(client: Client, path: string): Promise<T> {
  const response = await fetchFrom(client, path);
  const body = (await response.json()) as T & { because?: string };
  if (!response.ok) throw new Error(body.because ?? `${path} answered ${response.status}`);
  return body;
}
