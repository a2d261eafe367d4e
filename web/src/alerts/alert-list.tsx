import { useSignal } from '@preact/signals';
import { useCallback, useMemo } from 'preact/hooks';
import type { Alert } from '../../api.d.ts';
import { useDesk, useShortcut } from '../desk.ts';
import { AlertRow } from './alert-row.tsx';
import { ChosenBar } from './chosen-bar.tsx';
import { coverOf } from './cover.ts';
import type { Feed } from './feed.ts';
import { FeedFrame } from './feed-frame.tsx';
import { inputOf, type Filter } from './filter.ts';
import { isHandIdle } from './idle-hand.ts';
import { PointedAlert } from './pointed-alert.tsx';
import { useSilences } from './quiet-reason.tsx';
import { useFeed } from './use-feed.ts';
import { useTell } from './words.ts';

const pageSize = 100;
const testId = 'alert-list';

/** Every alert that the filter leaves, newest first. */
export function AlertList({ filter, pointed }: { filter: Filter; pointed: string | null }) {
  const { api, session } = useDesk();
  const tell = useTell();
  const input = inputOf(filter);
  const ask = async (cursor: string | null) => {
    const answer = await api.skill('alert/list', { ...input, limit: pageSize, ...(cursor === null ? {} : { cursor }) });
    return answer.ok ? { ok: true as const, value: { rows: answer.value.alerts, next: answer.value.next } } : answer;
  };
  const feed = useFeed<Alert>(JSON.stringify(input), { ask, idOf: (a) => a.fingerprint }, () => isHandIdle(testId));
  const silences = useSilences();
  const { open, chosen, turn, choose, clear } = useHands(feed);
  const rows = feed.rows.value;
  const openAt = open.value === null ? -1 : rows.findIndex((a) => a.fingerprint === open.value);
  const maySilence = session.mayUse('alert/silence') && filter.state !== 'resolved';
  const drawn = (at: number) => {
    const alert = rows[at] as Alert;
    return (
      <AlertRow
        key={alert.fingerprint}
        alert={alert}
        silences={silences}
        isOpen={at === openAt}
        isGone={feed.gone.value.has(alert.fingerprint)}
        chosen={maySilence ? chosen.value.has(alert.fingerprint) : null}
        onTurn={() => turn(alert)}
        onChoose={() => choose(alert)}
      />
    );
  };
  return (
    <>
      {pointed !== null && <PointedAlert fingerprint={pointed} />}
      <FeedFrame feed={feed} filter={filter} label={tell('all')} testId={testId} open={openAt} row={drawn} />
      <ChosenBar chosen={chosen.value} onClear={clear} />
    </>
  );
}

/** What is unfolded and what is chosen, by hand or by key: E unfolds, X chooses, S silences. */
function useHands(feed: Feed<Alert>) {
  const { sheet, session } = useDesk();
  const open = useSignal<string | null>(null);
  const chosen = useSignal<ReadonlyMap<string, Alert>>(new Map());
  const hands = useMemo(() => {
    const turn = (alert: Alert) => (open.value = open.peek() === alert.fingerprint ? null : alert.fingerprint);
    const choose = (alert: Alert) => {
      const next = new Map(chosen.peek());
      if (!next.delete(alert.fingerprint)) next.set(alert.fingerprint, alert);
      chosen.value = next;
    };
    const here = () => {
      const id = document.activeElement?.closest('[data-alert]')?.getAttribute('data-alert');
      return feed.rows.peek().find((a) => a.fingerprint === id);
    };
    const silence = () => {
      const one = here();
      const alerts = chosen.peek().size > 0 ? [...chosen.peek().values()] : one ? [one] : [];
      if (alerts.length > 0 && session.mayUse('alert/silence')) sheet.value = { kind: 'silence', ...coverOf(alerts) };
    };
    const withHere = (run: (alert: Alert) => void) => () => {
      const one = here();
      if (one) run(one);
    };
    return {
      open,
      chosen,
      turn,
      choose,
      silence,
      byKey: { e: withHere(turn), x: withHere(choose) },
      clear: () => (chosen.value = new Map()),
    };
  }, [feed]);
  useShortcut('e', hands.byKey.e);
  useShortcut('x', hands.byKey.x);
  useShortcut('s', useCallback(hands.silence, [hands]));
  return hands;
}
