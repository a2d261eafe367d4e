import type { Incident, TimelineLine } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';
import { Moment } from '../parts/moment.tsx';
import { scrollable } from '../parts/scrollable.ts';
import { RichText } from '../parts/rich-text.tsx';
import { ByVia } from '../parts/way.tsx';
import { NoteField } from './note-field.tsx';
import '../style/timeline.css';

/** The story so far, newest first, so that what just happened needs no scrolling. */
export function Timeline({ incident }: { incident: Incident }) {
  const { clock } = useDesk();
  const say = useSay();
  const lines = incident.timeline.map((line, index) => ({ line, index })).toReversed();
  return (
    <section class="panel timeline-panel" aria-labelledby="timeline-title">
      <h2 id="timeline-title">
        {say('timeline')} <span class="zone">{clock.zone.value}</span>
      </h2>
      <NoteField incident={incident.number} />
      <ol class="timeline" data-testid="timeline" {...scrollable} aria-label={say('timeline')}>
        {lines.map(({ line, index }) => (
          <Line key={index} line={line} />
        ))}
      </ol>
    </section>
  );
}

function Line({ line }: { line: TimelineLine }) {
  const { session } = useDesk();
  const name = line.person && session.nameOf(line.person);
  return (
    <li class={`story ${toneOf(line.kind)}`} data-kind={line.kind}>
      <Moment at={line.at} />
      <p class="story-text">
        <RichText text={line.text} />
      </p>
      <p class="story-by">
        <ByVia person={name !== undefined && line.text.includes(name) ? undefined : name} via={line.via} />
      </p>
    </li>
  );
}

// Kinds are the server's own words and will grow: what is not known here is simply quiet.
function toneOf(kind: string): string {
  if (/declared|reopened|fired|firing|failed|unanswered/.test(kind)) return 'alarm';
  if (/resolved|recovered|acked|mitigated|closed/.test(kind)) return 'good';
  if (/reclassified|severity|assign/.test(kind)) return 'warn';
  if (/note/.test(kind)) return 'note';
  return 'quiet';
}
