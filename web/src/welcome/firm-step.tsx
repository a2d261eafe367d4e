import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { Welcome } from '../../api.d.ts';
import { useDesk } from '../desk.ts';
import { Choice } from '../forms/choice.tsx';
import { Refused } from './refused.tsx';
import { Step, type StepFrame } from './step.tsx';
import { useConfigure } from './use-configure.ts';
import { useTell } from './words.ts';

/** Whose Tocsin this is, and whose clock it goes by. */
export function FirmStep({ welcome, onDone, ...frame }: { welcome: Welcome; onDone: () => void } & Omit<StepFrame, 'proof'>) {
  const { clock, session } = useDesk();
  const tell = useTell();
  const name = session.me.value?.firm.name;
  const proof = welcome.done.firm ? tell('firmDone', name ?? welcome.zone, `${clock.minute(clock.now.value)} ${clock.zone.value}`) : null;
  return (
    <Step {...frame} proof={proof} name={tell('firm')} why={tell('firmWhy')}>
      {welcome.firm?.origin ? (
        <p class="hint">{tell('byFile', `${welcome.firm.origin.file}:${welcome.firm.origin.line}`)}</p>
      ) : (
        <FirmForm welcome={welcome} onDone={onDone} />
      )}
    </Step>
  );
}

function FirmForm({ welcome, onDone }: { welcome: Welcome; onDone: () => void }) {
  const { language } = useDesk();
  const tell = useTell();
  const id = useId();
  const { keep, isBusy, refusal } = useConfigure();
  const known = welcome.firm?.spec;
  const name = useSignal(known?.displayName ?? '');
  const zone = useSignal(known?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
  const locale = useSignal<'zh-CN' | 'en'>(known?.locale ?? (language.code.peek() === 'zh' ? 'zh-CN' : 'en'));
  const save = async (event: Event) => {
    event.preventDefault();
    const said = { ...known, zone: zone.value, locale: locale.value };
    const spec = name.value.trim() === '' ? said : { ...said, displayName: name.value.trim() };
    if (await keep([{ kind: 'firm', name: welcome.firm?.name ?? 'firm', spec }])) onDone();
  };
  return (
    <form class="welcome-form" onSubmit={(event) => void save(event)}>
      <div class="field">
        <label for={`${id}-name`}>{tell('firmName')}</label>
        <input
          id={`${id}-name`}
          name="firm"
          maxLength={100}
          autocomplete="organization"
          value={name.value}
          onInput={(e) => (name.value = e.currentTarget.value)}
        />
      </div>
      <div class="field">
        <label for={`${id}-zone`}>{tell('firmZone')}</label>
        <select id={`${id}-zone`} name="zone" value={zone.value} onChange={(e) => (zone.value = e.currentTarget.value)}>
          {zonesWith(zone.value).map((each) => (
            <option key={each} value={each}>
              {each.replaceAll('_', ' ')}
            </option>
          ))}
        </select>
      </div>
      <Choice
        legend={tell('firmLanguage')}
        options={[
          ['zh-CN', '中文'],
          ['en', 'English'],
        ]}
        value={locale.value}
        onChange={(next) => (locale.value = next)}
      />
      <Refused because={refusal.value} />
      <button type="submit" class="button primary" disabled={isBusy.value}>
        {tell('save')}
      </button>
    </form>
  );
}

/** All that this browser knows, and the one that is set. */
function zonesWith(zone: string): string[] {
  const all = Intl.supportedValuesOf('timeZone');
  return all.includes(zone) ? all : [zone, ...all];
}
