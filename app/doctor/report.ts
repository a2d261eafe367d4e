import type { Words } from '../../domain/text/lang.ts';
import { ill, verdicts, words, type Check, type Finding, type Verdict } from './check.ts';

export interface Checked {
  readonly id: string;
  readonly name: Words;
  /** The worst of its findings. */
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
}

export interface Report {
  /** Nothing is wrong; there may be warnings. */
  readonly ok: boolean;
  readonly checks: readonly Checked[];
}

/** A look that takes longer is given up: what does not answer must not hold up the others. */
const patienceMs = 15_000;

/** Makes all looks at once. What throws or hangs is `unknown`. */
export async function examine<P>(checks: readonly Check<P>[], parts: P): Promise<Report> {
  const checked = await Promise.all(checks.map((check) => examineOne(check, parts)));
  return { ok: checked.every(({ verdict }) => verdict !== 'wrong'), checks: checked };
}

async function examineOne<P>(check: Check<P>, parts: P): Promise<Checked> {
  const findings = await look(check, parts).catch((e: unknown) => [lookFailed(e)]);
  return { id: check.id, name: check.name, findings, verdict: worstOf(findings) };
}

async function look<P>(check: Check<P>, parts: P): Promise<readonly Finding[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs / 1000} s`)), patienceMs);
  });
  try {
    return await Promise.race([(async () => check.look(parts))(), late]);
  } finally {
    clearTimeout(timer);
  }
}

const worstOf = (findings: readonly Finding[]): Verdict =>
  verdicts.find((verdict) => findings.some((f) => f.verdict === verdict)) ?? 'well';

const lookFailed = (e: unknown): Finding => {
  const said = e instanceof Error ? e.message : String(e);
  return ill(
    'unknown',
    words(`无法查看：${said}`, `It could not be looked at: ${said}`),
    words('排除原因后再检查一次。', 'Mend what is named, then look again.'),
  );
};
