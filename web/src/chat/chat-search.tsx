import { useSignal, type Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Found } from '../../api.d.ts';
import { useDesk } from '../desk.ts';
import { Moment } from '../parts/moment.tsx';
import { SearchField } from '../parts/search-field.tsx';
import type { Refusal } from '../state/api.ts';
import { sayRefusal } from '../state/notices.ts';
import { useTell } from './words.ts';

type Asked = { q: Signal<string>; author: Signal<string>; days: Signal<string>; isHere: Signal<boolean> };
type Answered = { messages: Found[]; hasMore: boolean };

const askAfterMs = 200;
const dayMs = 86_400_000;

/** Where messages are looked for; what was found stands in place of the rooms. Says through `isOn` whether anything is asked. */
export function ChatSearch({ room, isOn }: { room: string; isOn: Signal<boolean> }) {
  const tell = useTell();
  const asked: Asked = { q: useSignal(''), author: useSignal(''), days: useSignal(''), isHere: useSignal(false) };
  const isAsking = asked.q.value.trim() !== '';
  useEffect(() => void (isOn.value = isAsking), [isAsking]);
  return (
    <search class="chat-search">
      <SearchField text={asked.q} placeholder={tell('searchChat')} />
      {isAsking && <Narrow asked={asked} hasRoom={room !== ''} />}
      {isAsking && <Results asked={asked} room={room} />}
    </search>
  );
}

function Narrow({ asked, hasRoom }: { asked: Asked; hasRoom: boolean }) {
  const { session } = useDesk();
  const tell = useTell();
  return (
    <div class="search-narrow">
      <select aria-label={tell('searchBy')} value={asked.author.value} onChange={(e) => (asked.author.value = e.currentTarget.value)}>
        <option value="">{`${tell('searchBy')}: ${tell('anybody')}`}</option>
        {session.me.value?.people.map((person) => (
          <option key={person.name} value={person.name}>
            {person.displayName}
          </option>
        ))}
      </select>
      <select aria-label={tell('searchSince')} value={asked.days.value} onChange={(e) => (asked.days.value = e.currentTarget.value)}>
        <option value="">{`${tell('searchSince')}: ${tell('anyTime')}`}</option>
        <option value="1">{tell('lastDay')}</option>
        <option value="7">{tell('lastWeek')}</option>
        <option value="30">{tell('lastMonth')}</option>
      </select>
      {hasRoom && (
        <label class="also-in-room">
          <input type="checkbox" checked={asked.isHere.value} onChange={(e) => (asked.isHere.value = e.currentTarget.checked)} />
          {tell('onlyHere')}
        </label>
      )}
    </div>
  );
}

function queryOf({ q, author, days, isHere }: Asked, room: string, now: number): string {
  const query = new URLSearchParams({ q: q.value.trim() });
  if (author.value !== '') query.set('author', author.value);
  if (days.value !== '') query.set('after', new Date(now - Number(days.value) * dayMs).toISOString());
  if (isHere.value && room !== '') query.set('room', room);
  return query.toString();
}

function Results({ asked, room }: { asked: Asked; room: string }) {
  const { api, clock, language } = useDesk();
  const tell = useTell();
  const answer = useSignal<Answered | null>(null);
  const problem = useSignal<Refusal | null>(null);
  const query = queryOf(asked, room, Math.floor(clock.now.peek() / 60_000) * 60_000);
  useEffect(() => {
    let isOld = false;
    const timer = setTimeout(async () => {
      const said = await api.get<Answered>(`/chat/search?${query}`);
      if (isOld) return;
      problem.value = said.ok ? null : said.refusal;
      if (said.ok) answer.value = said.value;
    }, askAfterMs);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [query]);
  if (problem.value) return <p class="problem">{sayRefusal(language, problem.value)}</p>;
  if (!answer.value) return null;
  const { messages, hasMore } = answer.value;
  return (
    <>
      <p class="hint" role="status">
        {messages.length === 0 ? tell('foundNone') : hasMore ? tell('foundMore') : tell('found', messages.length)}
      </p>
      <ul data-testid="found">
        {messages.map((message) => (
          <FoundLine key={message.id} message={message} words={asked.q.value} />
        ))}
      </ul>
    </>
  );
}

/** Characters before the first hit. */
const lead = 24;

function FoundLine({ message, words }: { message: Found; words: string }) {
  const [first = ''] = words.trim().toLowerCase().split(/\s+/);
  const at = message.text.toLowerCase().indexOf(first);
  const text = at > lead ? `…${message.text.slice(at - lead)}` : message.text;
  // An answer in a thread is shown where its thread hangs.
  const place = message.isInRoom ? message.id : (message.thread ?? message.id);
  return (
    <li>
      <a class="found-line" data-row href={`/chat/${encodeURIComponent(message.room)}#${encodeURIComponent(place)}`}>
        <span class="found-head">
          <strong>{message.author.displayName}</strong> <Moment at={message.at} />
        </span>
        <span class="found-text">{text.slice(0, 160)}</span>
        <span class="found-room">{message.roomName}</span>
      </a>
    </li>
  );
}
