import { expect, test } from 'vitest';
import { Passwords } from '../../app/access/password.ts';

test('a password costs what it should, and an older or cheaper hash of it still holds', async () => {
  const passwords = new Passwords();
  const hash = await passwords.hash('correct horse battery');
  expect(hash).toMatch(/^scrypt\$15\$8\$3\$/u);
  const cheap = await new Passwords({ logN: 8, r: 8, p: 1 }).hash('correct horse battery');
  expect([await passwords.matches('correct horse battery', hash), await passwords.matches('correct horse battery', cheap)]).toEqual([
    true,
    true,
  ]);
  expect([await passwords.matches('wrong horse', hash), await passwords.matches('correct horse battery', null)]).toEqual([false, false]);
});
