/** Who a step that calls one of several has called last, whichever incident it was for. Id: `<policy>/<step>`. */
export interface Draw {
  readonly last: string;
}

export interface DrawFacts {
  'draw.made': { person: string; escalation: string };
}
export interface DrawEvents {
  /** An escalation has come to the step and wants to know whose turn it is. */
  'draw.wanted': { people: readonly string[]; escalation: string; cycle: number; step: number };
}

type DrawFact = { [K in keyof DrawFacts]: { type: K; data: DrawFacts[K] } }[keyof DrawFacts];

export const applyDraw = (_before: Draw | null, fact: DrawFact): Draw => ({ last: fact.data.person });
