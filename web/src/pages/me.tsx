import type { MyPush, MySettings } from '../../api.d.ts';
import { useDesk, usePageTitle } from '../desk.ts';
import { BrowserChoices } from '../forms/browser-choices.tsx';
import { Calendars } from '../me/calendars.tsx';
import { CallSettings } from '../me/call-settings.tsx';
import { Contacts } from '../me/contacts.tsx';
import { PushDevices } from '../me/push-devices.tsx';
import { Security } from '../me/security.tsx';
import { useTell as useTellSettings } from '../me/settings-words.ts';
import { useTell } from '../me/words.ts';
import { Problem } from '../parts/problem.tsx';
import { useLive } from '../use-live.ts';
import '../style/access.css';
import '../style/me.css';

/** Everything about whoever sits here, a section each. */
export function MePage() {
  const { session } = useDesk();
  const tell = useTell();
  const tellSettings = useTellSettings();
  const me = session.me.value;
  usePageTitle(tell('me'));
  return (
    <div class="page-frame me">
      <header class="page-head">
        <div>
          <h1>{me?.person?.displayName ?? tell('me')}</h1>
          <p class="hint">
            {me?.person?.name} {me && me.roles.length > 0 && `· ${tell('roles')}: ${me.roles.join(', ')}`}
          </p>
        </div>
        {me && me.access !== 'open' && (
          <button type="button" class="button" onClick={() => void session.logout()}>
            {tell('signOut')}
          </button>
        )}
      </header>
      {me?.person ? <Reached key={me.person.name} person={me.person.name} /> : <p class="hint">{tellSettings('whoAmI')}</p>}
      <section class="panel settings" aria-labelledby="here-title">
        <h2 id="here-title">{tellSettings('here')}</h2>
        <BrowserChoices />
      </section>
      <Calendars key={`calendars of ${me?.person?.name}`} />
      <Security />
    </div>
  );
}

function Reached({ person }: { person: string }) {
  const asked = useLive(`settings of ${person}`, (desk) => desk.api.get<MySettings>('/me/settings'), ['config']);
  const push = useLive(`push of ${person}`, (desk) => desk.api.get<MyPush>('/me/push'), []);
  const [mine, pushed] = [asked.value.value, push.value.value];
  return (
    <>
      <Problem of={asked} />
      <Problem of={push} />
      {mine && pushed && <Contacts mine={mine} push={pushed} onDone={asked.again} />}
      {mine && <CallSettings mine={mine} onDone={asked.again} />}
      {pushed && <PushDevices mine={pushed} onDone={push.again} />}
    </>
  );
}
