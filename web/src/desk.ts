import { createContext, type ComponentType } from 'preact';
import { useContext, useEffect } from 'preact/hooks';
import type { Loader } from './parts/later.tsx';
import { createAddress, type Address } from './state/address.ts';
import { createApi, type Api } from './state/api.ts';
import { Bell } from './state/bell.ts';
import { createClock, type Clock } from './state/clock.ts';
import { createDesktopNotice, type DesktopNotice } from './state/desktop-notice.ts';
import { createLanguage, type Language } from './state/language.ts';
import { createLive, type Live } from './state/live.ts';
import { createNotices, type Notices } from './state/notices.ts';
import { Outbox } from './state/outbox.ts';
import type { Question } from './state/question.ts';
import { Rings } from './state/rings.ts';
import { Session } from './state/session.ts';
import { createSheet, type Sheet } from './state/sheet.ts';
import { createShortcuts, type Shortcuts } from './state/shortcuts.ts';
import { createTheme, type Theme } from './state/theme.ts';
import { createTitle, type Title } from './state/title.ts';

/** Everything a page may reach for. */
export type Desk = {
  language: Language;
  theme: Theme;
  address: Address;
  clock: Clock;
  api: Api;
  live: Live;
  session: Session;
  bell: Bell;
  desktop: DesktopNotice;
  rings: Rings;
  notices: Notices;
  outbox: Outbox;
  sheet: Sheet;
  shortcuts: Shortcuts;
  title: Title;
  /** Questions to the server by key: what is asked in two places is asked once. */
  questions: Map<string, Question<unknown>>;
  /** Parts of the console that have been fetched. */
  fetched: Map<Loader<never>, ComponentType<never>>;
};

export function openDesk(): Desk {
  const language = createLanguage();
  const theme = createTheme();
  const address = createAddress();
  const clock = createClock();
  const api: Api = createApi(language, () => session.comeBack());
  const session: Session = new Session(api, clock, language);
  const live = createLive(clock);
  const bell = new Bell();
  const desktop = createDesktopNotice();
  const notices = createNotices(language);
  const title = createTitle();
  const rings = new Rings({ api, live, bell, desktop, language, title, notices, session, address });
  const outbox = new Outbox({ api, live, notices, session, language });
  return {
    language,
    theme,
    address,
    clock,
    api,
    live,
    session,
    bell,
    desktop,
    rings,
    notices,
    outbox,
    title,
    sheet: createSheet(),
    shortcuts: createShortcuts(),
    questions: new Map(),
    fetched: new Map(),
  };
}

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('useDesk outside of the console');
  return desk;
}

/** The words, in the language of the moment. */
export function useSay(): Language['say'] {
  // Saying a word reads the language's signal, so the component renders again when it changes.
  return useDesk().language.say;
}

export function usePageTitle(text: string): void {
  const { title } = useDesk();
  useEffect(() => {
    title.page.value = text;
  }, [text]);
}

export function useShortcut(key: string, run: () => void): void {
  const { shortcuts } = useDesk();
  useEffect(() => shortcuts.bind(key, run), [key, run]);
}
