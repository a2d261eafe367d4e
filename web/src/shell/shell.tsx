import { useEffect, useRef } from 'preact/hooks';
import { useDesk, useSay } from '../desk.ts';
import { Banners } from './banners.tsx';
import { NewSev1 } from './new-sev1.tsx';
import { NoticeStack } from './notice-stack.tsx';
import { Rail } from './rail.tsx';
import { RingCall } from './ring-call.tsx';
import { pageAt } from './routes.tsx';
import { SheetHost } from './sheet-host.tsx';
import { TopBar } from './top-bar.tsx';
import { useConsoleKeys } from './use-console-keys.ts';

/** The frame around every page: where to go, whether the screen is alive, who is calling. */
export function Shell() {
  const { address, clock } = useDesk();
  const say = useSay();
  const main = useRef<HTMLElement>(null);
  const path = address.path.value;
  useConsoleKeys();
  useMovedFocus(path, main);
  return (
    <div class="shell">
      <a class="skip" href="#main" onClick={() => main.current?.focus()}>
        {say('skipToContent')}
      </a>
      <Rail path={path} />
      <TopBar />
      <Banners />
      <main id="main" ref={main} tabIndex={-1} class={clock.isStale.value ? 'page stale' : 'page'}>
        {pageAt(path)}
      </main>
      <NoticeStack />
      <NewSev1 />
      <SheetHost />
      <RingCall />
    </div>
  );
}

/** A new page is announced by moving the focus into it, except on arrival. */
function useMovedFocus(path: string, main: { current: HTMLElement | null }): void {
  const isFirst = useRef(true);
  useEffect(() => {
    main.current?.scrollTo(0, 0);
    if (!isFirst.current) main.current?.focus({ preventScroll: true });
    isFirst.current = false;
  }, [path]);
}
