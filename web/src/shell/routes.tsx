import type { ComponentChild } from 'preact';
import { NotFoundPage } from '../pages/not-found.tsx';
import { Later, type Loader } from '../parts/later.tsx';
import { adminPage, alertsPage, chatPage, incidentsPage, mePage, onCallPage, todayPage, warRoomPage, welcomePage } from './loaders.ts';

type Route = { path: RegExp; load: Loader<never>; page: (found: string) => ComponentChild };

const routes: Route[] = [
  { path: /^\/$/, load: todayPage, page: () => <Later key="today" load={todayPage} given={{}} /> },
  { path: /^\/incidents$/, load: incidentsPage, page: () => <Later key="incidents" load={incidentsPage} given={{}} /> },
  {
    path: /^\/i\/([^/]+)$/,
    load: warRoomPage,
    page: (number) => <Later key={`i ${number}`} load={warRoomPage} given={{ number }} />,
  },
  { path: /^\/alerts$/, load: alertsPage, page: () => <Later key="alerts" load={alertsPage} given={{}} /> },
  {
    path: /^\/oncall(?:\/([^/]+))?$/,
    load: onCallPage,
    page: (schedule) => <Later key="oncall" load={onCallPage} given={{ schedule }} />,
  },
  {
    path: /^\/chat(?:\/([^/]+))?$/,
    load: chatPage,
    page: (room) => <Later key="chat" load={chatPage} given={{ room }} />,
  },
  { path: /^\/welcome$/, load: welcomePage, page: () => <Later key="welcome" load={welcomePage} given={{}} /> },
  { path: /^\/me$/, load: mePage, page: () => <Later key="me" load={mePage} given={{}} /> },
  { path: /^\/admin(?:\/([a-z]+))?$/, load: adminPage, page: (part) => <Later key="admin" load={adminPage} given={{ part }} /> },
];

export function pageAt(path: string): ComponentChild {
  const found = routeAt(path);
  return found ? found.route.page(found.part) : <NotFoundPage path={path} />;
}

/** Begins to fetch the page before it is known who asks, to save a round trip. */
export function fetchPageAt(path: string): void {
  routeAt(path)
    ?.route.load()
    .catch(() => undefined);
}

function routeAt(path: string): { route: Route; part: string } | null {
  const plain = path.length > 1 ? path.replace(/\/+$/, '') : path;
  for (const route of routes) {
    const match = route.path.exec(plain);
    if (match) return { route, part: decoded(match[1] ?? '') };
  }
  return null;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
