import { useId } from 'preact/hooks';
import { Icon } from '../parts/icon.tsx';
import type { DutyRow } from './duty-documents.ts';
import { useTell } from './words.ts';

type DutyRowProps = { row: DutyRow; isFirst: boolean; onChange: (next: Partial<DutyRow>) => void; onDrop: (() => void) | null };

/** One person on duty: what they are called, where mail reaches them, what they read. */
export function DutyRowFields({ row, isFirst, onChange, onDrop }: DutyRowProps) {
  const tell = useTell();
  const id = useId();
  const isKnown = row.name !== null;
  return (
    <div class="duty-row">
      <div class="field">
        <label for={`${id}-name`}>{tell('dutyName')}</label>
        <input
          id={`${id}-name`}
          name={isFirst ? 'duty-name' : undefined}
          value={row.displayName}
          disabled={isKnown}
          maxLength={100}
          autocomplete={isFirst ? 'name' : 'off'}
          onInput={(e) => onChange({ displayName: e.currentTarget.value })}
        />
      </div>
      {!isKnown && (
        <>
          <div class="field">
            <label for={`${id}-mail`}>{tell('dutyMail')}</label>
            <input
              id={`${id}-mail`}
              type="email"
              value={row.email}
              autocomplete="off"
              onInput={(e) => onChange({ email: e.currentTarget.value })}
            />
          </div>
          <div class="field">
            <label for={`${id}-locale`}>{tell('dutyLanguage')}</label>
            <select
              id={`${id}-locale`}
              value={row.locale}
              onChange={(e) => onChange({ locale: e.currentTarget.value as DutyRow['locale'] })}
            >
              <option value="zh-CN">中文</option>
              <option value="en">English</option>
            </select>
          </div>
        </>
      )}
      {onDrop && (
        <button type="button" class="icon-button" aria-label={tell('dutyDrop', row.displayName)} onClick={onDrop}>
          <Icon name="close" />
        </button>
      )}
    </div>
  );
}
