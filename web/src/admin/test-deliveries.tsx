import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Tone } from '../../api.d.ts';
import type { Delivery } from '../../upkeep.d.ts';
import { useDesk } from '../desk.ts';
import { Problem } from '../parts/problem.tsx';
import { Receipt } from '../delivery/receipt.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { useLive } from '../use-live.ts';
import { useTestCall } from '../use-test-call.ts';
import { useTell } from './words.ts';

/** One test for each way out, with what came of it. */
export function TestDeliveries() {
  const tell = useTell();
  const { session } = useDesk();
  const asked = useLive(
    'channels',
    (desk) => desk.api.get<{ resources: { name: string; spec: { platform: string } }[] }>('/resources/channel'),
    ['config'],
  );
  const channels = asked.value.value?.resources;
  return (
    <section class="panel" aria-labelledby="tests-title" data-testid="tests">
      <h2 id="tests-title">{tell('tests')}</h2>
      <p class="hint">{tell('testsWhy')}</p>
      <Problem of={asked} />
      {channels?.length === 0 && <p class="hint">{tell('noChannels')}</p>}
      <ul class="tests">
        {channels?.map(({ name, spec }) => (
          <ChannelTest key={name} channel={name} platform={spec.platform} />
        ))}
        {session.me.value?.person && <MailTest />}
      </ul>
    </section>
  );
}

function MailTest() {
  const tell = useTell();
  const test = useTestCall();
  return (
    <li>
      <button type="button" class="button" disabled={test.isBusy.value} onClick={() => void test.call(['email'])}>
        {tell('testMe')}
      </button>
      {test.page.value && <Receipt page={test.page.value} />}
    </li>
  );
}

const everyMs = 500;

function ChannelTest({ channel, platform }: { channel: string; platform: string }) {
  const { api, notices } = useDesk();
  const tell = useTell();
  const event = useSignal<string | null>(null);
  const delivery = useSignal<Delivery | null>(null);
  const send = async () => {
    delivery.value = null;
    const answer = await api.skill('channel/test', { channel });
    if (!answer.ok) return notices.refused(answer.refusal);
    event.value = answer.value.delivery;
  };
  useEffect(() => {
    if (event.value === null || (delivery.value !== null && delivery.value.state !== 'open')) return;
    const timer = setTimeout(() => void look(), delivery.value === null ? 0 : everyMs);
    return () => clearTimeout(timer);
  }, [event.value, delivery.value]);
  const look = async () => {
    const answer = await api.get<Delivery>(`/doctor/delivery?event=${encodeURIComponent(event.value ?? '')}`);
    if (answer.ok) delivery.value = answer.value;
    else notices.refused(answer.refusal);
  };
  return (
    <li>
      <button type="button" class="button" onClick={() => void send()}>
        {tell('testChannel', channel)}
      </button>
      <span class="hint">{platform}</span>
      <span role="status">{delivery.value && <DeliveryWord delivery={delivery.value} />}</span>
    </li>
  );
}

function DeliveryWord({ delivery: { state, attempts, error } }: { delivery: Delivery }) {
  const tell = useTell();
  const words: Record<Delivery['state'], [string, Tone]> = {
    open: [attempts > 0 ? tell('deliveryTried', attempts) : tell('deliveryOpen'), 'warn'],
    done: [tell('deliveryDone'), 'good'],
    failed: [tell('deliveryFailed'), 'alarm'],
    dropped: [tell('deliveryFailed'), 'alarm'],
    replaced: [tell('deliveryFailed'), 'alarm'],
  };
  const [word, tone] = words[state];
  return (
    <>
      <StateWord word={word} tone={tone} />
      {error && <span class="attempt-error">{error}</span>}
    </>
  );
}
