import { functionLengths } from './function-lengths.ts';
import { imports, tokens, type Token } from './tokens.ts';
import type { Violation } from './violation.ts';

const banned = /^(utils?|helpers?|common|misc|services?|base|impl|managers?)$/;
const kebab = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
/** Names that the outside world gives, and the texts in capitals that a reader looks for at the root of a folder. */
const givenNames = /^([A-Z]+(\.md)?|Dockerfile|_[a-z]+\.html)$/;
const source = /\.(ts|tsx|mts|cjs|mjs)$/;

interface Source {
  file: string;
  text: string;
  all: readonly Token[];
}
type Rule = (source: Source) => Omit<Violation, 'file' | 'rule'>[];

/** What HOUSE §7 forbids in the given files (path from the root → text). Each rule is named, so that a test can plant one for each. */
export function badNamesAndSizes(files: ReadonlyMap<string, string>): Violation[] {
  const found: Violation[] = [];
  for (const [file, text] of files) {
    const all = source.test(file) ? tokens(text) : [];
    const rules = source.test(file) && !file.endsWith('.d.ts') ? { ...fileRules, ...sourceRules } : fileRules;
    for (const [rule, check] of Object.entries(rules)) {
      found.push(...check({ file, text, all }).map((each) => ({ file, rule, ...each })));
    }
  }
  return found;
}

const fileRules: Record<string, Rule> = {
  'kebab-case': ({ file }) =>
    file
      .split('/')
      .filter((part) => !kebab.test(part) && !givenNames.test(part))
      .map((part) => ({ line: 1, says: `${part} is not kebab-case` })),
  'banned file word': ({ file }) => {
    const words = file.replaceAll('duty-manager', 'duty').split(/[/.-]/);
    return words
      .filter((word) => banned.test(word))
      .map((word) => ({ line: 1, says: `"${word}" says nothing; name it for the main thing inside` }));
  },
  'folder index': ({ file }) => (/(^|\/)index\.(ts|tsx|js)$/.test(file) ? [{ line: 1, says: 'import the file itself' }] : []),
};

const sourceRules: Record<string, Rule> = {
  'banned class word': ({ all }) =>
    pairs(all, 'class')
      .filter(({ text }) =>
        (text.replaceAll('DutyManager', 'Duty').match(/[A-Z][a-z]*/g) ?? []).some((word) => banned.test(word.toLowerCase())),
      )
      .map(({ text, line }) => ({ line, says: `class ${text}: name it for what it does` })),
  'export star': ({ all }) =>
    imports(all)
      .filter((each) => each.star)
      .map(({ line }) => ({ line, says: 'export names one by one' })),
  'process.env': ({ file, all }) =>
    /^(config|test|bin)\/|\.config\.ts$/.test(file)
      ? []
      : after(all, 'process', ['.', '?.', '['])
          .filter(({ text }) => text === 'env')
          .map(at('only config/ reads the environment')),
  decorator: ({ file, all }) =>
    file.endsWith('x') ? [] : all.filter((token) => token.kind === 'punct' && token.text === '@').map(at('no decorators')),
  'file length': ({ file, text }) => {
    const lines = text.trimEnd().split('\n').length;
    const limit = file.startsWith('test/') ? 600 : 400;
    return lines > limit ? [{ line: limit, says: `${lines} lines; at most ${limit}` }] : [];
  },
  'function length': ({ file, all }) =>
    isMeasured(file)
      ? functionLengths(all)
          .filter(({ lines }) => lines > 40)
          .map(({ name, line, lines }) => ({ line, says: `${name} has ${lines} lines; at most 40` }))
      : [],
  'module state': ({ file, all }) => (isSuite(file) ? [] : moduleState(all)),
  'pure domain': ({ file, all }) => (file.startsWith('domain/') ? impure(all) : []),
};

/** A suite is a list of promises, as long as it is; app/wire.ts is one long straight function on purpose. */
function isMeasured(file: string): boolean {
  return file !== 'app/wire.ts' && !isSuite(file);
}

function isSuite(file: string): boolean {
  return /\.test\.tsx?$/.test(file) || /^test\/(contracts|scenarios)\//.test(file);
}

/** `let`, `var` and collections that start out empty, outside every brace: they could only be meant to change. */
function moduleState(all: readonly Token[]): { line: number; says: string }[] {
  let depth = 0;
  return all
    .filter((token, i) => {
      if (token.kind === 'punct' && '({['.includes(token.text)) depth += 1;
      if (token.kind === 'punct' && ')}]'.includes(token.text)) depth -= 1;
      if (depth !== 0 || token.kind !== 'name') return false;
      return token.text === 'let' || token.text === 'var' || (token.text === 'const' && startsEmpty(all, i));
    })
    .map(at('no module-level mutable state'));
}

function startsEmpty(all: readonly Token[], i: number): boolean {
  const equals = all.findIndex((token, j) => j > i && token.kind === 'punct' && (token.text === '=' || token.text === ';'));
  const end = all.findIndex((token, j) => j > equals && token.kind === 'punct' && token.text === ';');
  if (equals < 0 || all[equals]!.text !== '=') return false;
  const value = all
    .slice(equals + 1, end < 0 ? undefined : end)
    .map(({ text }) => text)
    .join(' ');
  return /^(\[ \]|\{ \}|new (Map|Set)( <.*>)?( \( \))?)$/.test(value);
}

const clocksAndDice: readonly (readonly [owner: string, member: string])[] = [
  ['Date', 'now'],
  ['Math', 'random'],
  ['Temporal', 'Now'],
  ['performance', 'now'],
  ['crypto', 'randomUUID'],
  ['crypto', 'getRandomValues'],
];
const waiting = new Set(['await', 'async', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'fetch']);

/** No await, no clock, no randomness: time and choice come in as arguments. */
function impure(all: readonly Token[]): { line: number; says: string }[] {
  const isProperty = (i: number): boolean => ['.', '?.'].includes(all[i - 1]?.text ?? '') || all[i + 1]?.text === ':';
  const waits = all.filter((token, i) => token.kind === 'name' && waiting.has(token.text) && !isProperty(i)).map(at('domain never waits'));
  const members = clocksAndDice.flatMap(([owner, member]) => after(all, owner, ['.', '?.']).filter(({ text }) => text === member));
  const dates = all.filter((token, i) => token.text === 'Date' && token.kind === 'name' && isNow(all, i));
  return [...waits, ...[...members, ...dates].map(at('domain has no clock and no dice; take it as an argument'))];
}

/** `new Date()`, `new Date` and `Date()`. */
function isNow(all: readonly Token[], i: number): boolean {
  const isCall = all[i + 1]?.text === '(';
  const isNew = all[i - 1]?.text === 'new';
  return isCall ? all[i + 2]?.text === ')' && all[i - 1]?.text !== '.' : isNew && all[i + 1]?.text !== '.';
}

/** The names that follow the keyword `word`. */
function pairs(all: readonly Token[], word: string): Token[] {
  return all.filter((token, i) => token.kind === 'name' && all[i - 1]?.text === word && all[i - 1]?.kind === 'name');
}

/** What follows `owner` and one of the joints: `env` in `process.env`. */
function after(all: readonly Token[], owner: string, joints: readonly string[]): Token[] {
  return all.filter((_token, i) => all[i - 2]?.text === owner && all[i - 2]?.kind === 'name' && joints.includes(all[i - 1]?.text ?? ''));
}

function at(says: string): (token: Token) => { line: number; says: string } {
  return ({ line }) => ({ line, says });
}
