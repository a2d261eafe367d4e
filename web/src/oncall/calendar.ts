/** A schedule over a span, as the engine says it: `null` = no start or no end. */
export type Turn = { person: string; start: string | null; end: string | null; /** What put them there, by id. */ by?: string[] };
export type LayerTurns = { name: string | null; priority: number; override: boolean; turns: Turn[] };
export type Calendar = { turns: Turn[]; layers: LayerTurns[]; gaps: Gap[] };
/** `isPlanned`: the hours of the schedule leave it out on purpose. */
export type Gap = { start: string; end: string; isPlanned?: boolean };

/** Some time in ms; infinite without start or end. */
export type Span = { from: number; to: number };
export type Mark = 'cover' | 'stand' | 'shadow' | 'swap' | 'asked' | 'planned';
/** Somebody's time in a row of the calendar; those that overlap lie in different tracks. `person` null: nobody is on call.
 *  `mark`: what it comes from when not from a layer; `ids` name that, and `note` says who made it and why. */
export type Bar = Span & {
  person: string | null;
  track: number;
  isFaint: boolean;
  mark?: Mark | undefined;
  ids?: string[] | undefined;
  note?: string | undefined;
};

export const spanOf = ({ start, end }: { start: string | null; end: string | null }): Span => ({
  from: start === null ? -Infinity : Date.parse(start),
  to: end === null ? Infinity : Date.parse(end),
});

export const touches = (a: Span, b: Span): boolean => a.from < b.to && a.to > b.from;

/** Bars in order of time, those that overlap one below the other. */
export function tracked(bars: Omit<Bar, 'track'>[], within: Span): Bar[] {
  const ends: number[] = [];
  return bars
    .filter((bar) => touches(bar, within))
    .toSorted((a, b) => a.from - b.from)
    .map((bar) => {
      const free = ends.findIndex((end) => end <= bar.from);
      const track = free === -1 ? ends.length : free;
      ends[track] = bar.to;
      return { ...bar, track };
    });
}

/** Who is on call in the end, and the gaps; `markOf` says what an id stands for. */
export function finalBars(
  { turns, gaps }: Pick<Calendar, 'turns' | 'gaps'>,
  within: Span,
  markOf: (id: string) => Mark | undefined = () => undefined,
): Bar[] {
  const on = turns.map((turn) => {
    const [id] = turn.by ?? [];
    return { ...spanOf(turn), person: turn.person, isFaint: false, ...(id === undefined ? {} : { ids: turn.by, mark: markOf(id) }) };
  });
  const off = gaps.map((gap) => ({
    ...spanOf(gap),
    person: null,
    isFaint: false,
    ...(gap.isPlanned ? { mark: 'planned' as const } : {}),
  }));
  return tracked([...on, ...off], within);
}

const isAbove = (a: LayerTurns, b: LayerTurns): boolean => (a.override === b.override ? a.priority > b.priority : a.override);

/** What one layer says by itself; faint where a stronger layer has anybody, or a temporary schedule stands. */
export function layerBars(
  layer: LayerTurns,
  layers: readonly LayerTurns[],
  { within, beaten }: { within: Span; beaten: readonly Span[] },
): Bar[] {
  const stronger = [...beaten, ...layers.filter((each) => isAbove(each, layer)).flatMap((each) => each.turns.map(spanOf))];
  const bars = layer.turns.flatMap((turn) => cut({ ...spanOf(turn) }, stronger).map((part) => ({ ...part, person: turn.person })));
  return tracked(bars, within);
}

/** A span in pieces: those that others cover are faint. */
function cut(span: Span, others: readonly Span[]): (Span & { isFaint: boolean })[] {
  const edges = others.flatMap(({ from, to }) => [from, to]).filter((at) => at > span.from && at < span.to);
  const marks = [span.from, ...new Set(edges.toSorted((a, b) => a - b)), span.to];
  const pieces: (Span & { isFaint: boolean })[] = [];
  for (const [i, from] of marks.slice(0, -1).entries()) {
    const to = marks[i + 1] as number;
    const isFaint = others.some((other) => other.from < to && other.to > from);
    const last = pieces.at(-1);
    if (last?.isFaint === isFaint) last.to = to;
    else pieces.push({ from, to, isFaint });
  }
  return pieces;
}

/** Layers from the strongest down, equals in the order of the schedule. */
export const byStrength = (layers: readonly LayerTurns[]): LayerTurns[] =>
  layers.toSorted((a, b) => Number(b.override) - Number(a.override) || b.priority - a.priority);
