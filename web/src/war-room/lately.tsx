import type { Incident } from '../../api.d.ts';
import { keyed } from './story-kinds.ts';
import { StoryLine } from './story-line.tsx';
import { useTell } from './words.ts';
import '../style/timeline.css';

const lines = 5;

/** The last lines of the story, for a screen that has no room for all of it. */
export function Lately({ incident }: { incident: Incident }) {
  const tell = useTell();
  const latest = keyed(incident.timeline).slice(-lines).toReversed();
  return (
    <section class="panel lately" aria-labelledby="lately-title">
      <h2 id="lately-title">{tell('lately')}</h2>
      <ol>
        {latest.map(({ line, key }) => (
          <StoryLine key={key} incident={incident.number} line={line} />
        ))}
      </ol>
    </section>
  );
}
