import { useSignal } from '@preact/signals';
import type { MySettings } from '../../api.d.ts';
import { useDesk } from '../desk.ts';
import { Choice } from '../forms/choice.tsx';
import { Form } from './form.tsx';
import { QuietField, ZoneField } from './quiet-fields.tsx';
import { useTell } from './settings-words.ts';
import { usePost } from './use-post.ts';

const languages = [
  ['zh-CN', '中文'],
  ['en', 'English'],
] as const;

/** When I may be woken, by whose clock, and in what language; only shown where a file says it. */
export function CallSettings({ mine, onDone }: { mine: MySettings; onDone: () => void }) {
  const { notices } = useDesk();
  const tell = useTell();
  const [locale, zone, quiet] = [useSignal(mine.locale), useSignal(mine.zone), useSignal(mine.quiet)];
  const post = usePost();
  const send = async () => {
    if (!(await post.send('/me/settings', { locale: locale.value, zone: zone.value, quiet: quiet.value }))) return;
    notices.tell(tell('saved'), 'good');
    onDone();
  };
  return (
    <section class="panel" aria-labelledby="calls-title" data-testid="call-settings">
      <h2 id="calls-title">{tell('calls')}</h2>
      {mine.file !== null && <p class="hint">{tell('byFile', mine.file)}</p>}
      <Form onSend={send} look="call-settings">
        <fieldset disabled={mine.file !== null}>
          <QuietField value={quiet} />
          <ZoneField value={zone} />
          <Choice legend={tell('reads')} options={[...languages]} value={locale.value} onChange={(next) => (locale.value = next)} />
          <p class="field-problem" role="alert">
            {post.problem.value}
          </p>
          {mine.file === null && (
            <button type="submit" class="button primary" disabled={post.isBusy.value}>
              {tell('save')}
            </button>
          )}
        </fieldset>
      </Form>
    </section>
  );
}
