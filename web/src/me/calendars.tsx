import { useSignal } from '@preact/signals';
import type { FeedSubject, FeedView, MadeFeed, MyFeeds } from '../../api.d.ts';
import { useDesk, useSay } from '../desk.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Moment } from '../parts/moment.tsx';
import { Problem } from '../parts/problem.tsx';
import { useLive } from '../use-live.ts';
import { useTell } from './calendar-words.ts';
import { Form } from './form.tsx';
import { usePost } from './use-post.ts';

const keyOf = ({ kind, name }: FeedSubject): string => `${kind}/${name}`;

/** Addresses at which a calendar programme follows who is on call. */
export function Calendars() {
  const tell = useTell();
  const asked = useLive('my calendars', (desk) => desk.api.get<MyFeeds>('/oncall/feeds'), ['config']);
  const made = useSignal<MadeFeed | null>(null);
  const mine = asked.value.value;
  if (mine?.subjects.length === 0 && mine.feeds.length === 0) return null;
  const revoked = (id: string) => {
    if (made.value?.feed.id === id) made.value = null;
    asked.again();
  };
  return (
    <section class="panel calendars" aria-labelledby="calendars-title" data-testid="calendars">
      <h2 id="calendars-title">{tell('calendars')}</h2>
      <p class="hint">{tell('calendarsMore')}</p>
      <Problem of={asked} />
      {mine && mine.subjects.length > 0 && <NewFeed subjects={mine.subjects} onMade={(feed) => ((made.value = feed), asked.again())} />}
      {made.value && <ShownOnce made={made.value} />}
      {mine?.feeds.length === 0 && <p class="hint">{tell('none')}</p>}
      <ul class="access-rows">
        {mine?.feeds.map((each) => (
          <FeedRow key={each.id} feed={each} onDone={() => revoked(each.id)} />
        ))}
      </ul>
    </section>
  );
}

function useTitle(): (subject: FeedSubject) => string {
  const { session } = useDesk();
  const tell = useTell();
  return ({ kind, name, title }) =>
    kind === 'schedule' ? tell('allOf', title) : name === session.me.value?.person?.name ? tell('mine') : title;
}

function NewFeed({ subjects, onMade }: { subjects: FeedSubject[]; onMade: (made: MadeFeed) => void }) {
  const tell = useTell();
  const titleOf = useTitle();
  const chosen = useSignal('');
  const post = usePost();
  const send = async () => {
    const subject = subjects.find((each) => keyOf(each) === chosen.value) ?? subjects[0];
    const made = subject && (await post.send<MadeFeed>('/oncall/feeds', { [subject.kind]: subject.name }));
    if (made) onMade(made);
  };
  return (
    <Form onSend={send} look="feed-form">
      <label>
        {tell('what')}
        <select value={chosen.value || keyOf(subjects[0] as FeedSubject)} onChange={(event) => (chosen.value = event.currentTarget.value)}>
          {subjects.map((each) => (
            <option key={keyOf(each)} value={keyOf(each)}>
              {titleOf(each)}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="button" disabled={post.isBusy.value}>
        {tell('make')}
      </button>
      {post.problem.value && (
        <p class="field-problem" role="alert">
          {post.problem.value}
        </p>
      )}
    </Form>
  );
}

function ShownOnce({ made }: { made: MadeFeed }) {
  const say = useSay();
  const tell = useTell();
  return (
    <div class="once" role="status" data-testid="calendar-shown">
      <p>{tell('shown')}</p>
      <code>{made.url}</code>
      <p class="row-acts">
        <CopyButton text={made.url} label={say('copy')} />
        <a class="button small" href={made.webcal}>
          {tell('open')}
        </a>
      </p>
      <p class="hint">{tell('how')}</p>
    </div>
  );
}

function FeedRow({ feed, onDone }: { feed: FeedView; onDone: () => void }) {
  const { sheet } = useDesk();
  const tell = useTell();
  const title = useTitle()(feed);
  const post = usePost();
  const revoke = async () => {
    if (await post.send(`/oncall/feeds/${feed.id}/revoke`)) onDone();
  };
  const ask = () =>
    (sheet.value = { kind: 'confirm', question: tell('revokeOf', title), word: tell('revoke'), isDanger: true, yes: () => void revoke() });
  return (
    <li class="access-row">
      <div>
        <p>
          <strong>{title}</strong>
        </p>
        <FeedFacts feed={feed} />
        {post.problem.value && (
          <p class="field-problem" role="alert">
            {post.problem.value}
          </p>
        )}
      </div>
      <p class="row-acts">
        <button type="button" class="button small" onClick={ask}>
          {tell('revoke')}
          <span class="unseen"> {title}</span>
        </button>
      </p>
    </li>
  );
}

function FeedFacts({ feed }: { feed: FeedView }) {
  const { session } = useDesk();
  const tell = useTell();
  const isByAnother = feed.maker !== null && feed.maker !== session.me.value?.person?.name;
  return (
    <p class="hint">
      {isByAnother && tell('madeBy', session.nameOf(feed.maker ?? ''))} <Moment at={feed.madeAt} />
      {' · '}
      {feed.askedAt === null ? (
        tell('neverRead')
      ) : (
        <>
          {tell('read')} <Moment at={feed.askedAt} />
        </>
      )}
    </p>
  );
}
