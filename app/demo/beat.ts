import type { DemoAlert } from './alerts.ts';
import type { LineName } from './lines.ts';
import type { Scene } from './scene.ts';

/** One thing done through a door that people and monitoring use too. */
export type Act =
  | { readonly do: 'say'; readonly who: string; readonly line: LineName; readonly room?: string; readonly at?: number }
  | { readonly do: 'ask'; readonly who: string; readonly skill: string; readonly input: Readonly<Record<string, unknown>> }
  | { readonly do: 'alerts'; readonly alerts: readonly DemoAlert[]; readonly over: boolean }
  | { readonly do: 'tell-story' };

/** Something that happens once in a run, when its time has come. */
export interface Beat {
  readonly id: string;
  /** From when on (UTC ms); null: not as things are. */
  readonly due: (scene: Scene) => number | null;
  readonly acts: (scene: Scene) => readonly Act[];
}

/** When a beat was played, or null. */
export const playedAt = ({ run }: Scene, id: string): number | null => run.played[id] ?? null;

/** So long after another beat. */
export const after =
  (id: string, seconds: number) =>
  (s: Scene): number | null => {
    const at = playedAt(s, id);
    return at === null ? null : s.later(at, seconds);
  };

export const say = (who: string, line: LineName): Act => ({ do: 'say', who, line });

/** A skill called for the story's incident. */
export const ask = (s: Scene, who: string, skill: string, input: Readonly<Record<string, unknown>> = {}): Act => ({
  do: 'ask',
  who,
  skill,
  input: { incident: s.incident?.number ?? '', ...input },
});
