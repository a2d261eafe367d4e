import { useSignal } from '@preact/signals';
import type { ConfigChange } from '../../upkeep.d.ts';
import { useDesk } from '../desk.ts';
import { Moment } from '../parts/moment.tsx';
import { Problem } from '../parts/problem.tsx';
import { useLive } from '../use-live.ts';
import { DiffLines } from './diff-lines.tsx';
import { useTell } from './words.ts';

const first = 8;

/** The last changes of the configuration: what was, what is, by whom or from which file. */
export function ConfigHistory() {
  const tell = useTell();
  const asked = useLive('config history', (desk) => desk.api.get<{ changes: ConfigChange[] }>('/config/history'), ['config']);
  const shown = useSignal(first);
  const changes = asked.value.value?.changes;
  return (
    <section class="panel" aria-labelledby="history-title" data-testid="config-history">
      <h2 id="history-title">{tell('history')}</h2>
      <Problem of={asked} />
      {changes?.length === 0 && <p class="hint">{tell('noHistory')}</p>}
      <ul class="changes">
        {changes?.slice(0, shown.value).map((change) => (
          <Change key={`${change.kind}/${change.name}/${change.version}`} change={change} />
        ))}
      </ul>
      {(changes?.length ?? 0) > shown.value && (
        <button type="button" class="button" onClick={() => (shown.value += first)}>
          {tell('more')}
        </button>
      )}
    </section>
  );
}

function Change({ change }: { change: ConfigChange }) {
  const { session } = useDesk();
  const tell = useTell();
  const { kind, name, version, at, gone, by, file, lines } = change;
  const what = gone ? tell('removed') : version === 1 ? tell('madeNew') : tell('changed');
  const person = by?.startsWith('person:') ? session.nameOf(by.slice('person:'.length)) : by;
  return (
    <li>
      <details>
        <summary>
          <strong>
            {kind} {name}
          </strong>{' '}
          <span>{what}</span>{' '}
          <span class="hint">
            <Moment at={at} /> · {person ?? (file && tell('writtenIn', file)) ?? tell('madeHere')}
          </span>
        </summary>
        <DiffLines lines={lines} label={`${kind} ${name}`} />
      </details>
    </li>
  );
}
