import { useEffect } from 'preact/hooks';
import { useDesk, type Desk } from '../desk.ts';
import { Later, type Loader } from '../parts/later.tsx';
import { confirmSheet, keysSheet, loaders, palette, reopenSheet, settingsSheet, silenceSheet, skillSheet, viewSheet } from './loaders.ts';

const fetchAfterMs = 1_500;

/** The dialog over the page, one at a time. */
export function SheetHost() {
  const { sheet } = useDesk();
  const open = sheet.value;
  const onClose = () => (sheet.value = null);
  useFetchedSoon();
  switch (open?.kind) {
    case 'form':
      if (open.skill === 'alert/silence') return <Later key="silence" load={silenceSheet} given={{ ...silenceOf(open.values), onClose }} />;
      return <Later key={open.skill} load={skillSheet} given={{ skill: open.skill, values: open.values, onClose }} />;
    case 'silence':
      return (
        <Later key="silence" load={silenceSheet} given={{ offers: open.offers, chosen: open.chosen, minutes: open.minutes, onClose }} />
      );
    case 'view':
      return <Later key="view" load={viewSheet} given={{ page: open.page ?? 'alerts', filter: open.filter, onClose }} />;
    case 'reopen':
      return <Later key="reopen" load={reopenSheet} given={{ incident: open.incident, onClose }} />;
    case 'confirm':
      return <Later key="confirm" load={confirmSheet} given={{ ...open, onClose }} />;
    case 'palette':
      return <Later key="palette" load={palette} given={{ incident: open.incident, onClose }} />;
    case 'settings':
      return <Later key="settings" load={settingsSheet} given={{ onClose }} />;
    case 'keys':
      return <Later key="keys" load={keysSheet} given={{ onClose }} />;
    default:
      return null;
  }
}

/** What a button or a command has filled in already: its matchers can be left out one by one. */
function silenceOf({ match, minutes, comment }: Record<string, unknown>) {
  const offers = Array.isArray(match) ? match.map(String) : [];
  return { offers, chosen: offers, minutes: Number(minutes) || undefined, comment: typeof comment === 'string' ? comment : '' };
}

/** The rest of the console comes in once this page stands: a phone in a lift must still be able to declare. */
function useFetchedSoon(): void {
  const { fetched } = useDesk();
  useEffect(() => {
    const timer = setTimeout(() => {
      // What cannot be fetched now is asked for again, with words, when it is needed.
      for (const load of loaders) void fetchInto(fetched, load).catch(() => undefined);
    }, fetchAfterMs);
    return () => clearTimeout(timer);
  }, []);
}

async function fetchInto(fetched: Desk['fetched'], load: Loader<never>): Promise<void> {
  fetched.set(load, await load());
}
