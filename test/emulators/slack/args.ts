import { plain, refuse, Refusal, type Json } from './records.ts';

/** The arguments of one call, whether they came as a form with JSON inside or as JSON. */
export class Args {
  readonly all: Json;

  constructor(all: Json) {
    this.all = all;
  }

  /** The text of `name`, or ''. */
  text(name: string): string {
    const value = this.all[name];
    if (value === undefined || value === null) return '';
    return typeof value === 'object' ? JSON.stringify(value) : plain(value);
  }

  /** The text of `name`.
   *  @throws {Refusal} `invalid_arguments`, or the error that the method documents, where it is missing. */
  need(name: string, error?: string): string {
    const value = this.text(name);
    if (value !== '') return value;
    return error === undefined
      ? refuse('invalid_arguments', { response_metadata: { messages: [`[ERROR] missing required field: ${name}`] } })
      : refuse(error);
  }

  has(name: string): boolean {
    return this.text(name) !== '';
  }

  flag(name: string): boolean {
    return ['true', '1'].includes(this.text(name));
  }

  count(name: string, otherwise: number): number {
    const value = Number(this.text(name) || otherwise);
    return Number.isInteger(value) && value > 0 ? value : refuse('invalid_limit');
  }

  list(name: string): string[] {
    const value = this.all[name];
    if (Array.isArray(value)) return value.map(String);
    return this.text(name)
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean);
  }

  /** What stands in `name` as JSON; undefined where there is nothing.
   *  @throws {Refusal} `error` where it is not JSON. */
  json(name: string, error = 'invalid_arguments'): unknown {
    const value = this.all[name];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value) as unknown;
    } catch {
      return refuse(error);
    }
  }
}

/** @throws {Refusal} `invalid_json`, `json_not_object`. */
export function jsonOf(body: string): Json {
  try {
    const read = JSON.parse(body) as unknown;
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as Json) : refuse('json_not_object');
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return refuse('invalid_json');
  }
}

/** Reads the body of a call. What looks like JSON inside a form is read, so that a list of calls is pleasant to look at. */
export function argsOf(contentType: string, body: string, query: URLSearchParams): Json {
  const fromQuery = Object.fromEntries(query);
  if (contentType.startsWith('application/json')) return { ...fromQuery, ...jsonOf(body || '{}') };
  const form = Object.fromEntries(new URLSearchParams(body));
  return { ...fromQuery, ...form };
}
