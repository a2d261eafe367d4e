import { useSignal } from '@preact/signals';
import { useCallback } from 'preact/hooks';
import type { AlertGroup } from '../../api.d.ts';
import { useDesk, useShortcut } from '../desk.ts';
import { FeedFrame } from './feed-frame.tsx';
import { groupInputOf, type Filter } from './filter.ts';
import { silenceGroup } from './group-detail.tsx';
import { GroupRow } from './group-row.tsx';
import { isHandIdle } from './idle-hand.ts';
import { useFeed } from './use-feed.ts';
import { useTell } from './words.ts';

const pageSize = 100;
const testId = 'group-list';

/** What burns, the worst first. */
export function GroupList({ filter }: { filter: Filter }) {
  const { api, sheet } = useDesk();
  const tell = useTell();
  const input = groupInputOf(filter);
  const open = useSignal<string | null>(null);
  const ask = async (cursor: string | null) => {
    const answer = await api.skill('alert/groups', { ...input, limit: pageSize, ...(cursor === null ? {} : { cursor }) });
    return answer.ok ? { ok: true as const, value: { rows: answer.value.groups, next: answer.value.next } } : answer;
  };
  const feed = useFeed<AlertGroup>(JSON.stringify(input), { ask, idOf: (g) => g.group }, () => isHandIdle(testId));
  const rows = feed.rows.value;
  const openAt = rows.findIndex((g) => g.group === open.value);
  const turn = (group: string) => (open.value = open.peek() === group ? null : group);
  const here = () => document.activeElement?.closest('[data-group]')?.getAttribute('data-group') ?? null;
  useShortcut(
    'e',
    useCallback(() => {
      const id = here();
      if (id !== null) turn(id);
    }, []),
  );
  useShortcut(
    's',
    useCallback(() => {
      const group = feed.rows.peek().find((g) => g.group === here());
      if (group) sheet.value = silenceGroup(group);
    }, [feed]),
  );
  const drawn = (at: number) => {
    const group = rows[at] as AlertGroup;
    const isGone = feed.gone.value.has(group.group);
    return <GroupRow key={group.group} group={group} isOpen={at === openAt} isGone={isGone} onTurn={() => turn(group.group)} />;
  };
  return <FeedFrame feed={feed} filter={filter} label={tell('groups')} testId={testId} open={openAt} row={drawn} />;
}
