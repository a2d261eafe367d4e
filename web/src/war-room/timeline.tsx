import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Incident, TimelineLine } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';
import { scrollable } from '../parts/scrollable.ts';
import { NoteField } from './note-field.tsx';
import { isShown, keyed, storyFilters, type StoryFilter } from './story-kinds.ts';
import { StoryLine } from './story-line.tsx';
import { useTell } from './words.ts';
import '../style/timeline.css';

/** Lines that are drawn at first, and each time the end comes near. */
const atOnce = 120;

/** The story so far, newest first, so that what just happened needs no scrolling; of a long one only what was scrolled to is in the page. */
export function Timeline({ incident }: { incident: Incident }) {
  const { clock } = useDesk();
  const say = useSay();
  const filter = useSignal<StoryFilter>('all');
  return (
    <section class="panel timeline-panel" aria-labelledby="timeline-title">
      <h2 id="timeline-title">
        {say('timeline')} <span class="zone">{clock.zone.value}</span>
      </h2>
      <NoteField incident={incident} />
      <FilterStrip chosen={filter.value} choose={(next) => (filter.value = next)} />
      <Story key={filter.value} incident={incident} filter={filter.value} />
    </section>
  );
}

function FilterStrip({ chosen, choose }: { chosen: StoryFilter; choose: (filter: StoryFilter) => void }) {
  const tell = useTell();
  return (
    <div class="story-filters" role="group" aria-label={tell('show')}>
      {storyFilters.map((each) => (
        <button key={each} type="button" aria-pressed={each === chosen} onClick={() => choose(each)}>
          {tell(each)}
        </button>
      ))}
    </div>
  );
}

function Story({ incident, filter }: { incident: Incident; filter: StoryFilter }) {
  const { clock } = useDesk();
  const say = useSay();
  const tell = useTell();
  const drawn = useSignal(atOnce);
  const shown = keyed(incident.timeline)
    .filter(({ line }) => isShown(line, filter))
    .toReversed();
  const left = shown.length - drawn.value;
  const more = () => (drawn.value = drawn.peek() + atOnce);
  if (shown.length === 0) return <p class="hint">{tell('nothing')}</p>;
  return (
    <ol class="timeline" data-testid="timeline" {...scrollable} aria-label={say('timeline')}>
      {shown.slice(0, drawn.value).map(({ line, key }, i) => (
        <StoryLine key={key} incident={incident.number} line={line} day={dayBetween(shown[i - 1]?.line, line, clock.day)} />
      ))}
      {left > 0 && <More n={left} more={more} />}
    </ol>
  );
}

/** The day of a line where the one above it is of another. */
function dayBetween(above: TimelineLine | undefined, line: TimelineLine, dayOf: (at: string) => string): string | null {
  const day = dayOf(line.at);
  return above !== undefined && dayOf(above.at) !== day ? day : null;
}

/** Goes on by itself when it comes into view; by hand where there is no scrolling. */
function More({ n, more }: { n: number; more: () => void }) {
  const tell = useTell();
  const foot = useRef<HTMLLIElement>(null);
  useEffect(() => {
    const observer = new IntersectionObserver((seen) => seen.some((each) => each.isIntersecting) && more(), { rootMargin: '600px' });
    if (foot.current) observer.observe(foot.current);
    return () => observer.disconnect();
  }, [n]);
  return (
    <li ref={foot} class="story-more">
      <button type="button" class="link-button" onClick={more}>
        {tell('older', n)}
      </button>
    </li>
  );
}
