import type { Wall } from '../../api.d.ts';
import { useDesk } from '../desk.ts';
import { SeverityShape } from '../parts/severity.tsx';
import { elapsed } from '../state/clock.ts';
import type { WallWord } from './words.ts';

export type WallIncident = Wall['incidents'][number];
export type WallSay = (word: WallWord) => string;

const shownProgress = (progress: WallIncident['progress']): WallWord =>
  progress === 'open' || progress === 'acknowledged' || progress === 'mitigated' ? progress : 'acknowledged';

/** The incident that takes half the wall: how bad, what is hurt, who leads, how long already. */
export function Worst({ incident, say }: { incident: WallIncident; say: WallSay }) {
  const { clock } = useDesk();
  const { severity, progress, alertState } = incident;
  return (
    <section class={`wall-worst ${severity.toLowerCase()}`} data-incident={incident.number} data-progress={progress}>
      <div class="wall-mark">
        <SeverityShape severity={severity} />
        <span>{severity}</span>
        <p class="wall-facts">
          <span class="wall-number">{incident.number}</span>
          <span class={`wall-progress ${progress}`}>{say(shownProgress(progress))}</span>
          {alertState !== 'none' && <span>{say(alertState)}</span>}
        </p>
      </div>
      <div class="wall-what">
        <h1>{incident.title}</h1>
        <p class="wall-hurt">{incident.impact ?? incident.system}</p>
      </div>
      <p class="wall-timer">
        <strong>{elapsed(Date.parse(incident.declaredAt), clock.now.value)}</strong>
        <span>
          {say('since')} {clock.minute(incident.declaredAt)}
        </span>
      </p>
      <p class="wall-lead">
        <Lead incident={incident} say={say} />
      </p>
    </section>
  );
}

function Lead({ incident, say }: { incident: WallIncident; say: WallSay }) {
  const { commander, acknowledgedBy } = incident;
  if (commander)
    return (
      <>
        <strong>{commander}</strong> {say('leads')}
      </>
    );
  if (acknowledgedBy)
    return (
      <>
        <strong>{acknowledgedBy}</strong> {say('acked')}
      </>
    );
  return <strong class="wall-alarm">{say('nobodyLeads')}</strong>;
}

/** One of the others: a line. */
export function Strip({ incident, say }: { incident: WallIncident; say: WallSay }) {
  const { clock } = useDesk();
  return (
    <li class={`wall-strip ${incident.severity.toLowerCase()}`} data-incident={incident.number}>
      <span class="wall-mark">
        <SeverityShape severity={incident.severity} />
        <span>{incident.severity}</span>
      </span>
      <span class="wall-strip-title">{incident.title}</span>
      <span class={`wall-progress ${incident.progress}`}>{say(shownProgress(incident.progress))}</span>
      <span>{incident.commander ?? incident.acknowledgedBy ?? say('nobody')}</span>
      <strong>{elapsed(Date.parse(incident.declaredAt), clock.now.value)}</strong>
    </li>
  );
}
