import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { MyPush } from '../../api.d.ts';
import { useDesk } from '../desk.ts';
import { browserOf } from './browser-of.ts';
import { idHere, subscribe, unsubscribe } from './push-browser.ts';
import { useTell } from './settings-words.ts';
import { usePost } from './use-post.ts';

/** The browsers and phones that a page writes to, though none of our pages is open there. */
export function PushDevices({ mine, onDone }: { mine: MyPush; onDone: () => void }) {
  const tell = useTell();
  const here = useSignal<string | null>(null);
  useEffect(() => void idHere().then((id) => (here.value = id)), [mine]);
  const { register, problem, isBusy } = useRegister(mine.key, onDone);
  const isHere = mine.devices.some(({ id }) => id === here.value);
  return (
    <section class="panel" aria-labelledby="push-title" data-testid="push-devices">
      <h2 id="push-title">{tell('push')}</h2>
      <p class="hint">{tell('pushMore')}</p>
      <ul class="contacts">
        {mine.ntfy && (
          <li>
            <span class="contact-name">ntfy</span>
            <span class="contact-address">{tell('ntfyTopic')}</span>
          </li>
        )}
        {mine.devices.map((device) => (
          <Device key={device.id} device={device} isHere={device.id === here.value} onDone={onDone} />
        ))}
      </ul>
      <p class="field-problem" role="alert">
        {problem}
      </p>
      {!isHere && (
        <button type="button" class="button" disabled={isBusy} onClick={register}>
          {tell('pushHere')}
        </button>
      )}
    </section>
  );
}

function useRegister(key: string, onDone: () => void) {
  const tell = useTell();
  const post = usePost();
  const problem = useSignal('');
  const isAsking = useSignal(false);
  const ask = async () => {
    problem.value = '';
    isAsking.value = true;
    const got = await subscribe(key).catch(() => 'unreachable' as const);
    isAsking.value = false;
    if (typeof got === 'string') problem.value = tell(got);
    else if (await post.send('/me/push', { endpoint: got.endpoint, keys: got.keys })) onDone();
  };
  return { register: () => void ask(), problem: problem.value || post.problem.value, isBusy: isAsking.value || post.isBusy.value };
}

function Device({ device, isHere, onDone }: { device: MyPush['devices'][number]; isHere: boolean; onDone: () => void }) {
  const { language } = useDesk();
  const tell = useTell();
  const post = usePost();
  const remove = async () => {
    if (isHere) await unsubscribe();
    await post.send('/me/push/remove', { id: device.id });
    onDone();
  };
  const name = browserOf(device.agent) ?? tell('someBrowser');
  return (
    <li>
      <span class="contact-name">{name}</span>
      <span class="contact-address">
        {isHere ? tell('thisBrowser') : new Date(device.madeAt).toLocaleDateString(language.code.value === 'zh' ? 'zh-CN' : 'en')}
      </span>
      <button type="button" class="button" aria-label={tell('removeOf', name)} onClick={() => void remove()}>
        {tell('remove')}
      </button>
    </li>
  );
}
