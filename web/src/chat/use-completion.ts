import { useSignal, type Signal } from '@preact/signals';
import type { ChatCommand } from '../../api.d.ts';
import { useDesk } from '../desk.ts';

export type Completion = {
  isOpen: boolean;
  at: number;
  found: ChatCommand[];
  pick(command: ChatCommand): void;
  /** What a screen reader is told about the field. */
  described: { 'aria-autocomplete': 'list'; 'aria-controls'?: string; 'aria-activedescendant'?: string };
  /** True when the key was for the list. */
  onKey(event: KeyboardEvent): boolean;
};

const mostShown = 8;

/** Commands that begin like what is typed; gone once one is complete or Escape was pressed. */
export function useCompletion(text: Signal<string>): Completion {
  const { session } = useDesk();
  const at = useSignal(0);
  const dismissed = useSignal('');
  const typed = text.value;
  const found = typed.startsWith('/') && !typed.includes('\n') ? matching(session.commands.value, typed) : [];
  const isOpen = found.length > 0 && dismissed.value !== typed;
  const chosen = Math.min(at.value, found.length - 1);
  const pick = (command: ChatCommand) => {
    text.value = command.args === '' ? command.command : `${command.command} `;
    dismissed.value = text.value;
    at.value = 0;
  };
  const onKey = (event: KeyboardEvent): boolean => {
    const command = found[chosen];
    if (!isOpen || !command) return false;
    if (event.key === 'ArrowDown') at.value = (chosen + 1) % found.length;
    else if (event.key === 'ArrowUp') at.value = (chosen + found.length - 1) % found.length;
    else if (event.key === 'Escape') dismissed.value = typed;
    else if (event.key === 'Tab' || (event.key === 'Enter' && command.command !== typed.trim())) pick(command);
    else return false;
    event.preventDefault();
    return true;
  };
  const open = isOpen ? { 'aria-controls': 'commands', 'aria-activedescendant': `command-${chosen}` } : {};
  return { isOpen, at: chosen, found, pick, onKey, described: { 'aria-autocomplete': 'list', ...open } };
}

function matching(commands: ChatCommand[], typed: string): ChatCommand[] {
  const wanted = typed.trimEnd().toLowerCase();
  return commands.filter((each) => each.command.toLowerCase().startsWith(wanted)).slice(0, mostShown);
}
