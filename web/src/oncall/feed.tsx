import { useSignal } from '@preact/signals';
import { useDesk } from '../desk.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Moment } from '../parts/moment.tsx';
import { useLive } from '../use-live.ts';
import { useTell } from './words.ts';

type FeedView = { id: string; kind: 'person' | 'schedule'; name: string; title: string; madeAt: string; askedAt: string | null };
type Made = { feed: FeedView; url: string; webcal: string };
type About = { person: string } | { schedule: string };

/** The addresses at which calendar programmes read when somebody is on call, or who is on call by a schedule. Each is shown once. */
export function Feed({ about, name }: { about: About; name: string }) {
  const { api, notices } = useDesk();
  const tell = useTell();
  const asked = useLive('feeds', (desk) => desk.api.get<{ feeds: FeedView[] }>('/oncall/feeds'), []);
  const made = useSignal<Made | null>(null);
  const [kind, subject] = Object.entries(about)[0] as [FeedView['kind'], string];
  const mine = asked.value.value?.feeds.filter((feed) => feed.kind === kind && feed.name === subject) ?? [];
  const make = async () => {
    const answer = await api.post<Made>('/oncall/feeds', about);
    if (!answer.ok) return notices.refused(answer.refusal);
    made.value = answer.value;
    asked.again();
  };
  const revoke = async (id: string) => {
    const answer = await api.drop(`/oncall/feeds/${id}`);
    if (!answer.ok) return notices.refused(answer.refusal);
    if (made.peek()?.feed.id === id) made.value = null;
    asked.again();
  };
  return (
    <section class="panel feed" aria-labelledby="feed-title" data-testid="feed">
      <h2 id="feed-title">{tell('feed')}</h2>
      <p class="hint">{tell('feedMore', name)}</p>
      {made.value && <Fresh made={made.value} />}
      <ul>
        {mine.map((feed) => (
          <FeedLine key={feed.id} feed={feed} onRevoke={() => void revoke(feed.id)} />
        ))}
      </ul>
      <p>
        <button type="button" class="button" onClick={() => void make()}>
          {tell('makeFeed')}
        </button>
      </p>
    </section>
  );
}

function Fresh({ made: { url, webcal } }: { made: Made }) {
  const tell = useTell();
  return (
    <div class="fresh-feed" role="status">
      <p>{tell('feedOnce')}</p>
      <code>{url}</code>
      <p class="feed-acts">
        <CopyButton text={url} label={tell('copyAddress')} />
        <a class="button small" href={webcal}>
          {tell('subscribe')}
        </a>
      </p>
    </div>
  );
}

function FeedLine({ feed, onRevoke }: { feed: FeedView; onRevoke: () => void }) {
  const tell = useTell();
  return (
    <li>
      <span>
        {tell('feedMade')} <Moment at={feed.madeAt} />
        <span class="row-sub">
          {feed.askedAt ? (
            <>
              {tell('feedAsked')} <Moment at={feed.askedAt} />
            </>
          ) : (
            tell('feedNeverAsked')
          )}
        </span>
      </span>
      <button type="button" class="button small danger" onClick={onRevoke}>
        {tell('revoke')}
      </button>
    </li>
  );
}
