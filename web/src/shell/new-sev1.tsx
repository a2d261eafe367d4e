import { useEffect, useRef } from 'preact/hooks';
import { useDesk, useSay } from '../desk.ts';
import { useOpenIncidents } from '../use-open-incidents.ts';

/** Says aloud, through the live region, that a SEV1 has begun. Those already there at arrival are not news; what somebody has taken, or is
 *  looked at, is said no longer. */
export function NewSev1() {
  const { notices, address } = useDesk();
  const say = useSay();
  const open = useOpenIncidents().value.value;
  const path = address.path.value;
  const known = useRef<Set<string> | null>(null);
  const said = useRef(new Map<string, () => void>());
  useEffect(() => {
    if (!open) return;
    const worst = open.filter((each) => each.severity === 'SEV1' && each.progress === 'open' && !path.endsWith(each.number));
    const numbers = new Set(worst.map((each) => each.number));
    for (const { number, title } of worst)
      if (known.current && !known.current.has(number)) said.current.set(number, notices.alarm(say('newSev1', number, title)));
    for (const [number, putAway] of said.current) {
      if (numbers.has(number)) continue;
      putAway();
      said.current.delete(number);
    }
    known.current = new Set(open.map((each) => each.number));
  }, [open, path]);
  return null;
}
