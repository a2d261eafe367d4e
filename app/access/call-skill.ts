import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { permits } from '../../domain/access/viewer.ts';
import type { Draft } from '../../domain/event/event.ts';
import { done, isRefusal, refuse, refuseField, type Refusal, type Reply } from '../../domain/event/reply.ts';
import type { Lang } from '../../domain/text/lang.ts';
import { nearest } from '../../domain/text/nearest.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Answer, CallOptions, Door } from '../../ports/door.ts';
import type { ReadSkill, Shared, Skill, WriteSkill } from '../../ports/skill.ts';
import type { Store } from '../../ports/store.ts';
import type { DryRun } from '../road/dry-run.ts';
import type { Road } from '../road/road.ts';
import type { Caller } from '../../domain/access/caller.ts';
import { plainly } from './plain-issue.ts';

export type Skills = ReadonlyMap<string, Skill>;

interface CallParts {
  readonly skills: Skills;
  readonly store: Store;
  readonly clock: Clock;
  readonly road: Road;
  readonly shared: Shared;
}

/** The one door to every skill, for chat, REST, command line, buttons and forms: permission, schema, then the read or the road. */
export class SkillDoor implements Door {
  readonly #parts: CallParts;

  constructor(parts: CallParts) {
    this.#parts = parts;
  }

  get all(): Skills {
    return this.#parts.skills;
  }

  /** Those the caller may use, by name. */
  allowed(caller: Caller): [string, Skill][] {
    return [...this.#parts.skills].filter(([, s]) => permits(caller.viewer.roles, s.needs));
  }

  async call(name: string, input: unknown, caller: Caller, options: CallOptions = {}): Promise<Answer> {
    const ready = this.#check(name, input, caller);
    if (isRefusal(ready)) return ready;
    if (ready.skill.kind === 'read') return this.#read(ready.skill, ready.input, caller);
    const draft = await this.#draft(name, ready.skill, ready.input, { caller, options });
    if (isRefusal(draft)) return draft;
    return (await this.#parts.road.call(draft, options.deadlineMs ?? 5_000)) ?? 'working';
  }

  /** What a write would decide; nothing is stored or done. */
  async dryRun(name: string, input: unknown, caller: Caller): Promise<Refusal | { ok: true; output: unknown } | DryRun> {
    const ready = this.#check(name, input, caller);
    if (isRefusal(ready)) return ready;
    if (ready.skill.kind === 'read') return this.#read(ready.skill, ready.input, caller);
    const draft = await this.#draft(name, ready.skill, ready.input, { caller, options: {} });
    return isRefusal(draft) ? draft : this.#parts.road.dryRun([draft]);
  }

  #check(name: string, input: unknown, caller: Caller): { skill: Skill; input: never } | Refusal {
    const skill = this.#parts.skills.get(name);
    if (!skill)
      return refuse(
        'not-found',
        `There is no skill "${name}". Ask for help to see what there is.`,
        `没有“${name}”这个技能，可用 /help 查看。`,
      );
    if (!permits(caller.viewer.roles, skill.needs))
      return refuse(
        'forbidden',
        `“${skill.summary.en}” needs the role ${skill.needs} or higher. Ask an admin for it.`,
        `“${skill.summary.zh}”需要 ${skill.needs} 及以上角色，请联系管理员授予。`,
      );
    const unknown = unknownField(skill, input);
    if (unknown !== null) return unknown;
    const read = (lang: Lang) => skill.input.safeParse(input ?? {}, { error: plainly(lang) });
    const parsed = read('en');
    return parsed.success ? { skill, input: parsed.data as never } : badInput(parsed.error, read('zh').error);
  }

  async #read(skill: ReadSkill, input: never, { viewer, lang }: Caller): Promise<Reply> {
    const { clock, store, shared } = this.#parts;
    const output = await skill.run(input, { now: clock.now(), store, viewer, lang, shared });
    return isRefusal(output) ? output : done(output);
  }

  async #draft(
    skill: string,
    write: WriteSkill,
    input: never,
    { caller, options }: { caller: Caller; options: CallOptions },
  ): Promise<Draft | Refusal> {
    const { store, clock } = this.#parts;
    const id = options.idempotencyKey ? `${caller.by}/${skill}/${options.idempotencyKey}` : randomUUID();
    const key = await write.on(input, { now: clock.now(), store, viewer: caller.viewer, lang: caller.lang, id });
    if (isRefusal(key)) return key;
    return { id, type: 'skill.called', v: 1, key, at: clock.now(), by: caller.by, via: caller.via, data: { skill, input } };
  }
}

/** A field that is not there is refused, not overlooked: a misspelt `private` must not make an incident public. */
function unknownField(skill: Skill, input: unknown): Refusal | null {
  if (input === null || typeof input !== 'object' || Array.isArray(input)) return null;
  const fields = Object.keys(skill.input.shape);
  const field = Object.keys(input).find((name) => !fields.includes(name));
  if (field === undefined) return null;
  const near = nearest(field, fields);
  return refuseField(
    field.slice(0, 100),
    near ? `is not a field here; did you mean "${near}"?` : `is not a field here. The fields are ${fields.join(', ') || 'none'}.`,
    near ? `没有这个字段；是否想写“${near}”？` : `没有这个字段。可用字段：${fields.join('、') || '无'}。`,
  );
}

/** Names each field that is wrong, as commands and programs know it, in plain words; a form says the same at the field itself. The same errors come
 *  in both languages. */
function badInput({ issues: en }: z.ZodError, inChinese: z.ZodError | undefined): Refusal {
  const issues = en.map(({ path, message }, i) => ({
    path: path.join('.'),
    message: { en: message, zh: inChinese?.issues[i]?.message ?? message },
  }));
  const because = {
    en: issues.map(({ path, message }) => (path ? `${path}: ${message.en}` : message.en)).join('; '),
    zh: issues.map(({ path, message }) => (path ? `${path}：${message.zh}` : message.zh)).join('；'),
  };
  return { ok: false, refused: 'input', because, issues };
}
