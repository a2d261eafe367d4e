import { useSignal, type ReadonlySignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Wall } from '../../api.d.ts';
import { useDesk } from '../desk.ts';

/** S arms the bell for a new SEV1 (a browser sounds only after a key), T shows the test pattern. */
export function useWallKeys(): { isArmed: ReadonlySignal<boolean>; isPattern: ReadonlySignal<boolean> } {
  const { bell } = useDesk();
  const isArmed = useSignal(false);
  const isPattern = useSignal(false);
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      if (key === 't') isPattern.value = !isPattern.peek();
      if (key !== 's') return;
      isArmed.value = !isArmed.peek();
      if (isArmed.peek()) void bell.enable();
      else bell.hush();
    };
    addEventListener('keydown', hear);
    return () => removeEventListener('keydown', hear);
  }, []);
  return { isArmed, isPattern };
}

const tollsForMs = 8_000;

/** Tolls once for a SEV1 that was not there before; what is there when the wall comes up is not new. */
export function useToll(wall: Wall | null, isArmed: boolean): void {
  const { bell } = useDesk();
  const known = useRef<Set<string> | null>(null);
  useEffect(() => {
    if (!wall) return;
    const worst = wall.incidents.filter((each) => each.severity === 'SEV1').map((each) => each.number);
    const isNew = known.current !== null && worst.some((number) => !known.current?.has(number));
    known.current = new Set(worst);
    if (!isNew || !isArmed) return;
    bell.start();
    const timer = setTimeout(() => bell.hush(), tollsForMs);
    return () => clearTimeout(timer);
  }, [wall, isArmed]);
}
