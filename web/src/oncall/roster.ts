import type { SkillCalls } from '../../api.d.ts';

export type Roster = SkillCalls['oncall/roster']['output'];
export type Rota = Roster['schedules'][number];
export type Turn = Rota['turns'][number];

/** Some time with the same person, in ms; without start or end infinite. `turn` null: nobody is on call. Those that overlap lie in different lanes. */
export type Stretch = { from: number; to: number; lane: number; turn: Turn | null };

/** When somebody comes or goes: their names, each only when they were not there before or are not there after. `isEmpty`: nobody is there who
 *  should be. */
export type HandOver = { at: number; from: string[]; to: string[]; isEmpty: boolean };

const startOf = (turn: Turn): number => (turn.start === null ? -Infinity : Date.parse(turn.start));
const endOf = (turn: Turn): number => (turn.end === null ? Infinity : Date.parse(turn.end));

/** All of a schedule in order of time, those who share it one below the other. */
export function stretchesOf(rota: Rota, from: number, to: number): Stretch[] {
  const turns = rota.turns.map((turn) => ({ from: startOf(turn), to: endOf(turn), turn }));
  const gaps = rota.gaps.map((gap) => ({ from: Date.parse(gap.start), to: Date.parse(gap.end), turn: null }));
  const lanes: number[] = [];
  return [...turns, ...gaps]
    .filter((each) => each.to > from && each.from < to)
    .toSorted((a, b) => a.from - b.from)
    .map((each) => {
      const free = lanes.findIndex((end) => end <= each.from);
      const lane = free === -1 ? lanes.length : free;
      lanes[lane] = each.to;
      return { ...each, lane };
    });
}

/** The next moment at which others are on call than just before. */
export function handOverAfter(rota: Rota, now: number): HandOver | null {
  const moments = rota.turns.flatMap((turn) => [startOf(turn), endOf(turn)]);
  const ahead = [...new Set(moments)].filter((at) => at > now && Number.isFinite(at)).toSorted((a, b) => a - b);
  for (const at of ahead) {
    const [before, after] = [namesAt(rota, at - 1), namesAt(rota, at)];
    const from = before.filter((name) => !after.includes(name));
    const to = after.filter((name) => !before.includes(name));
    if (from.length + to.length > 0) return { at, from, to, isEmpty: after.length === 0 && !isOffAt(rota, at) };
  }
  return null;
}

/** Hours that the schedule leaves out on purpose. */
const isOffAt = (rota: Rota, at: number): boolean =>
  rota.gaps.some((gap) => gap.isPlanned && Date.parse(gap.start) <= at && at < Date.parse(gap.end));

function namesAt(rota: Rota, at: number): string[] {
  const there = rota.turns.filter((turn) => startOf(turn) <= at && at < endOf(turn));
  return [...new Set(there.map((turn) => turn.displayName))];
}
