import { z } from 'zod';
import type { Caller } from '../../domain/access/caller.ts';
import { nameOf } from '../../domain/firm/of-firm.ts';
import type { Skill } from '../../ports/skill.ts';
import type { Store } from '../../ports/store.ts';
import { bareOf, fieldAt } from './command.ts';

/** One thing that may come next. */
export interface Choice {
  /** What replaces the text from `from` to the caret. */
  readonly insert: string;
  readonly label: string;
  readonly detail: string;
}

export interface Completions {
  /** Where in the text the word begins that is being typed. */
  readonly from: number;
  readonly options: readonly Choice[];
}

/** What is needed to know what a field may hold. */
export interface ValueScene {
  readonly store: Store;
  readonly caller: Caller;
}

export interface CompletionScene extends ValueScene {
  /** Those that the caller may use. */
  readonly skills: ReadonlyMap<string, Skill>;
  /** The incident of the room. */
  readonly incident: string | null;
  /** Who is in the room: they come first. */
  readonly followers: readonly string[];
}

const mostShown = 8;
const nothing: Completions = { from: 0, options: [] };

/** What may come next at the end of what is typed: a person or team after `@`, the values of a command's fields. */
export async function completionsFor(text: string, scene: CompletionScene): Promise<Completions> {
  const mention = /(?<![\p{Script=Latin}\p{N}_.@/-])@([\p{L}\p{N}._-]{0,60})$/u.exec(text);
  if (mention) return { from: mention.index, options: mentionable(mention[1] ?? '', scene) };
  const command = /^\/(\S+)\s+(\S+)\s/u.exec(text);
  const skill = command && scene.skills.get(`${command[1]}/${command[2]}`);
  if (!skill) return nothing;
  const word = /[^\s]*$/u.exec(text)?.[0] ?? '';
  const byName = /^(\w+)=(.*)$/su.exec(word);
  const fields = byName ? [byName[1] ?? ''] : fieldAt(text, skill, scene);
  const said = (byName ? (byName[2] ?? '') : word).split(',').at(-1) ?? '';
  const options = (await Promise.all(fields.map((field) => valuesOf(field, skill, scene)))).flat();
  const found = options.filter((o) => fits(o, said)).slice(0, mostShown);
  const names = byName ? [] : fieldNames(word, text, skill, scene);
  return { from: text.length - (found.length > 0 ? said : word).length, options: found.length > 0 ? found : names };
}

function fits({ insert, label, detail }: Choice, said: string): boolean {
  const wanted = said.toLowerCase();
  return insert.toLowerCase() !== wanted && [insert, label, ...detail.split(/\s+/u)].some((text) => text.toLowerCase().startsWith(wanted));
}

function mentionable(said: string, { store, followers, caller }: CompletionScene): Choice[] {
  const resources = store.resources();
  const t = (zh: string, en: string): string => (caller.lang === 'zh' ? zh : en);
  const here = new Set(followers);
  const people = resources.all('person').toSorted((a, b) => Number(here.has(b.name)) - Number(here.has(a.name)));
  const all: Choice[] = [
    ...people.map(({ name }) => ({ insert: `@${name}`, label: nameOf(resources, name), detail: name })),
    ...resources.all('team').map(({ name, spec }) => {
      const label = spec.displayName ?? name;
      return { insert: `@${name}`, label, detail: `${t('团队', 'team')} ${name}` };
    }),
    { insert: '@room', label: '@room', detail: t('这个聊天里的所有人', 'everybody in this conversation') },
  ];
  const wanted = said.toLowerCase();
  const begins = (c: Choice): boolean => c.insert.slice(1).startsWith(wanted) || c.label.toLowerCase().startsWith(wanted);
  const holds = (c: Choice): boolean => !begins(c) && c.label.toLowerCase().includes(wanted);
  return [...all.filter(begins), ...all.filter(holds)].slice(0, mostShown);
}

/** Fields that are named, once they are asked for by their first letters. */
function fieldNames(word: string, text: string, skill: Skill, { caller }: CompletionScene): Choice[] {
  if (word === '') return [];
  return Object.entries(skill.labels)
    .filter(([field]) => field.startsWith(word) && !text.includes(` ${field}=`))
    .map(([field, label]) => ({ insert: `${field}=`, label: `${field}=`, detail: label[caller.lang] }));
}

/** The values a field can have, where they are few or known; everything in the viewer's sight. */
export async function valuesOf(field: string, skill: Skill, scene: ValueScene): Promise<Choice[]> {
  const bare = skill.input.shape[field] && bareOf(skill.input.shape[field]);
  if (bare instanceof z.ZodEnum) return bare.options.map((value) => plain(String(value)));
  if (bare instanceof z.ZodBoolean) return ['yes', 'no'].map((value) => plain(value));
  const make = sources[field];
  return make ? make(scene) : [];
}

const plain = (value: string, detail = ''): Choice => ({ insert: value, label: value, detail });

const configured =
  (kind: 'person' | 'team' | 'system' | 'schedule') =>
  async ({ store }: ValueScene): Promise<Choice[]> =>
    store
      .resources()
      .all(kind)
      .map(({ name, spec }) => plain(name, 'displayName' in spec ? (spec.displayName ?? '') : ''));

/** Whether what a field holds is chosen from what there is. */
export const isChosen = (field: string): boolean => Object.hasOwn(sources, field);

const sources: Readonly<Record<string, (scene: ValueScene) => Promise<Choice[]>>> = {
  person: configured('person'),
  people: configured('person'),
  team: configured('team'),
  teams: configured('team'),
  system: configured('system'),
  schedule: configured('schedule'),
  async incident({ store, caller }) {
    const open = await store.incidents({ progress: ['open', 'acknowledged', 'mitigated'], limit: 50 }, caller.viewer);
    return open.map((i) => ({ insert: i.number, label: i.number, detail: i.title }));
  },
  async fingerprint({ store }) {
    const firing = await store.signals({ state: 'firing', order: 'newest', limit: 50 });
    return firing.map((s) => plain(s.fingerprint, [s.labels['alertname'], s.labels['instance']].filter(Boolean).join(' ')));
  },
};
