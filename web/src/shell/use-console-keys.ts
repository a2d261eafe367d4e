import { useCallback } from 'preact/hooks';
import { useDesk, useShortcut, type Desk } from '../desk.ts';

/** J and K walk the rows of the page, A acknowledges the incident under the focus, `/` searches, `?` helps. */
export function useConsoleKeys(): void {
  const desk = useDesk();
  useShortcut(
    'j',
    useCallback(() => step(1), []),
  );
  useShortcut(
    'k',
    useCallback(() => step(-1), []),
  );
  useShortcut(
    'a',
    useCallback(() => void ackHere(desk), [desk]),
  );
  useShortcut(
    '/',
    useCallback(() => field('[data-search]')?.focus(), []),
  );
  useShortcut(
    'n',
    useCallback(() => field('[data-note]')?.focus(), []),
  );
  useShortcut(
    '?',
    useCallback(() => (desk.sheet.value = { kind: 'keys' }), [desk]),
  );
}

function field(selector: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`main ${selector}`);
}

/** Rows mark the thing to focus with `data-row`. */
function step(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('main [data-row]')];
  const at = rows.findIndex((row) => row === document.activeElement);
  const next = rows[at === -1 ? (by === 1 ? 0 : rows.length - 1) : at + by];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

async function ackHere(desk: Desk): Promise<void> {
  const here = document.activeElement?.closest('[data-incident]') ?? document.querySelector('main [data-room-incident]');
  const incident = here?.getAttribute('data-incident') ?? here?.getAttribute('data-room-incident');
  if (!incident) return;
  const answer = await desk.api.skill('incident/ack', { incident });
  if (answer.ok) desk.notices.tell(desk.language.say('ackedIncident', incident), 'good');
  else desk.notices.refused(answer.refusal);
}
