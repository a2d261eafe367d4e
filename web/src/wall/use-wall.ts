import { useSignal, type ReadonlySignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Wall } from '../../api.d.ts';
import { useDesk } from '../desk.ts';
import { useLive } from '../use-live.ts';

export type WallStanding = 'asking' | 'in' | 'refused';

/** What the wall shows, kept true. A link of the form `/wall#<token>` lets it in; the token does not stay on the screen. */
export function useWall(): { wall: ReadonlySignal<Wall | null>; standing: ReadonlySignal<WallStanding> } {
  const { api, address, live, clock } = useDesk();
  const standing = useSignal<WallStanding>('asking');
  const asked = useLive('wall', (desk) => desk.api.get<Wall>('/wall'), ['incident', 'config']);
  useEffect(() => {
    const token = address.hash.peek();
    address.turn('');
    void enter(token);
  }, []);
  async function enter(token: string): Promise<void> {
    if (token !== '') await api.post('/wall/enter', { token });
    asked.again();
    live.start();
  }
  const wall = asked.value.value;
  const problem = asked.problem.value;
  useEffect(() => {
    if (wall) {
      standing.value = 'in';
      clock.setZone(wall.firm.zone);
    } else if (problem?.status === 401) standing.value = 'refused';
  }, [wall, problem]);
  useNewVersion(wall?.version ?? null);
  return { wall: asked.value, standing };
}

/** A wall that hangs for months takes up a new version by itself. */
function useNewVersion(version: string | null): void {
  const first = useSignal<string | null>(null);
  useEffect(() => {
    if (version === null) return;
    if (first.peek() !== null && first.peek() !== version) location.reload();
    first.value = version;
  }, [version]);
}
