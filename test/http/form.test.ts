import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formOf, inputOf, optionsFor, shownFields } from '../../app/chat/form.ts';
import type { ValueScene } from '../../app/chat/completion.ts';
import { loadSkills } from '../../app/skills.ts';
import type { FormField, FormValues } from '../../domain/card/form.ts';
import { kinds } from '../../domain/resource/kinds.ts';
import type { Skill } from '../../ports/skill.ts';
import { resourcesOf } from '../../domain/resource/resource.ts';

const skills = await loadSkills(join(import.meta.dirname, '..', '..', 'skills'));
const skillOf = (name: string) => skills.get(name) ?? expect.fail(`there is no ${name}`);

const sceneWith = (people: number): ValueScene => ({
  caller: { viewer: { person: 'p0', roles: ['responder'] }, by: 'person:p0', via: 'chat:slack', lang: 'en' },
  store: {
    resources: () =>
      resourcesOf(
        Array.from({ length: people }, (_, i) => ({ kind: 'person', name: `p${i}`, spec: kinds.person.parse({ displayName: `P ${i}` }) })),
      ),
    incidents: async () => [],
    signals: async () => [],
  } as unknown as ValueScene['store'],
});

const fieldsOf = async (name: string, given: Record<string, unknown> = {}, people = 3): Promise<readonly FormField[]> =>
  (await formOf({ name, skill: skillOf(name), given, token: 't' }, sceneWith(people))).fields;

describe('the form of a declaration', () => {
  test('asks for what must be said first, in the order in which it is typed, and for nothing that only machines know', async () => {
    const fields = await fieldsOf('incident/declare');
    expect(fields.map((f) => f.name)).toEqual(['title', 'severity', 'people', 'private']);
    expect(fields[0]).toEqual({ name: 'title', label: 'What is wrong', isOptional: false, is: 'text', isLong: false, most: 300 });
    expect(fields[1]).toMatchObject({
      is: 'one-of',
      value: 'SEV3',
      options: [{ value: 'SEV1' }, { value: 'SEV2' }, { value: 'SEV3' }, { value: 'SEV4' }],
    });
    expect(fields[2]).toMatchObject({
      is: 'some-of',
      isOpen: false,
      options: [{ value: 'p0', label: 'P 0 · p0' }, { value: 'p1' }, { value: 'p2' }],
    });
    expect(fields[3]).toMatchObject({ is: 'yes-no', value: false });
  });
  test('shows what is known already, but for what stands behind it', async () => {
    const given = { title: 'Orders are rejected', cause: 'slack:C1/1.1', severity: 'SEV1', people: ['p1'] };
    const fields = await fieldsOf('incident/declare', given);
    expect(fields.map((f) => ('value' in f ? f.value : null))).toEqual(['Orders are rejected', 'SEV1', ['p1'], false]);
    const values: FormValues = { title: 'Orders fail', severity: 'SEV2', private: false };
    expect(inputOf(skillOf('incident/declare'), given, values)).toEqual({
      cause: 'slack:C1/1.1',
      title: 'Orders fail',
      severity: 'SEV2',
      private: false,
    });
  });
  test('with more people than a list holds lets one type', async () => {
    const people = (await fieldsOf('incident/declare', {}, 250))[2];
    expect(people).toMatchObject({ is: 'some-of', isOpen: true });
    expect(people && 'options' in people && people.options.length).toBe(100);
    const found = await optionsFor(skillOf('incident/declare'), { field: 'people', typed: 'p 24' }, sceneWith(250));
    expect(found.map((o) => o.value)).toEqual(['p24', 'p240', 'p241', 'p242', 'p243', 'p244', 'p245', 'p246', 'p247', 'p248', 'p249']);
  });
});

test('has a title that fits, and says the rest below it', async () => {
  const { title, intro } = await formOf(
    { name: 'incident/declare', skill: skillOf('incident/declare'), given: {}, token: 't' },
    sceneWith(1),
  );
  expect([title, intro]).toEqual(['Declare an incident', 'Declare an incident, call its people and open the war room']);
});

/** What this firm has none of. */
const nothingThere: ReadonlySet<string> = new Set(['team', 'teams', 'system', 'schedule', 'incident', 'fingerprint']);
const isRequired = (skill: Skill, field: string): boolean => skill.input.shape[field]?.safeParse(undefined).success === false;

test('an incident that is known is not asked for', async () => {
  expect((await fieldsOf('incident/note', { incident: 'INC-20261123-001' })).map((f) => f.name)).toEqual(['text', 'at']);
  expect((await fieldsOf('incident/note')).map((f) => f.name)).toEqual(['incident', 'text', 'at']);
  expect((await fieldsOf('incident/note', { incident: 'INC-20261123-001' }))[0]).toMatchObject({ is: 'text', isLong: true, most: 4000 });
});

describe.each([...skills])('%s as a form', (name, skill) => {
  test('asks for every field that people fill in, each once', async () => {
    const fields = await fieldsOf(name);
    const machine: readonly string[] = skill.machine ?? [];
    const asked = Object.keys(skill.labels).filter((f) => !machine.includes(f));
    const left = asked.filter((f) => !fields.some((field) => field.name === f));
    expect(left, 'only what there is nothing to choose from').toEqual(asked.filter((f) => nothingThere.has(f) && !isRequired(skill, f)));
    expect(fields.every((f) => f.label !== '')).toBe(true);
    expect((await formOf({ name, skill, given: {}, token: 't' }, sceneWith(1))).title.length).toBeLessThanOrEqual(24);
    const firstOptional = fields.findIndex((f) => f.isOptional);
    if (firstOptional >= 0) expect(fields.slice(firstOptional).every((f) => f.isOptional)).toBe(true);
  });
  test('filled in as its examples say, gives what they say', () => {
    const shown = shownFields(skill, {});
    for (const { input } of skill.examples as readonly { input: Record<string, unknown> }[]) {
      const typed = Object.entries(input).filter(([field]) => shown.includes(field));
      const values = Object.fromEntries(
        typed.map(([field, value]) => [field, Array.isArray(value) || typeof value === 'boolean' ? (value as boolean) : String(value)]),
      );
      expect(skill.input.parse(inputOf(skill, {}, values))).toEqual(skill.input.parse(Object.fromEntries(typed)));
    }
  });
});
