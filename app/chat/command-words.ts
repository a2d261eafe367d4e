import type { Caller } from '../../domain/access/caller.ts';
import type { Skill } from '../../ports/skill.ts';

/** What is typed to see what there is: other platforms have a help of their own. */
export const helpIn = ({ via }: Pick<Caller, 'via'>): string => (via.startsWith('chat:') && via !== 'chat:web' ? '/tocsin help' : '/help');

/** `incident/declare` is typed `/incident declare`. */
export const commandOf = (name: string): string => `/${name.replace('/', ' ')}`;

/** `[severity] <title>`: what may be left out stands in brackets. */
export function argsOf(skill: Skill): string {
  return (skill.positional ?? []).map((f) => (skill.input.shape[f]?.safeParse(undefined).success ? `[${f}]` : `<${f}>`)).join(' ');
}

/** A value as it is typed behind `field=`. */
export function typed(value: unknown): string {
  const text = Array.isArray(value) ? value.join(',') : String(value);
  return /\s/u.test(text) && !text.includes('"') ? `"${text}"` : text;
}
