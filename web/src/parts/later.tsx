import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useDesk, useSay } from '../desk.ts';

export type Loader<P> = () => Promise<ComponentType<P>>;

/** A part that is fetched when it is first needed, so that the war room opens fast on a phone. */
export function Later<P extends object>({ load, given }: { load: Loader<P>; given: P }) {
  const { fetched } = useDesk();
  const say = useSay();
  const [state, setState] = useState<'waiting' | 'here' | 'lost'>('waiting');
  const Part = fetched.get(load as Loader<never>) as ComponentType<P> | undefined;
  useEffect(() => {
    if (Part) return;
    const fetchIt = async () => {
      fetched.set(load as Loader<never>, (await load()) as ComponentType<never>);
      setState('here');
    };
    fetchIt().catch(() => setState('lost'));
  }, [load]);
  if (Part) return <Part {...given} />;
  if (state !== 'lost') return null;
  // The server was upgraded and the old file is gone, or the connection is.
  return (
    <p class="problem" role="alert">
      {say('partMissing')}
      <button type="button" class="button" onClick={() => location.reload()}>
        {say('reload')}
      </button>
    </p>
  );
}
