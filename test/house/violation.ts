/** One place where a file breaks a rule of the house. */
export interface Violation {
  file: string;
  /** 1-based. */
  line: number;
  rule: string;
  says: string;
}

/** `file:line rule: what is wrong`, as editors and people read it. */
export function sentence({ file, line, rule, says }: Violation): string {
  return `${file}:${line} ${rule}: ${says}`;
}
