import { fingerprint, type Labels } from './fingerprint.ts';
import { labelTest, mayHit, parseMatcher, type LabelTest } from './matcher.ts';

/** While a source fires, targets that share the `equal` labels with it stay quiet. */
interface InhibitionSpec {
  readonly source: readonly string[];
  readonly target: readonly string[];
  readonly equal: readonly string[];
  /** Whether a label that both lack counts as equal; otherwise both must have it. */
  readonly missingIsEqual: boolean;
}

export interface InhibitRule {
  readonly name: string;
  readonly isSource: LabelTest;
  readonly isTarget: LabelTest;
  /** Whether it can hit an alert that has these labels and perhaps more. */
  readonly mayHit: LabelTest;
  /** Where sources and targets meet: the rule with the values of its equal labels; null when a label that is needed is lacking. */
  readonly keyFor: (labels: Labels) => string | null;
}

/** A firing source under one of its keys. */
export interface Inhibitor {
  readonly key: string;
  readonly fingerprint: string;
  /** It is a target of the same rule as well: such ones do not inhibit each other. */
  readonly isTwoSided: boolean;
}

/** What the lane of a rule (`inhibition:<name>`) hears. */
export interface InhibitionEvents {
  /** Alerts that inhibit others began or ceased to fire: groups that may hold their targets look again. */
  'inhibition.turned': { rule: string };
  'inhibition.due': Record<string, never>;
}

/** Compiles the rules. A key tells of the rule's own text too, so that what an edited rule had stored is never met again. */
export function compileRules(documents: readonly { readonly name: string; readonly spec: InhibitionSpec }[]): readonly InhibitRule[] {
  return documents.map(({ name, spec }) => {
    const id = `${name}@${fingerprint({ rule: JSON.stringify(spec) }).slice(0, 8)}`;
    return {
      name,
      isSource: labelTest(spec.source.map(parseMatcher)),
      isTarget: labelTest(spec.target.map(parseMatcher)),
      mayHit: (some) => mayHit(spec.target.map(parseMatcher), some),
      keyFor: (labels) => {
        if (!spec.missingIsEqual && spec.equal.some((label) => labels[label] === undefined)) return null;
        const values = spec.equal.flatMap((label) => (labels[label] === undefined ? [] : [[label, labels[label]] as const]));
        return `${id}/${fingerprint(Object.fromEntries(values))}`;
      },
    };
  });
}

/** The keys under which an alert inhibits others while it fires, each with its rule. */
export function sourceKeys(rules: readonly InhibitRule[], labels: Labels): (Omit<Inhibitor, 'fingerprint'> & { rule: string })[] {
  return rules.flatMap((rule) => {
    const key = rule.isSource(labels) ? rule.keyFor(labels) : null;
    return key === null ? [] : [{ rule: rule.name, key, isTwoSided: rule.isTarget(labels) }];
  });
}

/** What an alert may be inhibited under. */
export interface Exposure {
  readonly rule: InhibitRule;
  readonly key: string;
  readonly isTwoSided: boolean;
}

export function exposures(rules: readonly InhibitRule[], labels: Labels): Exposure[] {
  return rules.flatMap((rule) => {
    const key = rule.isTarget(labels) ? rule.keyFor(labels) : null;
    return key === null ? [] : [{ rule, key, isTwoSided: rule.isSource(labels) }];
  });
}

/** The alerts that inhibit this one, one for each rule. An alert never inhibits itself, nor do two that stand on both sides of a rule.
 *  `live` holds all firing sources of a key: as long as one is left, its targets stay quiet. */
export function inhibitedBy(
  target: string,
  exposed: readonly Exposure[],
  live: ReadonlyMap<string, readonly Inhibitor[]>,
): { rule: string; by: string }[] {
  return exposed.flatMap(({ rule, key, isTwoSided }) => {
    const by = live.get(key)?.find((source) => source.fingerprint !== target && !(isTwoSided && source.isTwoSided));
    return by ? [{ rule: rule.name, by: by.fingerprint }] : [];
  });
}
