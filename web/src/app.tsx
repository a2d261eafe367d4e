import { useEffect } from 'preact/hooks';
import { useDesk, useSay } from './desk.ts';
import { Later } from './parts/later.tsx';
import { joinPage, loginPage, loginSheet, setupPage, unreachablePage, wallPage } from './shell/loaders.ts';
import { Shell } from './shell/shell.tsx';

/** The console, or what stands between you and it. */
export function App() {
  const { session, live, rings, address, clock, title } = useDesk();
  const say = useSay();
  const standing = session.standing.value;
  const person = session.me.value?.person?.name;
  const brand = session.me.value?.demo ? say('demoTitle') : 'Tocsin';
  useEffect(() => {
    title.brand.value = brand;
  }, [brand]);
  useEffect(() => {
    if (standing === 'in') live.start();
  }, [standing]);
  useEffect(() => {
    if (standing === 'in') void rings.load();
  }, [standing, person]);
  useEffect(() => {
    // A stream that stays away may have been sent away: then it is said, before a call is missed.
    if (standing === 'in' && clock.isStale.value) void session.load();
  }, [standing, clock.isStale.value]);
  useEffect(() => {
    if (standing === 'in' && address.path.value === '/login') address.go('/');
  }, [standing, address.path.value]);
  if (address.path.value === '/setup') return <Later key="setup" load={setupPage} given={{}} />;
  if (address.path.value === '/join') return <Later key="join" load={joinPage} given={{}} />;
  // A wall has no frame, and a door of its own.
  if (address.path.value === '/wall') return <Later load={wallPage} given={{}} />;
  if (standing === 'in' || standing === 'expired')
    return (
      <>
        <Shell />
        {standing === 'expired' && <Later load={loginSheet} given={{}} />}
      </>
    );
  if (standing === 'login') return <Later load={loginPage} given={{}} />;
  if (standing === 'unreachable') return <Later load={unreachablePage} given={{}} />;
  return null;
}
