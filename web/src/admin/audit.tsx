import { useSignal, type Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { AuditPage, AuditRow } from '../../upkeep.d.ts';
import { useDesk } from '../desk.ts';
import { Moment } from '../parts/moment.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { useTell } from './words.ts';
import '../style/tables.css';

type Asked = { by: string; what: string; from: string; to: string };

/** Who did what, from where, and what came of it; live while the newest are shown. */
export function Audit() {
  const { api, live, notices } = useDesk();
  const tell = useTell();
  const asked = useSignal<Asked>({ by: '', what: '', from: '', to: '' });
  const rows = useSignal<AuditRow[] | null>(null);
  const next = useSignal<number | null>(null);
  const load = async (before: number | null) => {
    const question = asked.peek();
    const answer = await api.get<AuditPage>(`/audit?${queryOf(question, before)}`);
    // An answer to what was asked before is no answer any more.
    if (question !== asked.peek()) return;
    if (!answer.ok) return notices.refused(answer.refusal);
    const page = answer.value;
    if (before !== null) rows.value = [...(rows.peek() ?? []), ...page.rows];
    else rows.value = joined(page.rows, rows.peek() ?? []);
    if (before !== null || rows.peek()?.length === page.rows.length) next.value = page.next;
  };
  useEffect(() => {
    rows.value = null;
    void load(null);
    const offs = (['beat', 'incident', 'config'] as const).map((name) => live.on(name, () => void load(null)));
    return () => offs.forEach((off) => off());
  }, [asked.value]);
  return (
    <section class="panel" aria-labelledby="audit-title" data-testid="audit">
      <h2 id="audit-title">{tell('audit')}</h2>
      <Narrow asked={asked} />
      {rows.value?.length === 0 ? <p class="hint">{tell('nothingDone')}</p> : <AuditTable rows={rows.value ?? []} />}
      {next.value !== null && (
        <button type="button" class="button" onClick={() => void load(next.value)}>
          {tell('more')}
        </button>
      )}
    </section>
  );
}

/** What is new stands before what was there. */
function joined(fresh: AuditRow[], known: AuditRow[]): AuditRow[] {
  const oldest = fresh.at(-1)?.seq ?? 0;
  return [...fresh, ...known.filter((row) => row.seq < oldest)];
}

function queryOf({ by, what, from, to }: Asked, before: number | null): string {
  const query = new URLSearchParams();
  if (by.trim() !== '') query.set('by', by.trim());
  if (what.trim() !== '') query.set('what', what.trim());
  if (from !== '') query.set('from', new Date(from).toISOString());
  if (to !== '') query.set('to', new Date(to).toISOString());
  if (before !== null) query.set('before', String(before));
  return query.toString();
}

function Narrow({ asked }: { asked: Signal<Asked> }) {
  const tell = useTell();
  const take = (name: keyof Asked) => (event: { currentTarget: HTMLInputElement }) =>
    (asked.value = { ...asked.value, [name]: event.currentTarget.value });
  const query = queryOf(asked.value, null);
  return (
    <form class="narrow" onSubmit={(event) => event.preventDefault()}>
      <label class="field">
        <span>{tell('who')}</span>
        <input type="search" data-search value={asked.value.by} onChange={take('by')} />
      </label>
      <label class="field">
        <span>{tell('what')}</span>
        <input type="search" placeholder="incident/" value={asked.value.what} onChange={take('what')} />
      </label>
      <label class="field">
        <span>{tell('since')}</span>
        <input type="datetime-local" value={asked.value.from} onChange={take('from')} />
      </label>
      <label class="field">
        <span>{tell('until')}</span>
        <input type="datetime-local" value={asked.value.to} onChange={take('to')} />
      </label>
      <p class="downloads">
        <a class="button" href={`/api/v1/audit.csv?${query}`} download>
          CSV
        </a>
        <a class="button" href={`/api/v1/audit.ndjson?${query}`} download>
          NDJSON
        </a>
      </p>
    </form>
  );
}

function AuditTable({ rows }: { rows: AuditRow[] }) {
  const tell = useTell();
  return (
    <table class="table audit-table">
      <thead>
        <tr>
          <th scope="col">{tell('when')}</th>
          <th scope="col">{tell('who')}</th>
          <th scope="col">{tell('what')}</th>
          <th scope="col">{tell('where')}</th>
          <th scope="col">{tell('outcome')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <AuditLine key={row.seq} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function AuditLine({ row }: { row: AuditRow }) {
  const { session } = useDesk();
  const tell = useTell();
  const person = row.by.startsWith('person:') ? row.by.slice('person:'.length) : null;
  return (
    <tr>
      <td>
        <Moment at={row.at} />
      </td>
      <td>{person === null ? row.by : session.nameOf(person)}</td>
      <td class="grow">
        <details>
          <summary>
            <code>{row.what}</code>
            {row.incident && <span class="hint"> {row.incident}</span>}
          </summary>
          <pre class="audit-data">{JSON.stringify(row.data, null, 2)}</pre>
          {row.incident && <a href={`/i/${row.incident}`}>{row.incident}</a>}
        </details>
      </td>
      <td>{row.via}</td>
      <td class="end">
        <Outcome outcome={row.outcome} tell={tell} />
      </td>
    </tr>
  );
}

function Outcome({ outcome, tell }: { outcome: string; tell: ReturnType<typeof useTell> }) {
  if (outcome === 'done') return <StateWord word={tell('done')} tone="good" />;
  const isRefused = outcome.startsWith('refused');
  return (
    <span title={outcome}>
      <StateWord word={isRefused ? tell('refused') : tell('failed')} tone={isRefused ? 'warn' : 'alarm'} />
    </span>
  );
}
