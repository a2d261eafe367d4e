import type { ComponentChildren } from 'preact';
import type { ProcessRow, Processes as Seen, WaitingQueue } from '../../upkeep.d.ts';
import { Elapsed, Moment } from '../parts/moment.tsx';
import { Problem } from '../parts/problem.tsx';
import { useLive } from '../use-live.ts';
import { useTell } from './words.ts';

const mebibyte = 1024 ** 2;
const queues = ['events', 'effects', 'timers', 'parked'] as const;

/** This process and the others on the same database, and what waits in it. */
export function Processes() {
  const tell = useTell();
  const asked = useLive('processes', (desk) => desk.api.get<Seen>('/processes'), ['beat']);
  const seen = asked.value.value;
  return (
    <>
      <Problem of={asked} />
      <section class="panel" aria-labelledby="processes-title" data-testid="processes">
        <h2 id="processes-title">{tell('processes')}</h2>
        <ul class="process-list">
          {seen?.processes.map((process) => (
            <ProcessCard key={process.id} process={process} />
          ))}
        </ul>
      </section>
      <section class="panel" aria-labelledby="waits-title">
        <h2 id="waits-title">{tell('waits')}</h2>
        <dl class="numbers">
          {seen &&
            queues.map((name) => (
              <Fact key={name} name={tell(name)}>
                <Queue queue={seen.waiting[name]} />
              </Fact>
            ))}
        </dl>
      </section>
    </>
  );
}

function Queue({ queue: { count, oldestAt } }: { queue: WaitingQueue }) {
  const tell = useTell();
  return (
    <>
      <strong>{count.toLocaleString()}</strong>
      {oldestAt && (
        <span class="hint">
          {' '}
          {tell('oldest')} <Moment at={oldestAt} />
        </span>
      )}
    </>
  );
}

function ProcessCard({ process }: { process: ProcessRow }) {
  const tell = useTell();
  return (
    <li class="process">
      <h3>
        {process.host} · {process.pid} {process.isThis && <span class="hint">{tell('thisOne')}</span>}
      </h3>
      <dl class="numbers">
        <Fact name={tell('version')}>{process.version}</Fact>
        <Fact name={tell('running')}>
          <Elapsed since={process.startedAt} />
        </Fact>
        <Fact name={tell('memory')}>{`${Math.round(process.memoryBytes / mebibyte)} MiB`}</Fact>
        <Fact name={tell('delay')}>{`${process.loopDelayMs.toFixed(1)} ms`}</Fact>
      </dl>
    </li>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
