import type { Alert } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';
import { Moment } from '../parts/moment.tsx';
import { RichText } from '../parts/rich-text.tsx';
import { WhyTrace } from './why-trace.tsx';

export function AlertDetail({ alert }: { alert: Alert }) {
  const { sheet, session } = useDesk();
  const say = useSay();
  const quieted = [...alert.silencedBy, ...alert.inhibitedBy];
  return (
    <div class="alert-detail">
      <section>
        <h2>{say('labels')}</h2>
        <p class="labels">
          {Object.entries(alert.labels).map(([name, value]) => (
            <code key={name}>
              {name}={value}
            </code>
          ))}
        </p>
        <dl class="annotations">
          {Object.entries(alert.annotations).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <RichText text={value} />
              </dd>
            </div>
          ))}
        </dl>
        <p class="hint">
          {say('source')} {alert.source} · <Moment at={alert.startsAt} />
          {alert.endsAt && (
            <>
              {' – '}
              <Moment at={alert.endsAt} />
            </>
          )}
          {quieted.length > 0 && <> · {say('quietedBy', quieted.join(', '))}</>}
        </p>
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
