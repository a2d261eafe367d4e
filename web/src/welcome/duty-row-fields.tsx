import { Icon } from '../parts/icon.tsx';
import type { DutyRow } from './duty-documents.ts';
import { Labelled } from './labelled.tsx';
import { useTell } from './words.ts';

type DutyRowProps = { row: DutyRow; isFirst: boolean; onChange: (next: Partial<DutyRow>) => void; onDrop: (() => void) | null };

/** One person on duty: what they are called, where mail reaches them, what they read. */
export function DutyRowFields({ row, isFirst, onChange, onDrop }: DutyRowProps) {
  const tell = useTell();
  const isKnown = row.name !== null;
  const named = isFirst ? { name: 'duty-name', autocomplete: 'name' as const } : { autocomplete: 'off' as const };
  return (
    <div class="duty-row">
      <Labelled label={tell('dutyName')}>
        {(id) => (
          <input
            {...named}
            id={id}
            value={row.displayName}
            disabled={isKnown}
            maxLength={100}
            onInput={(e) => onChange({ displayName: e.currentTarget.value })}
          />
        )}
      </Labelled>
      {!isKnown && <Reach row={row} onChange={onChange} />}
      {onDrop && (
        <button type="button" class="icon-button" aria-label={tell('dutyDrop', row.displayName)} onClick={onDrop}>
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}

function Reach({ row, onChange }: Pick<DutyRowProps, 'row' | 'onChange'>) {
  const tell = useTell();
  return (
    <>
      <Labelled label={tell('dutyMail')}>
        {(id) => (
          <input id={id} type="email" value={row.email} autocomplete="off" onInput={(e) => onChange({ email: e.currentTarget.value })} />
        )}
      </Labelled>
      <Labelled label={tell('dutyLanguage')}>
        {(id) => (
          <select id={id} value={row.locale} onChange={(e) => onChange({ locale: e.currentTarget.value as DutyRow['locale'] })}>
            <option value="zh-CN">中文</option>
            <option value="en">English</option>
          </select>
        )}
      </Labelled>
    </>
  );
}
