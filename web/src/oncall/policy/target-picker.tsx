import { Icon } from '../../parts/icon.tsx';
import { usePersonColour } from '../person-colour.ts';
import { targetKinds, type Target, type TargetKind } from './draft.ts';
import { kindOf, targetOf, useTargets, valueOf } from './targets.ts';
import { useTell } from './words.ts';

type Props = {
  targets: readonly Target[];
  label: string;
  kinds?: readonly TargetKind[];
  most?: number;
  onChange: (targets: Target[]) => void;
};

/** Whom a step calls: people, whoever is on call, teams, channels. */
export function TargetPicker({ targets, label, kinds = targetKinds, most, onChange }: Props) {
  const tell = useTell();
  const all = useTargets();
  const chosen = new Set(targets.map(valueOf));
  return (
    <div class="people-picker">
      {targets.map((target) => (
        <TargetTag key={valueOf(target)} target={target} onDrop={() => onChange(targets.filter((each) => each !== target))} />
      ))}
      {(most === undefined || targets.length < most) && (
        <select
          class="person-add"
          aria-label={label}
          value=""
          onChange={(event) => {
            onChange([...targets, targetOf(event.currentTarget.value)]);
            event.currentTarget.value = '';
          }}
        >
          <option value="">{tell(targets.length === 0 ? 'choose' : 'andAlso')}</option>
          {kinds.map((kind) => (
            <optgroup key={kind} label={tell(`kind-${kind}`)}>
              {all[kind]
                .filter(({ value }) => !chosen.has(value))
                .map((choice) => (
                  <option key={choice.value} value={choice.value}>
                    {choice.label}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      )}
    </div>
  );
}

function TargetTag({ target, onDrop }: { target: Target; onDrop: () => void }) {
  const tell = useTell();
  const colour = usePersonColour();
  const all = useTargets();
  const kind = kindOf(target);
  const label = all[kind].find(({ value }) => value === valueOf(target))?.label ?? target[kind] ?? '';
  return (
    <span class={`person-tag ${kind === 'person' ? colour(target.person ?? '') : 'thing'}`}>
      {kind !== 'person' && <span class="tag-kind">{tell(`kind-${kind}`)}</span>}
      {label}
      <button type="button" class="tag-drop" aria-label={tell('takeOut', label)} onClick={onDrop}>
        <Icon name="close" />
      </button>
    </span>
  );
}
