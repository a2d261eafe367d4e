import type { WriteAnswer } from '../../upkeep.d.ts';

/** Keeps one document, as YAML or JSON, on top of the version it began with (0: there was none). The refusal carries more than a sentence:
 *  errors with their paths, or what somebody else has written meanwhile. */
export async function writeResource(yaml: string, base: number): Promise<WriteAnswer> {
  try {
    const headers = {
      'content-type': 'application/json',
      'tocsin-via': 'console',
      'accept-language': document.documentElement.lang,
    };
    const response = await fetch('/api/v1/config/written', { method: 'POST', headers, body: JSON.stringify({ yaml, base }) });
    return (await response.json()) as WriteAnswer;
  } catch (e) {
    return { ok: false, because: (e as Error).message };
  }
}
