/** A stretch of time [start, end) in UTC ms; -Infinity and Infinity where it has no start or end. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A stretch in which some people are on call for one reason: a turn, a window, a shift, an override. */
export interface Piece extends Span {
  readonly people: readonly string[];
  /** A rotation hands over at `start`: what came before is another turn, even of the same person. */
  readonly isOpening: boolean;
  /** A rotation hands over at `end`. */
  readonly isClosing: boolean;
}

export const always: Span = { start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY };

export const holds = (span: Span, at: number): boolean => span.start <= at && at < span.end;

/** The part of a piece inside a span. A hand-over that is cut away is none any more. */
export function clip(piece: Piece, to: Span): Piece {
  if (to.start <= piece.start && to.end >= piece.end) return piece;
  return {
    people: piece.people,
    start: Math.max(piece.start, to.start),
    end: Math.min(piece.end, to.end),
    isOpening: piece.isOpening && to.start <= piece.start,
    isClosing: piece.isClosing && to.end >= piece.end,
  };
}

/** The free stretch around `at` between spans none of which holds it: from the latest end to the earliest start. */
export function gapAround(at: number, spans: readonly Span[]): Span {
  let { start, end } = always;
  for (const s of spans) {
    if (s.end <= at) start = Math.max(start, s.end);
    else end = Math.min(end, s.start);
  }
  return { start, end };
}
