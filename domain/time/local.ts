/** `2026-11-23 09:31:07` on the clocks of a zone. For many times make one of these: each holds some kilobytes outside the heap. */
export function localTexts(zone: string): (at: number) => string {
  const form = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  return (at) => form.format(at);
}

/** The same for one time. */
export const localText = (at: number, zone: string): string => localTexts(zone)(at);
