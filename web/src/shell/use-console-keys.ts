import { useCallback, useEffect } from 'preact/hooks';
import { useDesk, useShortcut, type Desk } from '../desk.ts';
import type { Outcome } from '../state/outbox.ts';
import { isComposing } from '../state/shortcuts.ts';

/** J and K walk the rows of the page; A, E and N are for the incident under the focus, or that of the war room; `/` searches,
 *  Ctrl-K or Cmd-K finds everything, `?` helps. */
export function useConsoleKeys(): void {
  const desk = useDesk();
  useKey('j', () => step(1));
  useKey('k', () => step(-1));
  useKey('a', () => void ackHere(desk));
  useKey('e', () => escalateHere(desk));
  useKey('n', () => noteHere(desk));
  useKey('/', () => field('[data-search]')?.focus());
  useKey('?', () => (desk.sheet.value = { kind: 'keys' }));
  useEffect(() => {
    const open = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      if (isComposing(event)) return;
      event.preventDefault();
      desk.sheet.value = desk.sheet.peek()?.kind === 'palette' ? null : { kind: 'palette', incident: incidentHere() };
    };
    document.addEventListener('keydown', open);
    return () => document.removeEventListener('keydown', open);
  }, [desk]);
}

function useKey(key: string, run: () => void): void {
  const desk = useDesk();
  useShortcut(key, useCallback(run, [desk]));
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

/** The incident under the focus, or that of the war room. */
function incidentHere(): string | null {
  const row = document.activeElement?.closest('[data-incident]');
  return row?.getAttribute('data-incident') ?? field('[data-room-incident]')?.getAttribute('data-room-incident') ?? null;
}

async function ackHere(desk: Desk): Promise<void> {
  const incident = incidentHere();
  if (incident === null) return;
  tell(desk, await desk.outbox.do('incident/ack', { incident }), desk.language.say('ackedIncident', incident));
}

/** Wakes people, so it asks first. */
function escalateHere(desk: Desk): void {
  const incident = incidentHere();
  const { say } = desk.language;
  if (incident === null || !desk.session.mayUse('incident/escalate')) return;
  const yes = async () => tell(desk, await desk.outbox.do('incident/escalate', { incident }), say('escalated', incident));
  desk.sheet.value = {
    kind: 'confirm',
    question: say('escalateAsk', incident),
    word: say('escalate'),
    isDanger: false,
    yes: () => void yes(),
  };
}

function noteHere(desk: Desk): void {
  const line = field('[data-note]');
  const incident = incidentHere();
  if (line) line.focus();
  else if (incident !== null) desk.sheet.value = { kind: 'form', skill: 'incident/note', values: { incident } };
}

function tell({ notices, language }: Desk, outcome: Outcome, done: string): void {
  if (outcome === 'done') notices.tell(done, 'good');
  else if (outcome === 'waiting') notices.tell(language.say('waitsToBeSent'));
  else notices.refused(outcome);
}
