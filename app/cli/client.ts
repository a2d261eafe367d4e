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
    throw new Error(
      `no Tocsin answers at ${url} (${e.cause instanceof Error ? e.cause.message : e.message}). Start it with npm start, or set TOCSIN_URL.`,
    );
  });
  return { status: response.status, body: (await response.json()) as Said['body'] };
}
