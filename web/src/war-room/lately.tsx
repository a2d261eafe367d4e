import type { Incident } from '../../api.d.ts';
import { StoryLine } from './story-line.tsx';
import { useTell } from './words.ts';
import '../style/timeline.css';

const lines = 5;

/** The last lines of the story, for a screen that has no room for all of it. */
export function Lately({ incident }: { incident: Incident }) {
  const tell = useTell();
  const latest = incident.timeline
    .map((line, at) => ({ line, at }))
    .slice(-lines)
    .toReversed();
  return (
    <section class="panel lately" aria-labelledby="lately-title">
      <h2 id="lately-title">{tell('lately')}</h2>
      <ol>
        {latest.map(({ line, at }) => (
          <StoryLine key={at} line={line} />
        ))}
      </ol>
    </section>
  );
}
