import type { Means, MyPush, MySettings } from '../../api.d.ts';
import { EmailForm } from './email-form.tsx';
import { Receipt } from '../delivery/receipt.tsx';
import { useTestCall } from '../use-test-call.ts';
import { useTell } from './settings-words.ts';

type Way = { by: Means; name: string; address: string | null; lack?: string };

/** Each way to reach me, with a test of it, and what came of the last test. */
export function Contacts({ mine, push, onDone }: { mine: MySettings; push: MyPush; onDone: () => void }) {
  const tell = useTell();
  const test = useTestCall();
  const call = (by: Means | 'all') => {
    void test.call(by === 'all' ? undefined : [by]);
  };
  const page = test.page.value;
  return (
    <section class="panel" aria-labelledby="contacts-title" data-testid="contacts">
      <h2 id="contacts-title">{tell('contacts')}</h2>
      <p class="hint">{tell('contactsMore')}</p>
      <ul class="contacts">
        {waysOf(mine, push, tell).map(({ by, name, address, lack = tell('missing') }) => (
          <li key={by} class={address === null ? 'missing' : ''}>
            <span class="contact-name">{name}</span>
            <span class="contact-address">{address ?? lack}</span>
            {address !== null && (
              <button type="button" class="button" aria-label={tell('testOf', name)} disabled={test.isBusy.value} onClick={() => call(by)}>
                {tell('test')}
              </button>
            )}
          </li>
        ))}
      </ul>
      <EmailForm key={mine.email} mine={mine} onDone={onDone} />
      <p class="contact-all">
        <button type="button" class="button" disabled={test.isBusy.value} onClick={() => call('all')}>
          {tell('testAll')}
        </button>
        <span role="status">{page && tell(page.state === 'acked' ? 'answered' : 'waits')}</span>
      </p>
      {page && <Receipt page={page} />}
    </section>
  );
}

function waysOf({ chats, email, phone }: MySettings, { ntfy, devices }: MyPush, tell: ReturnType<typeof useTell>): Way[] {
  const pushed = [...(ntfy ? ['ntfy'] : []), ...(devices.length > 0 ? [tell('browsers', devices.length)] : [])].join(', ');
  return [
    { by: 'chat', name: tell('chat'), address: [tell('builtIn'), ...chats].join(', ') },
    { by: 'ring', name: tell('ring'), address: tell('ringWhere') },
    { by: 'push', name: tell('push'), address: pushed || null, lack: tell('noBrowser') },
    { by: 'email', name: tell('email'), address: email },
    { by: 'sms', name: tell('sms'), address: phone },
    { by: 'phone', name: tell('phone'), address: phone },
  ];
}
