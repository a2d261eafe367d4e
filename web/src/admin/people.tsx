import { useSignal } from '@preact/signals';
import type { Invited, PersonAccess } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';
import { usePost, type Post } from '../me/use-post.ts';
import { useTell } from '../me/words.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Moment } from '../parts/moment.tsx';
import { Problem } from '../parts/problem.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { useLive } from '../use-live.ts';
import { Contact } from './contact-form.tsx';
import '../style/access.css';

/** Who may log in, and as what. */
export function People() {
  const { session } = useDesk();
  const tell = useTell();
  if (!session.me.value?.roles.includes('admin')) return null;
  return (
    <section class="panel" aria-labelledby="people-title" data-testid="admin-people">
      <h2 id="people-title">{tell('people')}</h2>
      <Everybody />
    </section>
  );
}

function Everybody() {
  const tell = useTell();
  const asked = useLive('people', (desk) => desk.api.get<{ people: PersonAccess[] }>('/people'), ['config']);
  const people = asked.value.value?.people;
  return (
    <>
      <Problem of={asked} />
      {people?.length === 0 && <p class="hint">{tell('noPeople')}</p>}
      <ul class="access-rows">
        {people?.map((each) => (
          <PersonRow key={each.name} person={each} onDone={asked.again} />
        ))}
      </ul>
    </>
  );
}

function PersonRow({ person, onDone }: { person: PersonAccess; onDone: () => void }) {
  const tell = useTell();
  const post = usePost();
  const invited = useSignal<Invited | null>(null);
  const tone = { none: 'quiet', active: 'good', disabled: 'warn' } as const;
  const word = { none: tell('accountNone'), active: tell('accountActive'), disabled: tell('accountDisabled') };
  const invite = async () => {
    invited.value = await post.send<Invited>(`/people/${person.name}/invite`);
    onDone();
  };
  return (
    <li class="access-row">
      <div>
        <p class="secure-state">
          <strong>{person.displayName}</strong> <code>{person.name}</code>
          <StateWord word={word[person.account]} tone={tone[person.account]} />
        </p>
        <p class="hint">
          {[...new Set([...person.roles, ...person.extraRoles])].join(', ')}
          {person.totp && ` · ${tell('totp')}`}
          {person.invitedUntil && (
            <>
              {` · ${tell('invitedUntil')} `}
              <Moment at={person.invitedUntil} />
            </>
          )}
          {person.file && ` · ${person.file}`}
        </p>
        {post.problem.value && (
          <p class="field-problem" role="alert">
            {post.problem.value}
          </p>
        )}
      </div>
      <PersonActs person={person} post={post} onInvite={() => void invite()} onDone={onDone} />
      <Contact person={person} onDone={onDone} />
      {invited.value && <InviteLink name={person.displayName} invited={invited.value} />}
    </li>
  );
}

type ActsProps = { person: PersonAccess; post: Post; onInvite: () => void; onDone: () => void };

function PersonActs({ person, post, onInvite, onDone }: ActsProps) {
  const tell = useTell();
  const change = async (given: object) => {
    if (await post.send(`/people/${person.name}`, given)) onDone();
  };
  const isAdmin = person.extraRoles.includes('admin');
  const withoutAdmin = person.extraRoles.filter((role) => role !== 'admin');
  const act = (word: string, run: () => void) => (
    <button type="button" class="button small" disabled={post.isBusy.value} onClick={run}>
      {word}
    </button>
  );
  return (
    <div class="row-acts" role="group" aria-label={tell('actsOn', person.displayName)}>
      {person.account !== 'disabled' && act(tell(person.account === 'none' ? 'invite' : 'reset'), onInvite)}
      {person.account !== 'none' && (
        <>
          {!person.roles.includes('admin') &&
            act(
              tell(isAdmin ? 'dropAdmin' : 'makeAdmin'),
              () => void change({ roles: isAdmin ? withoutAdmin : [...withoutAdmin, 'admin'] }),
            )}
          {person.totp && act(tell('dropTotp'), () => void change({ totp: false }))}
          {act(
            tell(person.account === 'disabled' ? 'enable' : 'disable'),
            () => void change({ isDisabled: person.account !== 'disabled' }),
          )}
        </>
      )}
    </div>
  );
}

function InviteLink({ name, invited }: { name: string; invited: Invited }) {
  const say = useSay();
  const tell = useTell();
  return (
    <div class="once" role="status" data-testid="invite-link">
      <p>{tell('inviteShown', name)}</p>
      <code>{invited.url}</code>
      <CopyButton text={invited.url} label={say('copy')} />
    </div>
  );
}
