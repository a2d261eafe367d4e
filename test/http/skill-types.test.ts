import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { skillTypes } from '../../app/http/skill-types.ts';
import { loadSkills } from '../../app/skills.ts';

const root = join(import.meta.dirname, '..', '..');

test('what the console knows of the skills is what they say: else run `npm run types:api`', async () => {
  expect(readFileSync(join(root, 'web', 'skills.d.ts'), 'utf8')).toBe(skillTypes(await loadSkills(join(root, 'skills'))));
});
