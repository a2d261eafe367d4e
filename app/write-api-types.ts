import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { skillTypes } from './http/skill-types.ts';
import { loadSkills } from './skills.ts';

/** `npm run types:api`: what the console knows of the skills. */
const root = join(import.meta.dirname, '..');
writeFileSync(join(root, 'web', 'skills.d.ts'), skillTypes(await loadSkills(join(root, 'skills'))));
