import type { Incident } from '../../api.d.ts';
import { Moment } from '../parts/moment.tsx';
import { elapsed } from '../state/clock.ts';
import { useTell } from './words.ts';

/** When it was declared, and how long until each thing that matters had happened. */
export function Milestones({ incident }: { incident: Incident }) {
  const tell = useTell();
  const mitigated = incident.timeline.findLast((line) => line.kind === 'incident.mitigated')?.at ?? null;
  const passed: [string, string | null][] = [
    [tell('acknowledged'), incident.acknowledgedAt],
    [tell('mitigation'), mitigated],
    [tell('recovered'), incident.recoveredAt],
    [tell('resolved'), incident.resolvedAt],
  ];
  const done = passed.filter((each): each is [string, string] => each[1] !== null).toSorted((a, b) => (a[1] < b[1] ? -1 : 1));
  return (
    <section class="panel" aria-labelledby="milestones-title">
      <h2 id="milestones-title">{tell('milestones')}</h2>
      <dl class="milestones">
        <div>
          <dt>{tell('declared')}</dt>
          <dd>
            <Moment at={incident.declaredAt} />
          </dd>
        </div>
        {done.map(([word, at]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>
              <Moment at={at} /> <span class="hint">{tell('after', elapsed(Date.parse(incident.declaredAt), Date.parse(at)))}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
