import { useEffect, useRef } from 'preact/hooks';
import { useDesk, useSay } from '../desk.ts';
import { useOpenIncidents } from '../use-open-incidents.ts';

/** Says aloud, through the live region, that a SEV1 has begun. Those already there at arrival are not news. */
export function NewSev1() {
  const { notices, address } = useDesk();
  const say = useSay();
  const open = useOpenIncidents().value.value;
  const known = useRef<Set<string> | null>(null);
  useEffect(() => {
    if (!open) return;
    const worst = open.filter((each) => each.severity === 'SEV1' && each.progress === 'open');
    for (const incident of worst) {
      const isHere = address.path.peek().endsWith(incident.number);
      if (known.current && !known.current.has(incident.number) && !isHere) notices.alarm(say('newSev1', incident.number, incident.title));
    }
    known.current = new Set(worst.map((each) => each.number));
  }, [open]);
  return null;
}
