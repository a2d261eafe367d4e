import { signal, type ReadonlySignal } from '@preact/signals';

export type Address = {
  path: ReadonlySignal<string>;
  /** What stands behind `?`, without it. */
  search: ReadonlySignal<string>;
  hash: ReadonlySignal<string>;
  go(href: string): void;
  /** Changes the fragment without a new history entry. */
  turn(hash: string): void;
  /** Changes what stands behind `?`, and drops the fragment, without a new history entry. */
  narrow(search: string): void;
};

/** The page's address. Plain links work: clicks inside the origin become history entries. */
export function createAddress(): Address {
  const path = signal(location.pathname);
  const search = signal(location.search.slice(1));
  const hash = signal(location.hash.slice(1));
  const read = () => {
    path.value = location.pathname;
    search.value = location.search.slice(1);
    hash.value = location.hash.slice(1);
  };
  const go = (href: string) => {
    if (new URL(href, location.href).href !== location.href) history.pushState(null, '', href);
    read();
  };
  addEventListener('popstate', read);
  document.addEventListener('click', (event) => {
    const href = innerLink(event);
    if (href === null) return;
    event.preventDefault();
    go(href);
  });
  return {
    path,
    search,
    hash,
    go,
    turn(next) {
      history.replaceState(null, '', next === '' ? location.pathname + location.search : `#${next}`);
      read();
    },
    narrow(next) {
      history.replaceState(null, '', next === '' ? location.pathname : `${location.pathname}?${next}`);
      read();
    },
  };
}

function innerLink(event: MouseEvent): string | null {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return null;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || link.target !== '' || link.hasAttribute('download') || link.origin !== location.origin) return null;
  if (link.pathname.startsWith('/api/') || link.getAttribute('href')?.startsWith('#')) return null;
  return link.pathname + link.search + link.hash;
}
