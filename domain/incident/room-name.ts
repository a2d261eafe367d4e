import type { Incident, Room } from './incident.ts';

/** What a chat that says nothing else calls its rooms. */
const usual = '{number} {title}';

type Named = Pick<Incident, 'number' | 'title' | 'severity' | 'system'>;

/** By what the chat finds a room of the incident again: its number, and for one that took the place of another, which it is. */
export const roomKey = (number: string, room: Pick<Room, 'former'> | undefined): string => numbered(number, room?.former?.length ?? 0);

const numbered = (number: string, former: number): string => (former === 0 ? number : `${number}-r${former + 1}`);

/** A room's name from the chat's template (null: the usual one), as people would like it; the platform makes it fit. What the incident has
 *  not goes with the separator before it. `former`: how many rooms it takes the place of. */
export function roomName(template: string | null, i: Named, former = 0): string {
  const [, date = '', n = i.number] = /^INC-(\d{8})-(\d+)$/u.exec(i.number) ?? [];
  const parts: Readonly<Record<string, string>> = {
    number: numbered(i.number, former),
    date,
    n: numbered(n, former),
    severity: i.severity,
    system: i.system ?? '',
    title: i.title,
  };
  const filled = (template ?? usual).replaceAll(/([-_ ]*)\{(\w+)\}/gu, (whole, separator: string, part: string) => {
    const value = parts[part];
    if (value === undefined) return whole;
    return value === '' ? '' : separator + value;
  });
  const name = filled.replace(/^[-_ ]+/u, '');
  return template === null ? Array.from(name).slice(0, 80).join('') : name;
}
