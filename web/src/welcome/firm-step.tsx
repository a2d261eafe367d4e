import { useSignal, type Signal } from '@preact/signals';
import type { Welcome } from '../../api.d.ts';
import { useDesk } from '../desk.ts';
import { Choice } from '../forms/choice.tsx';
import { Labelled } from './labelled.tsx';
import { Refused } from './refused.tsx';
import { Step, type StepFrame } from './step.tsx';
import { useConfigure, type Document } from './use-configure.ts';
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
  const tell = useTell();
  const { keep, isBusy, refusal } = useConfigure();
  const { firm, name, zone, locale } = useFirm(welcome);
  const save = async (event: Event) => {
    event.preventDefault();
    if (await keep([firm()])) onDone();
  };
  return (
    <form class="welcome-form" onSubmit={(event) => void save(event)}>
      <Labelled label={tell('firmName')}>
        {(id) => (
          <input
            id={id}
            name="firm"
            maxLength={100}
            autocomplete="organization"
            value={name.value}
            onInput={(e) => (name.value = e.currentTarget.value)}
          />
        )}
      </Labelled>
      <Labelled label={tell('firmZone')}>{(id) => <ZoneSelect id={id} zone={zone} />}</Labelled>
      <Choice legend={tell('firmLanguage')} options={languages} value={locale.value} onChange={(next) => (locale.value = next)} />
      <Refused because={refusal.value} />
      <button type="submit" class="button primary" disabled={isBusy.value}>
        {tell('save')}
      </button>
    </form>
  );
}

type Locale = 'zh-CN' | 'en';
const languages: [Locale, string][] = [
  ['zh-CN', '中文'],
  ['en', 'English'],
];

/** What is typed about the firm; `firm` makes a document of it that keeps what is not asked here. */
function useFirm({ firm: known }: Welcome) {
  const { language } = useDesk();
  const name = useSignal(known?.spec.displayName ?? '');
  const zone = useSignal(known?.spec.zone ?? zoneHere());
  const locale = useSignal<Locale>(known?.spec.locale ?? (language.code.peek() === 'zh' ? 'zh-CN' : 'en'));
  const firm = (): Document => {
    const displayName = name.peek().trim();
    const spec = { ...known?.spec, zone: zone.peek(), locale: locale.peek(), ...(displayName === '' ? {} : { displayName }) };
    return { kind: 'firm', name: known?.name ?? 'firm', spec };
  };
  return { firm, name, zone, locale };
}

const zoneHere = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

function ZoneSelect({ id, zone }: { id: string; zone: Signal<string> }) {
  return (
    <select id={id} name="zone" value={zone.value} onChange={(e) => (zone.value = e.currentTarget.value)}>
      {zonesWith(zone.value).map((each) => (
        <option key={each} value={each}>
          {each.replaceAll('_', ' ')}
        </option>
      ))}
    </select>
  );
}

/** All that this browser knows, and the one that is set. */
function zonesWith(zone: string): string[] {
  const all = Intl.supportedValuesOf('timeZone');
  return all.includes(zone) ? all : [zone, ...all];
}
