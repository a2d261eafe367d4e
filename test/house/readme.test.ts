import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('the skill that the README shows is the skill that runs', () => {
  const readme = readFileSync('README.md', 'utf8');
  expect(readme).toContain(readFileSync('skills/incident/note.ts', 'utf8').trim());
});
