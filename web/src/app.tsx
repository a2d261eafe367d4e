import { useEffect } from 'preact/hooks';
import { useDesk, useSay } from './desk.ts';
import { Later } from './parts/later.tsx';
import { loginPage, unreachablePage, wallPage } from './shell/loaders.ts';
import { Shell } from './shell/shell.tsx';

/** The console, or what stands between you and it. */
export function App() {
  const { session, live, rings, address, title } = useDesk();
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
  // A wall has no frame, and a door of its own.
  if (address.path.value === '/wall') return <Later load={wallPage} given={{}} />;
  if (standing === 'in') return <Shell />;
  if (standing === 'login') return <Later load={loginPage} given={{}} />;
  if (standing === 'unreachable') return <Later load={unreachablePage} given={{}} />;
  return null;
}
