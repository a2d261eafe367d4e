import { useEffect, useRef } from 'preact/hooks';
import { useDesk, useSay } from '../desk.ts';
import { useLive } from '../use-live.ts';

/** Says aloud, through the live region, that a SEV1 has begun. Those already there at arrival are not news. */
export function NewSev1() {
  const { notices } = useDesk();
  const say = useSay();
  const open = useLive('incidents:open', (desk) => desk.api.skill('incident/list', {}), ['incident']).value.value;
  const known = useRef<Set<string> | null>(null);
  useEffect(() => {
    if (!open) return;
    const worst = open.incidents.filter((each) => each.severity === 'SEV1' && each.progress === 'open');
    for (const incident of worst) {
      if (known.current && !known.current.has(incident.number)) notices.alarm(say('newSev1', incident.number, incident.title));
    }
    known.current = new Set(worst.map((each) => each.number));
  }, [open]);
  return null;
}
