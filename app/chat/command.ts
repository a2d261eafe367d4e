import type { Skill } from '../../ports/skill.ts';

/** What a typed command means: a skill with its input, a form to fill, a request for help, or something unknown. */
export type Command =
  | { readonly is: 'call'; readonly skill: string; readonly input: Record<string, unknown> }
  | { readonly is: 'form'; readonly skill: string; readonly values: Record<string, unknown> }
  | { readonly is: 'help'; readonly noun: string | null }
  | { readonly is: 'unknown'; readonly said: string };

interface Place {
  /** The incident of the room it is typed in. */
  readonly incident: string | null;
}

const incidentRef = /^(INC-\d{8}-\d+|\d{1,6})$/iu;

/** Reads `/noun verb words…`. Words fill the skill's positional fields in order, the last takes the rest; `name=value` names a field.
 *  In a war room the incident may be left out. */
export function parseCommand(text: string, skills: ReadonlyMap<string, Skill>, place: Place): Command {
  const words = wordsOf(text.slice(1));
  const [noun = '', verb = ''] = words;
  if (noun === '' || noun === 'help' || noun === 'tocsin') return { is: 'help', noun: verb === 'help' ? null : verb || null };
  const verbs = [...skills.keys()].filter((name) => name.startsWith(`${noun}/`));
  if (verbs.length === 0) return { is: 'unknown', said: `/${noun}` };
  if (verb === '' || verb === 'help') return { is: 'help', noun };
  const name = `${noun}/${verb}`;
  const skill = skills.get(name);
  if (!skill) return { is: 'unknown', said: `/${noun} ${verb}` };
  return filled(name, skill, words.slice(2), place);
}

function filled(name: string, skill: Skill, words: readonly string[], place: Place): Command {
  const input: Record<string, unknown> = {};
  const rest: string[] = [];
  for (const word of words) {
    const [, field, value] = /^(\w+)=(.*)$/su.exec(word) ?? [];
    if (field !== undefined && field in skill.labels) put(input, skill, field, value ?? '');
    else rest.push(word);
  }
  const positional = (skill.positional ?? []).filter((f) => input[f] === undefined);
  fillPositional(input, skill, { positional, rest, place });
  if ('incident' in skill.labels && input['incident'] === undefined && place.incident) input['incident'] = place.incident;
  const { error } = skill.input.safeParse(input);
  const isOnlyUnfinished = error?.issues.every((issue) => input[String(issue.path[0])] === undefined) === true;
  return isOnlyUnfinished ? { is: 'form', skill: name, values: input } : { is: 'call', skill: name, input };
}

function fillPositional(
  input: Record<string, unknown>,
  skill: Skill,
  { positional, rest, place }: { positional: readonly string[]; rest: readonly string[]; place: Place },
): void {
  let words = [...rest];
  positional.forEach((field, i) => {
    const [word] = words;
    if (word === undefined) return;
    if (field === 'incident' && place.incident && !incidentRef.test(word)) return;
    // A severity is optional before a title: what is none is part of the title.
    if (field === 'severity' && positional.length > i + 1 && !/^SEV[1-4]$/iu.test(word)) return;
    if (i === positional.length - 1) {
      put(input, skill, field, words.join(' '));
      words = [];
    } else {
      put(input, skill, field, field === 'severity' ? word.toUpperCase() : word);
      words = words.slice(1);
    }
  });
}

/** A list field takes words with commas between them. */
function put(input: Record<string, unknown>, skill: Skill, field: string, value: string): void {
  const bare = field === 'severity' ? value.toUpperCase() : value;
  const takesList = skill.input.shape[field]?.safeParse([bare]).success === true;
  const takesFlag = skill.input.shape[field]?.safeParse(true).success === true;
  if (takesList) input[field] = bare.split(',').map((v) => v.trim());
  else if (takesFlag) input[field] = /^(yes|true|1|是)$/iu.test(bare);
  else input[field] = bare;
}

/** Words by blanks; double quotes hold a word together. */
function wordsOf(text: string): string[] {
  return [...text.matchAll(/[^\s"]*"[^"]*"[^\s]*|\S+/gu)].map(([word]) => (/^"[^"]*"$/u.test(word) ? word.slice(1, -1) : word));
}
