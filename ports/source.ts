/** One kind of monitoring system: reads its payload into alerts as `/api/v2/alerts` takes them, or says what is wrong with the whole. */
export interface SourceAdapter {
  readonly name: string;
  /** `now` (UTC ms) stands in where the source tells no time. */
  read(
    body: unknown,
    now: number,
  ): { readonly ok: true; readonly alerts: readonly unknown[] } | { readonly ok: false; readonly because: string };
  /** What to paste at the source, given the address to send to. */
  setup(url: string): { readonly curl: string };
}
