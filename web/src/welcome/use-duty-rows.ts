import { useSignal, type ReadonlySignal } from '@preact/signals';
import { useDesk } from '../desk.ts';
import { dutyDocuments, namesOf, type DutyRow } from './duty-documents.ts';
import { useConfigure, type Configure } from './use-configure.ts';

/** Whoever takes over on a Monday does so at this hour; before it, it is still the turn of the week before. */
const changeHour = 9;

export type DutyRows = Configure & {
  rows: ReadonlySignal<DutyRow[]>;
  /** Nobody was named. */
  isMissing: ReadonlySignal<boolean>;
  put(key: number, next: Partial<DutyRow>): void;
  add(): void;
  drop(key: number): void;
  /** Answers whether they are on duty now. */
  save(): Promise<boolean>;
};

/** The people who are named for duty, in order; I am the first of them. */
export function useDutyRows(zone: string, label: string): DutyRows {
  const { session, clock, live, language } = useDesk();
  const configure = useConfigure();
  const me = session.me.value?.person;
  const locale = language.code.peek() === 'zh' ? 'zh-CN' : 'en';
  const blank = (): DutyRow => ({ key: Math.random(), name: null, displayName: '', email: '', locale });
  const rows = useSignal<DutyRow[]>([me ? { ...blank(), name: me.name, displayName: me.displayName } : blank()]);
  const isMissing = useSignal(false);
  return {
    ...configure,
    rows,
    isMissing,
    put: (key, next) => (rows.value = rows.peek().map((row) => (row.key === key ? { ...row, ...next } : row))),
    add: () => (rows.value = [...rows.peek(), blank()]),
    drop: (key) => (rows.value = rows.peek().filter((row) => row.key !== key)),
    async save() {
      const named = rows.peek().filter((row) => row.displayName.trim() !== '');
      isMissing.value = named.length === 0;
      if (named.length === 0) return false;
      const names = namesOf(named, session.me.peek()?.people.map((p) => p.name) ?? []);
      const today = clock.day(clock.now.peek() - changeHour * 3_600_000);
      if (!(await configure.keep(dutyDocuments(named, names, { zone, today, label })))) return false;
      if (session.me.peek()?.access === 'open' && !me) {
        await session.become(names[0] as string);
        live.restart();
      }
      return true;
    },
  };
}
