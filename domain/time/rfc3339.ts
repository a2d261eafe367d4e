/** UTC milliseconds as people and APIs exchange them; null stays null. */
export function rfc3339(at: number): string;
export function rfc3339(at: number | null): string | null;
export function rfc3339(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

const form = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/u;

/** UTC milliseconds of an RFC 3339 text, finer parts cut off; null when it is none. Without an offset it is none: whose time would it be? */
export function instantOf(text: string): number | null {
  const at = form.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(at) ? null : at;
}
