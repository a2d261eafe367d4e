import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { kinds } from '../domain/resource/kinds.ts';
import { pathText, type ConfigError } from './config-error.ts';
import { explain } from './explain.ts';
import { asYaml, type ImportedDocument } from './import/documents.ts';
import { importIntervals } from './import-alertmanager-intervals.ts';
import { importReceivers } from './import-alertmanager-receivers.ts';
import { namesFor, reportInto, reportUnknown, type Report } from './import-alertmanager-report.ts';
import { importRoot, importRule, secondsOf, type Context } from './import-alertmanager-routes.ts';
import { AmConfig } from './import-alertmanager-schema.ts';

/** What an alertmanager.yml becomes. */
export interface Imported {
  /** Our documents as YAML; empty when there are errors. */
  readonly yaml: string;
  /** What could not be kept, or was kept with a change, each with its line and what to do. */
  readonly report: readonly ConfigError[];
  /** What makes it no alertmanager.yml. */
  readonly errors: readonly ConfigError[];
  /** Alertmanager's name of each receiver → our channel. */
  readonly channels: ReadonlyMap<string, string>;
}

/** Maps Alertmanager's configuration to ours, so that the same alerts come to receivers of the same names, and as quiet as they were.
 *  Pure: reads nothing but `text`; `file` is its name in what is said. */
export function importAlertmanager(text: string, file: string): Imported {
  const lines = new LineCounter();
  // All scalars stay the texts they are: Alertmanager's YAML is older than ours.
  const doc = parseDocument(text, { schema: 'failsafe', merge: true, lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const said: ConfigError[] = [];
  const errors: ConfigError[] = [];
  const report = reportInto(said, { file, doc, lines });
  const refuse = reportInto(errors, { file, doc, lines });
  const broken = doc.errors[0];
  if (broken) {
    const { line, col } = lines.linePos(broken.pos[0]);
    const hint = 'check the indentation, quotes and brackets here';
    return refused([{ file, line, col, path: '', message: `is not valid YAML: ${broken.message}`, hint }]);
  }
  const raw = plain(doc, refuse);
  const read = AmConfig.safeParse(raw);
  if (!read.success) {
    for (const e of errors.length > 0 ? [] : explain(read.error.issues, raw, AmConfig)) refuse(e.path, e.message, e.hint);
    return refused(errors);
  }
  const { documents, channels } = mapped(read.data, report, refuse);
  if (errors.length === 0) for (const document of documents) refuseUnfit(document, refuse);
  return errors.length > 0
    ? refused(errors)
    : { yaml: asYaml(documents, file), report: said.toSorted((a, b) => a.line - b.line), errors, channels };
}

/** What Alertmanager would not take either comes to light in our own schemas. */
function refuseUnfit({ kind, spec }: ImportedDocument, refuse: Report): void {
  const schema: z.ZodType = kinds[kind];
  for (const e of explain(schema.safeParse(spec).error?.issues ?? [], spec, schema))
    refuse(kind === 'route' ? ['route'] : [], `${pathText(e.path)} ${e.message}`, e.hint);
}

const refused = (errors: readonly ConfigError[]): Imported => ({ yaml: '', report: [], errors, channels: new Map() });

function plain(doc: ReturnType<typeof parseDocument>, refuse: Report): unknown {
  try {
    return doc.toJS({ maxAliasCount: 100 });
  } catch (e) {
    refuse([], `cannot be read: ${(e as Error).message}`, 'define each &anchor before its *alias, and use few');
    return null;
  }
}

const topFields = new Set(['global', 'route', 'receivers', 'inhibit_rules', 'time_intervals', 'mute_time_intervals', 'templates']);

function mapped(
  config: AmConfig,
  report: Report,
  refuse: Report,
): { documents: ImportedDocument[]; channels: ReadonlyMap<string, string> } {
  reportUnknown(config, topFields, [], report);
  reportGlobal(config, report);
  for (const field of [['receivers'], ['time_intervals', 'mute_time_intervals']] as const) refuseTwice(config, field, refuse);
  const receivers = importReceivers(config.receivers ?? [], report);
  const intervals = importIntervals(
    (['time_intervals', 'mute_time_intervals'] as const).flatMap((field) =>
      (config[field] ?? []).map((interval, i) => ({ interval, path: [field, i] })),
    ),
    { report, refuse },
  );
  const context: Context = { report, refuse, channels: receivers.channels, intervals: intervals.named };
  const route = rootDocument(config, context);
  const rules = (config.inhibit_rules ?? []).map((rule, i) => ({
    title: rule.name ?? `inhibit-${i + 1}`,
    rule,
    path: ['inhibit_rules', i],
  }));
  const names = namesFor(
    rules.map(({ title, path }) => `${title}${rules.filter((r) => r.title === title).length > 1 ? `-${path[1]}` : ''}`),
  );
  const inhibitions = rules.flatMap(({ rule, path }, i) => {
    const spec = importRule(rule, path, report);
    return spec ? [{ kind: 'inhibition' as const, name: [...names.values()][i] ?? `inhibit-${i + 1}`, spec }] : [];
  });
  return { documents: [...receivers.documents, ...intervals.documents, ...inhibitions, route], channels: receivers.channels };
}

/** Lists whose entries share one set of names. */
function refuseTwice(config: AmConfig, lists: readonly ('receivers' | 'time_intervals' | 'mute_time_intervals')[], refuse: Report): void {
  const seen = new Set<string>();
  for (const list of lists) {
    for (const [i, { name }] of (config[list] ?? []).entries()) {
      if (seen.has(name))
        refuse([list, i, 'name'], `"${name}" is there twice`, 'rename one of them or remove it, as Alertmanager asks too');
      seen.add(name);
    }
  }
}

function rootDocument(config: AmConfig, context: Context): ImportedDocument {
  try {
    return { kind: 'route', name: 'default', spec: importRoot(config.route, context) };
  } catch (e) {
    context.refuse(['route'], (e as Error).message, 'put it right and import again');
    return { kind: 'route', name: 'default', spec: {} };
  }
}

function reportGlobal({ global = {}, templates = [] }: AmConfig, report: Report): void {
  for (const [name, value] of Object.entries(global)) {
    const isKept = name === 'resolve_timeout' && secondsOf(String(value)) === 300;
    if (isKept) continue;
    const hint =
      name === 'resolve_timeout'
        ? 'let your sources send an end, as Prometheus does; without one an alert is over 5 minutes after it was last heard'
        : 'mail is set up by SMTP_URL, chat platforms by their own settings';
    report(['global', name], 'was left out', hint);
  }
  if (templates.length > 0)
    report(['templates'], 'were left out', 'there is nothing to do; cards have their own layout, filled from labels and annotations');
}
