import { onTestFinished } from 'vitest';
import { until } from './until.ts';

export interface Watcher {
  /** All that came so far. */
  text(): string;
  /** Waits until this has come. */
  sees(what: string): Promise<void>;
}

/** Reads a stream of server-sent events until the test ends. */
export async function watch(url: string, headers: Record<string, string>): Promise<Watcher> {
  const ending = new AbortController();
  onTestFinished(() => ending.abort());
  const { body } = await fetch(url, { headers, signal: ending.signal });
  let seen = '';
  const read = async (): Promise<void> => {
    for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) seen += chunk;
  };
  void read().catch(() => {});
  return {
    text: () => seen,
    sees: async (what) =>
      void (await until(() => seen.includes(what), { what: `${what} in the live view`, everyMs: 5, context: () => seen })),
  };
}
