import type { Alert } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';
import { Labels } from '../parts/labels.tsx';
import { Moment } from '../parts/moment.tsx';
import { RichText } from '../parts/rich-text.tsx';
import { WhyTrace } from './why-trace.tsx';

export function AlertDetail({ alert }: { alert: Alert }) {
  const { sheet, session } = useDesk();
  const say = useSay();
  return (
    <div class="alert-detail">
      <section>
        <h2>{say('labels')}</h2>
        <Labels labels={alert.labels} />
        <Annotations annotations={alert.annotations} />
        <Origin alert={alert} />
        {session.mayUse('alert/silence') && alert.state !== 'resolved' && (
          <button type="button" class="button" onClick={() => (sheet.value = { kind: 'silence', alert })}>
            {say('silence')}
          </button>
        )}
      </section>
      <section>
        <h2>{say('whyTrace')}</h2>
        <WhyTrace fingerprint={alert.fingerprint} />
      </section>
    </div>
  );
}

function Annotations({ annotations }: { annotations: Record<string, string> }) {
  return (
    <dl class="annotations">
      {Object.entries(annotations).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <RichText text={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Origin({ alert }: { alert: Alert }) {
  const say = useSay();
  const quieted = [...alert.silencedBy, ...alert.inhibitedBy];
  return (
    <p class="hint">
      {say('source')} {alert.source} · <Moment at={alert.startsAt} />
      {alert.endsAt && (
        <>
          {' – '}
          <Moment at={alert.endsAt} />
        </>
      )}
      {quieted.length > 0 && <> · {say('quietedBy', quieted.length)}</>}
    </p>
  );
}
