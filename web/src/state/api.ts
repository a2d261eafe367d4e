import type { Issue, SkillCalls } from '../../api.d.ts';
import type { Language } from './language.ts';

/** Status 0: the server could not be reached. */
export type Refusal = { status: number; because: string; issues: Issue[] };
export type Answer<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

export type Api = {
  get<T>(path: string): Promise<Answer<T>>;
  post<T>(path: string, body?: unknown): Promise<Answer<T>>;
  drop(path: string): Promise<Answer<unknown>>;
  skill<K extends keyof SkillCalls>(name: K, input: SkillCalls[K]['input']): Promise<Answer<SkillCalls[K]['output']>>;
  /** A skill known only by its description, such as one whose form was made from its schema. Sent again with the same `key`, it is done once. */
  anySkill(name: string, input: unknown, key?: string): Promise<Answer<unknown>>;
};

type Sent = { method?: string; headers?: Record<string, string>; body?: string };

/** Calls to the server. A refusal is a value; nothing here throws. A 401 waits for `comeBack`: where that
 *  answers true, somebody has logged in again and the same is sent once more. */
export function createApi(language: Language, comeBack: () => Promise<boolean>): Api {
  async function ask<T>(path: string, init: Sent): Promise<Answer<T>> {
    const headers = {
      accept: 'application/json',
      'tocsin-via': 'console',
      'accept-language': language.code.value === 'zh' ? 'zh-CN' : 'en',
    };
    try {
      const response = await fetch(`/api/v1${path}`, { ...init, headers: { ...headers, ...init.headers } });
      const body: unknown = await response.json().catch(() => null);
      if (response.status === 401 && path !== '/login' && (await comeBack())) return await ask<T>(path, init);
      if (response.ok && body !== null) return { ok: true, value: body as T };
      return { ok: false, refusal: refusalOf(response.status, body) };
    } catch {
      return { ok: false, refusal: { status: 0, because: '', issues: [] } };
    }
  }
  function post<T>(path: string, body: unknown = {}, key = freshId()): Promise<Answer<T>> {
    // Pages are acknowledged here only by the ringing screen.
    const via = path === '/skills/page/ack' ? { 'tocsin-via': 'ring' } : {};
    const headers = { 'content-type': 'application/json', 'idempotency-key': key, ...via };
    return ask<T>(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }
  async function callSkill<T>(name: string, input: unknown, key?: string): Promise<Answer<T>> {
    const answer = await post<{ output: T }>(`/skills/${name}`, input, key);
    return answer.ok ? { ok: true, value: answer.value.output } : answer;
  }
  return {
    get: (path) => ask(path, {}),
    post: (path, body) => post(path, body),
    drop: (path) => ask(path, { method: 'DELETE' }),
    anySkill: callSkill,
    skill: (name, input) => callSkill(name, input),
  };
}

function refusalOf(status: number, body: unknown): Refusal {
  const said = (typeof body === 'object' && body !== null ? body : {}) as { because?: unknown; issues?: unknown };
  return {
    status,
    because: typeof said.because === 'string' ? said.because : '',
    issues: Array.isArray(said.issues) ? (said.issues as Issue[]) : [],
  };
}

/** `crypto.randomUUID` is missing on plain http outside loopback, where consoles also run. */
export function freshId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
