import { useSignal, type Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Choice, Completions } from '../../api.d.ts';
import { useDesk, type Desk } from '../desk.ts';

/** What is typed, and where the caret stands in it. */
export type Typed = { text: Signal<string>; caret: Signal<number> };
export type Completion = {
  isOpen: boolean;
  /** -1: none is chosen yet. */
  at: number;
  found: Choice[];
  pick(choice: Choice): void;
  /** What a screen reader is told about the field. */
  described: { 'aria-autocomplete': 'list'; 'aria-controls'?: string; 'aria-activedescendant'?: string };
  /** True when the key was for the list. */
  onKey(event: KeyboardEvent): boolean;
};

const mostShown = 8;
const askAfterMs = 60;
const command = /^\/\S*(?:\s+\S*)?$/;
const asksServer = /(?:^|[^A-Za-z0-9_.@/-])@[\p{L}\p{N}._-]{0,60}$|^\/\S+\s+\S+\s/u;

/** What may come next where the caret stands: commands at once, people and the fields of commands as the server knows them.
 *  Enter takes the chosen one while a word is being typed; before a new word it sends, and only arrows and Tab choose. */
export function useCompletion({ text, caret }: Typed, room: string): Completion {
  const desk = useDesk();
  const moved = useSignal<number | null>(null);
  const dismissed = useSignal('');
  const head = text.value.slice(0, caret.value);
  const asked = useAsked(desk, room, head);
  const { from, options } = asked ?? localChoices(desk, head);
  const word = head.slice(from);
  const isOpen = options.length > 0 && dismissed.value !== head;
  const at = Math.min(moved.value ?? (word === '' ? -1 : 0), options.length - 1);
  const pick = ({ insert }: Choice) => {
    const before = head.slice(0, from) + insert + (insert.endsWith('=') ? '' : ' ');
    text.value = before + text.value.slice(caret.value).trimStart();
    caret.value = before.length;
    moved.value = null;
  };
  const onKey = (event: KeyboardEvent): boolean => {
    if (!isOpen) return false;
    const choice = options[at];
    if (event.key === 'ArrowDown') moved.value = (at + 1) % options.length;
    else if (event.key === 'ArrowUp') moved.value = at < 1 ? options.length - 1 : at - 1;
    else if (event.key === 'Escape') dismissed.value = head;
    else if (event.key === 'Tab' && !event.shiftKey) pick(choice ?? options[0]!);
    else if (event.key === 'Enter' && !event.shiftKey && choice && choice.insert !== word.trim()) pick(choice);
    else return false;
    event.preventDefault();
    return true;
  };
  useEffect(() => void (moved.value = null), [head]);
  const open = isOpen ? { 'aria-controls': 'choices', ...(at < 0 ? {} : { 'aria-activedescendant': `choice-${at}` }) } : {};
  return { isOpen, at, found: options, pick, onKey, described: { 'aria-autocomplete': 'list', ...open } };
}

function localChoices({ session, language }: Desk, head: string): Completions {
  if (!command.test(head)) return { from: 0, options: [] };
  const wanted = head.trimEnd().toLowerCase();
  const found = session.commands.value.filter((each) => each.command.toLowerCase().startsWith(wanted)).slice(0, mostShown);
  return {
    from: 0,
    options: found.map((each) => ({ insert: each.command, label: `${each.command} ${each.args}`, detail: language.pick(each.summary) })),
  };
}

/** The server's answer for what stands before the caret; null where it is not asked, nothing while it is. */
function useAsked({ api }: Desk, room: string, head: string): Completions | null {
  const answer = useSignal<{ head: string; found: Completions } | null>(null);
  const isAsked = asksServer.test(head);
  useEffect(() => {
    if (!isAsked) return;
    const timer = setTimeout(async () => {
      const query = new URLSearchParams({ text: head, room });
      const said = await api.get<Completions>(`/chat/completions?${query}`);
      answer.value = { head, found: said.ok ? said.value : { from: 0, options: [] } };
    }, askAfterMs);
    return () => clearTimeout(timer);
  }, [head, isAsked]);
  if (!isAsked) return null;
  return answer.value?.head === head ? answer.value.found : { from: 0, options: [] };
}
