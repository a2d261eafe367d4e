import type { MySecurity } from '../../api.d.ts';
import { Moment } from '../parts/moment.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { usePost } from './use-post.ts';
import { browserOf } from './browser-of.ts';
import { useTell } from './words.ts';

/** Where I am signed in, each to be ended. */
export function Sessions({ mine, onDone }: { mine: MySecurity; onDone: () => void }) {
  const tell = useTell();
  const post = usePost();
  const end = async (id: string | null) => {
    if (await post.send('/me/sessions/end', { id })) onDone();
  };
  return (
    <section data-testid="sessions">
      <h3>{tell('sessions')}</h3>
      <ul class="access-rows">
        {mine.sessions.map((each) => (
          <SessionRow key={each.id} session={each} onEnd={() => void end(each.id)} />
        ))}
      </ul>
      {mine.sessions.length > 1 && (
        <button type="button" class="button" onClick={() => void end(null)}>
          {tell('endOthers')}
        </button>
      )}
    </section>
  );
}

type One = MySecurity['sessions'][number];

function SessionRow({ session, onEnd }: { session: One; onEnd: () => void }) {
  const tell = useTell();
  return (
    <li class="access-row">
      <div>
        <p class="secure-state">
          <strong>{browserOf(session.agent) ?? tell('unknownBrowser')}</strong> <span>{session.address}</span>
          {session.isThis && <StateWord word={tell('thisOne')} tone="good" />}
        </p>
        <p class="hint">
          {tell('since')} <Moment at={session.openedAt} />
          {session.seenAt && (
            <>
              {' · '}
              {tell('lastUsed')} <Moment at={session.seenAt} />
            </>
          )}
        </p>
      </div>
      {!session.isThis && (
        <p class="row-acts">
          <button type="button" class="button small" onClick={onEnd}>
            {tell('end')}
          </button>
        </p>
      )}
    </li>
  );
}
