import { useEffect } from 'preact/hooks';
import { useDesk, usePageTitle, useSay } from '../desk.ts';
import { BellMark } from '../parts/brand.tsx';

const retryMs = 3_000;

export function UnreachablePage() {
  const { session } = useDesk();
  const say = useSay();
  usePageTitle('');
  useEffect(() => {
    const timer = setInterval(() => void session.load(), retryMs);
    return () => clearInterval(timer);
  }, []);
  return (
    <main class="door">
      <div class="door-frame">
        <BellMark />
        <h1>{say('unreachable')}</h1>
        <p class="hint" role="status">
          {say('tryingAgain')}
        </p>
      </div>
    </main>
  );
}
