import type { TimelineLine } from '../../api.d.ts';
import { useDesk } from '../desk.ts';
import { Moment } from '../parts/moment.tsx';
import { RichText } from '../parts/rich-text.tsx';
import { ByVia } from '../parts/way.tsx';
import { toneOf } from './story-kinds.ts';

/** A line of the story; `day` is said above it where it begins another. */
export function StoryLine({ line, day = null }: { line: TimelineLine; day?: string | null }) {
  const { session } = useDesk();
  const name = line.person && session.nameOf(line.person);
  return (
    <li class={`story ${toneOf(line.kind)}`} data-kind={line.kind}>
      {day !== null && <p class="story-day">{day}</p>}
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
