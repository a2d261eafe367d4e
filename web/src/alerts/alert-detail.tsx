import type { Alert } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';
import { Moment } from '../parts/moment.tsx';
import { RichText } from '../parts/rich-text.tsx';
import { coverOf } from './cover.ts';
import { useFilter, withLabel } from './filter.ts';
import { QuietReasons } from './quiet-reason.tsx';
import { WhyTrace } from './why-trace.tsx';
import { useTell } from './words.ts';

export function AlertDetail({ alert }: { alert: Alert }) {
  const { sheet, session } = useDesk();
  const say = useSay();
  return (
    <div class="alert-detail">
      <section>
        <h2>{say('labels')}</h2>
        <LabelButtons labels={alert.labels} />
        <Annotations annotations={alert.annotations} />
        <QuietReasons alert={alert} />
        <Origin alert={alert} />
        {session.mayUse('alert/silence') && alert.state !== 'resolved' && (
          <button type="button" class="button small" onClick={() => (sheet.value = { kind: 'silence', ...coverOf([alert]) })}>
            {say('silence')}…
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

/** Each label narrows the list to those that have it too. */
function LabelButtons({ labels }: { labels: Record<string, string> }) {
  const tell = useTell();
  const { filter, change } = useFilter();
  return (
    <p class="labels">
      {Object.entries(labels).map(([name, value]) => (
        <button
          key={name}
          type="button"
          class="label-button"
          title={tell('narrowTo', `${name}=${value}`)}
          onClick={() => change({ tab: 'all', match: withLabel(filter.match, name, value) })}
        >
          <code>
            {name}={value}
          </code>
        </button>
      ))}
    </p>
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
  return (
    <p class="hint">
      {say('source')} {alert.source} · <Moment at={alert.startsAt} />
      {alert.endsAt && alert.state === 'resolved' && (
        <>
          {' – '}
          <Moment at={alert.endsAt} />
        </>
      )}
    </p>
  );
}
